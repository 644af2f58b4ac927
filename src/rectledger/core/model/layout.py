"""The files of a ledger, and their names."""

import re

SETTINGS_FILE = "ledger.yaml"
# Which public key belongs to whom, in OpenSSH's format.
SIGNERS_FILE = "allowed_signers"
ISSUES = "issues"
MEASURES = "measures"
EVIDENCE = "evidence"
# The files that records were imported from.
SOURCES = "sources"
SCHEMA = "schema"

RECORD_FOLDERS = (ISSUES, MEASURES)
# Files that are kept as they came, byte for byte, and held against their hash.
KEPT = (EVIDENCE, SOURCES)
# Everything that people write and that makes up the ledger.
CONTENT = (SETTINGS_FILE, SIGNERS_FILE, *RECORD_FOLDERS, *KEPT)
FOLDERS = (*RECORD_FOLDERS, *KEPT, SCHEMA)

# Named after the numbers of the record in the file.
RECORD_FILE = re.compile(rf"{ISSUES}/(\d+)\.yaml|{MEASURES}/(\d+)-(\d+)\.yaml")


def issue_file(issue: int) -> str:
    """Where an issue belongs: `issues/021.yaml`."""
    return f"{ISSUES}/{issue:03}.yaml"


def measure_file(issue: int, number: int) -> str:
    """Where a measure belongs: `measures/021-02.yaml`."""
    return f"{MEASURES}/{issue:03}-{number:02}.yaml"


def evidence_folder(issue: int) -> str:
    """Where the evidence of an issue and its measures is kept: `evidence/021`."""
    return f"{EVIDENCE}/{issue:03}"


def ref_in(file: str) -> str:
    """The reference of the record that a file is named after, such as `21.2`; "" if there is
    none."""
    named = RECORD_FILE.fullmatch(file)
    return ".".join(str(int(number)) for number in named.groups() if number) if named else ""


def schema_file(kind: str) -> str:
    """Where the schema of a kind of file is kept: `schema/issue.json`."""
    return f"{SCHEMA}/{kind}.json"


def editor_line(record: str) -> str:
    """The comment that tells an editor which schema a ledger's file has."""
    folder, _slash, name = record.rpartition("/")
    kind = folder.removesuffix("s") or name.removesuffix(".yaml")
    return f"# yaml-language-server: $schema={'../' if folder else ''}{schema_file(kind)}"


def is_kept(file: str) -> bool:
    """Whether a file, by its path in the ledger, is evidence or a source."""
    return any(is_in(file, folder) for folder in KEPT)


def is_in(file: str, folder: str) -> bool:
    """Whether a file, by its path in the ledger, is in `folder`."""
    return file.startswith(f"{folder}/")
