"""Which files a ledger has, and what they are called."""

import re

SETTINGS_FILE = "ledger.yaml"
# Whose keys there are, in the form that ssh has for it.
SIGNERS_FILE = "allowed_signers"
ISSUES = "issues"
MEASURES = "measures"
EVIDENCE = "evidence"
SCHEMA = "schema"

RECORD_FOLDERS = (ISSUES, MEASURES)
# All that people write and that the ledger is made of.
CONTENT = (SETTINGS_FILE, SIGNERS_FILE, *RECORD_FOLDERS, EVIDENCE)
FOLDERS = (*RECORD_FOLDERS, EVIDENCE, SCHEMA)

# Named after the numbers of the record in it.
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
    """The reference of the record that a file is named after: `21.2`; "" where it is named after
    none."""
    named = RECORD_FILE.fullmatch(file)
    return ".".join(str(int(number)) for number in named.groups() if number) if named else ""


def schema_file(kind: str) -> str:
    """Where the schema of a kind of file is kept: `schema/issue.json`."""
    return f"{SCHEMA}/{kind}.json"


def editor_line(record: str) -> str:
    """The comment that makes an editor use the schema in a file of a ledger."""
    folder, _slash, name = record.rpartition("/")
    kind = folder.removesuffix("s") or name.removesuffix(".yaml")
    return f"# yaml-language-server: $schema={'../' if folder else ''}{schema_file(kind)}"


def is_in(file: str, folder: str) -> bool:
    """Whether a file of a ledger, by its path there, lies in one of its folders."""
    return file.startswith(f"{folder}/")
