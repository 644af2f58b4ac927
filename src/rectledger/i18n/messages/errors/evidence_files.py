"""What an error says of a file that cannot be kept as evidence."""

from rectledger.i18n.language import N_

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "evidence-not-found": (
        N_("the evidence {path} is not there"),
        N_("Look at how its name is written; a name with blanks goes in quotes."),
    ),
    "evidence-empty": (
        N_("the evidence {path} is empty"),
        N_("It may not have been saved or copied whole: hand in the file itself."),
    ),
    "evidence-folder": (
        N_("the evidence {path} is a folder"),
        N_("Hand in its files one by one, or pack them into one file."),
    ),
    "evidence-link": (
        N_("the evidence {path} is a symbolic link"),
        N_("Hand in the file itself that it leads to."),
    ),
    "evidence-not-a-file": (
        N_("the evidence {path} is not a regular file"),
        N_("Save in a file what it is to prove, and hand that in."),
    ),
    "evidence-no-rights": (
        N_("no right to read the evidence {path}"),
        N_("Ask for read access, or run `chmod u+r` on it."),
    ),
    "evidence-too-large": (
        N_("the evidence {path} is larger than {most} MiB, the most that this ledger keeps"),
        N_("Hand in a smaller file, or say where it is kept with --document; "
          "`evidence_max_mib` in ledger.yaml sets the limit."),
    ),
    "evidence-lfs-pointer": (
        N_("the evidence {path} is a pointer of Git LFS, and not the file itself"),
        N_("Fetch the file first: git lfs pull."),
    ),
    "evidence-changed": (
        N_("the evidence {path} was changed while it was read"),
        N_("Wait until it is written whole, and run the same command again."),
    ),
    "evidence-bad-path": (
        N_("the evidence {path} holds a character that no path may hold"),
        N_("Name the file as `ls` or the file manager shows it."),
    ),
    "evidence-name-too-long": (
        N_("the evidence {path} is longer than a path may be"),
        N_("Go to the file's folder and name it from there, or give it a shorter name."),
    ),
    "evidence-cannot-read": (
        N_("the evidence {path} cannot be read: {detail}"),
        N_("Look at the file, and at the disk that it is on."),
    ),
}  # fmt: skip
