"""Messages for findings about a file itself, and about its YAML."""

from rectledger.i18n.language import N_

Sentence = tuple[str, str | None]

FILE: dict[str, Sentence] = {
    "not-in-clone": (
        N_("this clone does not have the file: it is a partial clone, or damaged"),
        N_("Use a full clone; `git fsck` shows whether this one is damaged."),
    ),
    "not-checked-out": (
        N_("in git, but not checked out here"),
        N_("Check it out with `{command}`."),
    ),
    "hidden-deletion": (
        N_("deleted here, but git is set not to notice (assume-unchanged or core.fsmonitor)"),
        N_("Restore it with `{command}`."),
    ),
    "git-not-asked": (
        N_("cannot tell whether files are hidden or uncommitted: git cannot be used here"),
        N_("`{command}` shows why."),
    ),
    "git-distrusts": (
        N_(
            "cannot tell whether files are hidden or uncommitted: git does not trust this "
            "repository, which belongs to another user"
        ),
        N_("If you trust it, run `{command}`."),
    ),
    "git-elsewhere": (
        N_(
            "cannot tell whether files are hidden or uncommitted: git is set to look for this "
            "repository's files in another folder (core.worktree)"
        ),
        N_("Remove that setting with `{command}`."),
    ),
    "vanished": (
        N_("the file no longer exists"),
        N_("It existed a moment ago; run the command again."),
    ),
    "no-rights": (
        N_("permission denied"),
        N_("Ask for read access, or run `chmod +r` on it."),
    ),
    "link": (
        N_("this is a symbolic link"),
        N_("Files of a ledger must be inside it: put the file itself here."),
    ),
    "not-a-file": (N_("not a regular file"), N_("Move it out of the ledger.")),
    "cannot-open": (
        N_("cannot be opened: {detail}"),
        N_("Check the permissions of the file and its folder."),
    ),
    "too-large": (
        N_("larger than {most} KiB, the limit for a record"),
        N_("Keep long texts as evidence, and refer to them from the record."),
    ),
    "not-utf8": (
        N_("not UTF-8 text (it looks like {looks_like})"),
        N_("Save it as UTF-8."),
    ),
    "later-format": (
        N_("the ledger has format {format}, but this rectledger only reads formats up to {known}"),
        N_("Install a newer rectledger; `rectledger --version` shows yours."),
    ),
    "file-name": (
        N_("the file contains {ref}, which belongs in {home}"),
        N_("Rename the file, or correct the number in it."),
    ),
    "malformed-tree": (
        N_("this folder was committed with invalid or duplicate names: {names}"),
        N_(
            "Make the change again on a new branch, without that commit; `git config "
            "receive.fsckObjects true` on the server rejects such pushes."
        ),
    ),
    "name-clash": (
        N_("same name as {other} on macOS or Windows"),
        N_("Use a name that differs by more than case, accents or invisible characters."),
    ),
    "name-unfit": (
        N_("this file name cannot be used on every system, or is not fully visible"),
        N_(
            "Rename it, using letters, digits, - and _: no : or ?, no reserved name such as CON or "
            "NUL, and no dot or space at the end."
        ),
    ),
    "stray-file": (
        N_("not a file of a ledger"),
        N_("Records are named like 021.yaml or 021-02.yaml; move other files away."),
    ),
    "left-over": (
        N_("temporary file: a change was interrupted here, or is still in progress"),
        N_("If it was interrupted, run the same command again, or delete the file."),
    ),
}

_PLAIN = N_("A ledger uses plain YAML only: keys, lists and texts.")
YAML: dict[str, Sentence] = {
    "empty": (N_("the file is empty"), N_("`git log -p -- FILE` shows what it contained.")),
    "not-a-mapping": (
        N_("the file does not contain keys and values"),
        N_("A record starts with a key, for example `id: 21`."),
    ),
    "merge-conflict": (
        N_("the file contains merge conflict markers"),
        N_("Keep the right lines, and remove those with <<<<<<<, ======= and >>>>>>>."),
    ),
    "bad-character": (
        N_("invisible or forbidden character {point}"),
        N_("Remove it: such characters hide what a text really says."),
    ),
    "too-deep": (N_("nested more than {most} levels deep"), _PLAIN),
    "too-many": (
        N_("cannot check this part: the file has more than {most} keys and values"),
        N_("Remove brackets, and signs such as & * ! # after a colon, a dash or a space."),
    ),
    "cut-short": (
        N_("a comment (#) cuts off the text of `{key}`"),
        N_("Quote the text, or put the comment on its own line."),
    ),
    "anchor": (N_("anchors (&) are not allowed"), _PLAIN),
    "alias": (N_("aliases (*) are not allowed"), _PLAIN),
    "tag": (N_("tags (!) are not allowed"), N_("If it is part of a text, quote the text.")),
    "directive": (N_("YAML directives (%) are not allowed"), _PLAIN),
    "merge-key": (N_("merge keys (<<) are not allowed"), _PLAIN),
    "documents": (
        N_("a second YAML document starts here"),
        N_("One file holds one record: remove the line with ---."),
    ),
    "bad-number": (N_("number out of range"), N_("Write it as text, in quotes.")),
    "more": (N_("and {n} more in this file"), N_("Fix these first.")),
    "duplicate-key": (N_("duplicate key `{key}`"), N_("Keep one.")),
    "key-not-text": (N_("key `{key}` is not text"), _PLAIN),
    "syntax": (
        N_("invalid YAML from here on"),
        N_(
            "Check the indentation, quotes, colons and tabs of this line and the one above; colons "
            "must not be full-width, text with a colon and a space needs quotes, and a list below "
            "a key replaces its []."
        ),
    ),
}
