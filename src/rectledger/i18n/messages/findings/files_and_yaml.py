"""What a finding says of a file as such, and of its YAML."""

from rectledger.i18n.language import N_

Sentence = tuple[str, str | None]

FILE: dict[str, Sentence] = {
    "not-in-clone": (
        N_("this clone does not hold the file: it was cloned in part, or is damaged"),
        N_("Read it in a whole clone; `git fsck` says whether this one is damaged."),
    ),
    "not-checked-out": (
        N_("git has it, and it is not checked out here"),
        N_("`{command}` brings it."),
    ),
    "hidden-deletion": (
        N_("it was deleted here, and git is told not to look (assume-unchanged or core.fsmonitor)"),
        N_("`{command}` brings it back."),
    ),
    "git-not-asked": (
        N_(
            "git cannot be asked what it has of this ledger, so what is hidden or not committed is "
            "not known"
        ),
        N_("`{command}` says why."),
    ),
    "git-distrusts": (
        N_(
            "git does not trust this repository, which belongs to somebody else, so what is hidden "
            "or not committed is not known"
        ),
        N_("If you trust it, run `{command}`."),
    ),
    "git-elsewhere": (
        N_(
            "git is set up to find this repository's files in another folder (core.worktree), so "
            "what is hidden or not committed is not known"
        ),
        N_("`{command}` has it look here again."),
    ),
    "vanished": (N_("the file is gone"), N_("It was there a moment ago; run the command again.")),
    "no-rights": (N_("no right to read it"), N_("Ask for read access, or run `chmod +r` on it.")),
    "link": (
        N_("it is a symbolic link"),
        N_("A ledger's files are kept in the ledger: put the file itself here."),
    ),
    "not-a-file": (N_("it is not a regular file"), N_("Move it out of the ledger.")),
    "cannot-open": (
        N_("it cannot be opened: {detail}"),
        N_("Look at the file and at its folder's rights."),
    ),
    "too-large": (
        N_("it is larger than {most} KiB, which no record needs"),
        N_("Keep long texts as evidence, and refer to them from the record."),
    ),
    "not-utf8": (
        N_("it is not UTF-8 text (it looks like {looks_like})"),
        N_("Save it again as UTF-8."),
    ),
    "later-format": (
        N_("the ledger has format {format}, and this rectledger reads formats up to {known}"),
        N_("Install a newer rectledger, which reads it; `rectledger --version` shows yours."),
    ),
    "file-name": (
        N_("the file holds {ref}, which belongs in {home}"),
        N_("Rename the file, or mend the number in it."),
    ),
    "malformed-tree": (
        N_("this folder is recorded with names that no folder can have, or twice: {names}"),
        N_(
            "Make the change again on a new branch, without the commit that did so; `git config "
            "receive.fsckObjects true` on the server refuses such a push."
        ),
    ),
    "name-clash": (
        N_("on macOS or Windows this is the same name as {other}"),
        N_("Give it a name that differs by more than case, accents or invisible characters."),
    ),
    "name-unfit": (
        N_("not every system can have a file of this name, or shows all of it"),
        N_(
            "Rename it with letters, digits, - and _: no : or ?, no name such as CON or NUL, no "
            "dot or space at the end."
        ),
    ),
    "stray-file": (
        N_("no part of the ledger accounts for this file"),
        N_("A record is named like 021.yaml or 021-02.yaml; move anything else away."),
    ),
    "left-over": (
        N_("a temporary file: a change was cut off here, or is being made just now"),
        N_("If it was cut off, run the same command again, or delete the file."),
    ),
}

_PLAIN = N_("A ledger uses plain YAML only: keys, lists and texts.")
YAML: dict[str, Sentence] = {
    "empty": (N_("the file is empty"), N_("`git log -- FILE` shows what it held.")),
    "not-a-mapping": (
        N_("the file does not hold keys and values"),
        N_("A record begins with a key, such as `id: 21`."),
    ),
    "merge-conflict": (
        N_("a merge conflict has been left in the file"),
        N_("Choose what is right, and take out the lines with <<<<<<<, ======= and >>>>>>>."),
    ),
    "bad-character": (
        N_("the text holds the invisible or forbidden character {point}"),
        N_("Take it out; such characters hide what a text really says."),
    ),
    "too-deep": (N_("it is nested more than {most} levels deep"), _PLAIN),
    "too-many": (
        N_("more than {most} keys and values are too many to look for what this may hide"),
        N_("Take out brackets, and signs such as & * ! # behind a colon, a dash or a space."),
    ),
    "cut-short": (
        N_("a comment (#) cuts the text of `{key}` short"),
        N_("Put the text in quotes, or the comment on a line of its own."),
    ),
    "anchor": (N_("an anchor (&) stands here"), _PLAIN),
    "alias": (N_("an alias (*) stands here"), _PLAIN),
    "tag": (N_("a tag (!) stands here"), N_("If it is part of a text, put the text in quotes.")),
    "directive": (N_("a YAML directive (%) stands here"), _PLAIN),
    "merge-key": (N_("a merge key (<<) stands here"), _PLAIN),
    "documents": (
        N_("a second document begins here"),
        N_("One file holds one record: take out the line with ---."),
    ),
    "bad-number": (N_("a number of this size is not read"), N_("Write it as a text, in quotes.")),
    "more": (N_("and {n} more in this file"), N_("Mend these first.")),
    "duplicate-key": (N_("the key `{key}` stands here for the second time"), N_("Keep one.")),
    "key-not-text": (N_("the key `{key}` is not a text"), _PLAIN),
    "syntax": (
        N_("it is not valid YAML from here on"),
        N_(
            "Look at the indentation, quotes, colons and tabs of this line and the one above; "
            "a full-width colon is none."
        ),
    ),
}
