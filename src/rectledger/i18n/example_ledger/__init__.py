"""The files that `init` creates, as texts in both languages; names and days are filled in.

The files are in a folder per language, laid out as a ledger is; those of the example `audit` in a
folder of their own.
"""

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Literal

from rectledger.i18n.language import N_, Language, gettext, speaking

_FOLDER = Path(__file__).parent
RECORDS = (
    "issues/001.yaml",
    "issues/002.yaml",
    "measures/001-01.yaml",
    "measures/002-01.yaml",
)

# What an office replaces in `ledger.yaml`: as a new ledger has it, and as the example does.
_NAMES: dict[str, tuple[str, str]] = {
    "title": (
        N_("(Organisation), rectification ledger after inspection"),
        N_("Example Bureau, rectification ledger after inspection"),
    ),
    "inspector": (
        N_("(inspection team)"),
        N_("Third Inspection Team"),
    ),
    "inspected": (
        N_("(organisation)"),
        N_("Party Group of the Example Bureau"),
    ),
    "contact": (
        N_("(telephone, address)"),
        N_("Telephone 000-0000"),
    ),
    "aspect": (
        N_("(first aspect)"),
        N_("The Party Group does not provide enough leadership"),
    ),
    "section_one": (
        N_("(first section)"),
        N_("Decisions are not carried out"),
    ),
    "section_two": (
        N_("(second section)"),
        N_("Financial management does not follow the rules"),
    ),
    "leader": (
        N_("(name)"),
        N_("Deputy Director Li"),
    ),
}


Example = Literal["inspection", "audit"]


def names(language: Language, example: Example | None) -> dict[str, str]:
    """The names in `ledger.yaml`: those of the example, or blanks in parentheses to be replaced."""
    with speaking(language):
        return {key: gettext(pair[example is not None]) for key, pair in _NAMES.items()}


def text(language: Language, file: str, values: Mapping[str, str], example: Example | None) -> str:
    """A file of a new ledger, with names, days and time zone. Raises KeyError if one is missing."""
    folder = _FOLDER / language / ("audit" if example == "audit" else "")
    return Template((folder / file).read_text("utf-8")).substitute(values)


def attributes(language: Language) -> str:
    """The text of `.gitattributes`."""
    return (_FOLDER / language / "gitattributes").read_text("utf-8")
