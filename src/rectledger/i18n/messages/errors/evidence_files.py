"""Errors for files that cannot be kept as evidence."""

from rectledger.i18n.language import N_

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "evidence-not-found": (
        N_("evidence file not found: {path}"),
        N_("Check the name, and quote it if it contains spaces."),
    ),
    "evidence-empty": (
        N_("evidence file is empty: {path}"),
        N_("It may not have been saved or copied completely. Provide the complete file."),
    ),
    "evidence-folder": (
        N_("evidence is a folder, not a file: {path}"),
        N_("Provide its files one by one, or pack them into one file."),
    ),
    "evidence-link": (
        N_("evidence file is a symbolic link: {path}"),
        N_("Provide the file that it points to."),
    ),
    "evidence-not-a-file": (
        N_("evidence is not a regular file: {path}"),
        N_("Save the content to a file, and provide that file."),
    ),
    "evidence-no-rights": (
        N_("permission denied: {path}"),
        N_("Ask for read access, or run `chmod u+r` on it."),
    ),
    "evidence-too-large": (
        N_("evidence file is larger than {most} MiB, the limit of this ledger: {path}"),
        N_("Provide a smaller file, or use --document to say where it is kept. "
          "`evidence_max_mib` in ledger.yaml sets the limit."),
    ),
    "evidence-lfs-pointer": (
        N_("evidence file is a Git LFS pointer, not the file itself: {path}"),
        N_("Fetch the file first: git lfs pull."),
    ),
    "evidence-changed": (
        N_("evidence file changed while it was being read: {path}"),
        N_("Wait until it is completely written, and run the same command again."),
    ),
    "evidence-bad-path": (
        N_("evidence path contains a character that is not allowed: {path}"),
        N_("Use the name as `ls` or the file manager shows it."),
    ),
    "evidence-name-too-long": (
        N_("evidence path is too long: {path}"),
        N_("Change to the file's folder and use its name alone, or shorten the name."),
    ),
    "evidence-cannot-read": (
        N_("cannot read evidence file {path}: {detail}"),
        N_("Check the file and the disk that it is on."),
    ),
}  # fmt: skip
