"""What the smaller parts of an `.xlsx` say: its sheets, styles with a fill, comments, tables."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rectledger.exchange.imports.sheets.cells import damaged
from rectledger.exchange.imports.sheets.references import cell_at, range_at
from rectledger.exchange.imports.sheets.zip_parts import Parts
from rectledger.exchange.imports.source import Range, SourceError

_WHITE = (("theme", "0"), ("indexed", "1"), ("indexed", "9"), ("indexed", "65"))
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class SheetPart:
    """A sheet as the workbook lists it; `part` is empty for one without cells, as of a chart."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class WorkbookParts:
    """What concerns all sheets; `coloured` are the styles of cells with a fill."""

    sheets: list[SheetPart]
    date_1904: bool
    computed_on_load: bool
    coloured: frozenset[str]


def is_true(value: str | None) -> bool:
    """A boolean attribute."""
    return value in ("1", "true")


def workbook_parts(parts: Parts) -> WorkbookParts:
    """The workbook of a package; raises `not-a-workbook` if there is none."""
    name = next((part.name for part in parts.related("") if part.kind == "officeDocument"), "")
    root = parts.tree(name) if name in parts else None
    if root is None or not root.tag.endswith("}workbook"):
        raise SourceError("not-a-workbook", found="zip")
    properties, computing = root.find("{*}workbookPr"), root.find("{*}calcPr")
    related = parts.related(name)
    worksheets = {part.id: part.name for part in related if part.kind == "worksheet"}
    known = {part.id for part in related}
    styles = next((part.name for part in related if part.kind == "styles"), "")
    return WorkbookParts(
        [_sheet_part(sheet, worksheets, known) for sheet in root.findall("{*}sheets/{*}sheet")],
        properties is not None and is_true(properties.get("date1904")),
        computing is not None and is_true(computing.get("fullCalcOnLoad")),
        _coloured(parts.tree(styles)) if styles in parts else frozenset(),
    )


def _sheet_part(sheet: Element, worksheets: dict[str, str], known: set[str]) -> SheetPart:
    name = sheet.get("name", "")
    # `r:id`, whose namespace differs between the two editions of the standard.
    target = next((value for key, value in sheet.items() if key.endswith("}id")), "")
    if target not in known:
        raise damaged(name)
    return SheetPart(name, worksheets.get(target, ""), sheet.get("state", "visible") != "visible")


def _coloured(styles: Element) -> frozenset[str]:
    fills = [_is_coloured(fill) for fill in styles.findall("{*}fills/{*}fill")]
    by_number = {str(number): coloured for number, coloured in enumerate(fills)}
    cell_styles = enumerate(styles.findall("{*}cellXfs/{*}xf"))
    return frozenset(str(i) for i, style in cell_styles if by_number.get(style.get("fillId", "0")))


def _is_coloured(fill: Element) -> bool:
    """Whether a fill is to be seen: white on white is not."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return fill.find("{*}gradientFill") is not None
    kind, colour = pattern.get("patternType", "none"), pattern.find("{*}fgColor")
    if kind != "solid" or colour is None:
        return kind != "none"
    white = colour.get("rgb", "").upper().endswith("FFFFFF") or any(
        colour.get(key) == value for key, value in _WHITE
    )
    return not white or colour.get("tint", "0") != "0"


def comments(parts: Parts, sheet: str) -> dict[tuple[int, int], str]:
    """The comments on the cells of a sheet's part.

    Where there is a thread, it stands for the comment, which only says that there is one.
    """
    found: dict[tuple[int, int], str] = {}
    threads: dict[tuple[int, int], list[str]] = {}
    for part in parts.related(sheet):
        if part.kind == "comments":
            for comment in parts.tree(part.name).findall("{*}commentList/{*}comment"):
                texts = [*comment.findall("{*}text/{*}t"), *comment.findall("{*}text/{*}r/{*}t")]
                found[cell_at(comment.get("ref", ""))] = _joined(texts)
        elif part.kind == "threadedComment":
            for comment in parts.tree(part.name).findall("{*}threadedComment"):
                text = _joined(comment.findall("{*}text"))
                threads.setdefault(cell_at(comment.get("ref", "")), []).append(text)
    return found | {cell: "\n".join(texts) for cell, texts in threads.items()}


def _joined(texts: list[Element]) -> str:
    whole = "".join(element.text or "" for element in texts)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), whole)


def table_filters(parts: Parts, sheet: str) -> list[tuple[Range, bool]]:
    """The filters of the tables on a sheet: where each is, and whether it has a criterion."""
    return [
        (range_at(found.get("ref", "")), found.find("{*}filterColumn/*") is not None)
        for part in parts.related(sheet)
        if part.kind == "table"
        for found in parts.tree(part.name).findall("{*}autoFilter")
    ]
