"""What an error says where a ledger cannot begin."""

from rectledger.words import N_

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "begin-in-repository": (
        N_("{folder} is a repository without files of its own, and no place for a ledger"),
        N_("Clone it, and begin the ledger in the clone."),
    ),
    "begin-nowhere": (
        N_("the name of the folder is empty"),
        N_("Name one, such as `rectledger init my-ledger`."),
    ),
    "begin-inside-ledger": (
        N_("{folder} lies inside the ledger in {ledger}, and a ledger holds no other"),
        N_("Name a folder beside it; or set that one up: `rectledger init {quoted}`."),
    ),
    "begin-around-ledger": (
        N_("there is a ledger in {ledger} already"),
        N_("Set that one up with `rectledger init {quoted}`, or name another folder."),
    ),
    "begin-in-the-way": (
        N_("{path} is there already, and nothing is overwritten"),
        N_("Nothing was written. Move it away, or name another folder."),
    ),
    "team-not-ours": (
        N_("{path} is there already, and was not written by rectledger"),
        N_("Nothing was written. Give it another name, and run the same command again."),
    ),
    "team-odd-place": (
        N_("the folder {folder} has characters in its name that a pipeline's file cannot hold"),
        N_("Nothing was written. Give the folder another name."),
    ),
    "codeowners-not-ours": (
        N_("{path} is there already, and was not written by rectledger"),
        N_("Nothing was written. A forge reads only one CODEOWNERS: add the ledger's owners to "
          "that one by hand, or move it away."),
    ),
    "codeowners-no-office": (
        N_("nobody can own the ledger: no member has the role office and an e-mail address"),
        N_("Nothing was written. List the members in {path}, each with `emails`, and at least one "
          "with `roles: [office]`."),
    ),
    "codeowners-too-large": (
        N_("CODEOWNERS would have {size} bytes, and forges read no more than {most}"),
        N_("Nothing was written. Fewer members with addresses in a department make it smaller; "
          "with `four_eyes: true` departments own nothing."),
    ),
    "cannot-write": (
        N_("{path} cannot be written: {detail}"),
        N_("Mend that, and run the same command again: it only makes what is missing."),
    ),
    "cannot-read-file": (
        N_("{path} cannot be read as a plain file"),
        N_("See what it is, and run the same command again."),
    ),
    "no-repository": (
        N_("the ledger's files are written, but git could not make a repository in {folder}: "
          "{detail}"),
        N_("Mend that, and run the same command again: it only makes what is missing."),
    ),
}  # fmt: skip
