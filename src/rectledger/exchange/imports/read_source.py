"""From the bytes of a source to what was read of it, whatever its form."""

import re
from dataclasses import replace
from typing import Literal

from rectledger.exchange.imports.found import Declared, Listing, Reading
from rectledger.exchange.imports.source import Sheet, SourceError
from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.totals import declared, partitions

SHEETS = (".xlsx", ".xlsm", ".xls", ".csv")
TEXTS = (".docx", ".html", ".htm", ".txt")
SUFFIXES = (*SHEETS, *TEXTS)


def read_source(data: bytes, suffix: str, style: Style) -> tuple[Reading, list[Declared]]:
    """What a source says, and its totals, each with whether they tie.

    `suffix` is one of SUFFIXES, in lower case. Raises SourceError if it cannot be read.
    """
    if suffix not in SUFFIXES:
        raise SourceError("unknown-suffix", suffix=suffix)
    reading = _of_sheets(data, suffix, style) if suffix in SHEETS else _of_text(data, suffix, style)
    reading = replace(reading, language=_language(reading))
    found = declared(reading, style.states)
    reading.listed.extend(partitions(reading))
    return reading, found


def _of_sheets(data: bytes, suffix: str, style: Style) -> Reading:
    from rectledger.exchange.imports.ledgers import read_tables
    from rectledger.exchange.imports.sheets import read_sheets

    workbook = read_sheets(data, ".xlsx" if suffix == ".xlsm" else suffix)
    reading = read_tables(workbook.sheets, style, date_1904=workbook.date_1904)
    reading.listed.extend(Listing(*one) for one in workbook.unread)
    return reading


def _of_text(data: bytes, suffix: str, style: Style) -> Reading:
    """A text: its tables if they hold issues, else its lines."""
    from rectledger.exchange.imports.ledgers import read_tables
    from rectledger.exchange.imports.notices import headline, read_notice
    from rectledger.exchange.imports.texts import read_text

    text = read_text(data, suffix)
    tables = [block for block in text.blocks if isinstance(block, Sheet)]
    reading = read_tables(tables, style) if tables else Reading()
    if reading.issues:
        return _with_headline(reading, headline(text, style))
    return read_notice(text, style)


def _with_headline(reading: Reading, above: Reading) -> Reading:
    """The items of tables with what the text around them says of them all."""
    return replace(
        above,
        issues=reading.issues,
        listed=[*above.listed, *reading.listed],
        refused=reading.refused,
        totals=[*above.totals, *reading.totals],
        feedback=above.feedback or reading.feedback,
        as_of=above.as_of or reading.as_of,
    )


def _language(reading: Reading) -> Literal["zh", "en"]:
    """The language that most titles are in."""
    titles = "".join(issue.title for issue in reading.issues) or reading.title
    chinese = len(re.findall("[\u4e00-\u9fff]", titles))
    return "zh" if 4 * chinese > len(titles) else "en"
