"""The ledger that `init` begins with, as texts in both languages; the days are put in.

The files lie in a folder a language, laid out as a ledger is.
"""

from collections.abc import Mapping
from pathlib import Path
from string import Template

from rectledger.i18n.language import Language

_FOLDER = Path(__file__).parent
RECORDS = (
    "ledger.yaml",
    "issues/001.yaml",
    "issues/002.yaml",
    "measures/001-01.yaml",
    "measures/002-01.yaml",
)


def record(language: Language, file: str, values: Mapping[str, str]) -> str:
    """One of RECORDS, with its days and time zone. Raises KeyError where a value is missing."""
    return Template((_FOLDER / language / file).read_text("utf-8")).substitute(values)


def attributes(language: Language) -> str:
    """The text of `.gitattributes`."""
    return (_FOLDER / language / "gitattributes").read_text("utf-8")
