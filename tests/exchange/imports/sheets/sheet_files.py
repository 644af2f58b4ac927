"""Files of the kinds that are read, made part by part, so that they can be wrong in any part."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(parts: dict[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def rels(*related: tuple[str, str], mode: str = "") -> str:
    """Relationships with ids rId1, rId2, …: the last word of the type, and the target."""
    lines = (
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}" {mode}/>'
        for n, (kind, target) in enumerate(related, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(lines)}</Relationships>'


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    """The XML of a sheet with these `<row>`s."""
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def parts_of(
    *sheets: str, names: tuple[str, ...] = (), settings: str = "", styles: str = ""
) -> dict[str, bytes | str]:
    """The parts of a workbook with these sheets' XML."""
    names = names or tuple(f"S{n}" for n in range(1, len(sheets) + 1))
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1)
    )
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": rels(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{settings}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": rels(*targets, ("styles", "styles.xml")),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
        **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, 1)},
    }


def xlsx(rows: str, **options: Any) -> bytes:
    """A workbook of one sheet with these `<row>`s."""
    return zipped(parts_of(sheet_xml(rows, **options)))


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook as openpyxl writes it."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_libreoffice(data: bytes, suffix: str, to: str, folder: Path) -> bytes:
    """A file converted by LibreOffice; `to` is an extension, with a filter if need be."""
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("no LibreOffice")
    source, out = folder / f"source{suffix}", folder / "out"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", to, "--outdir", out, source]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (out / "source").with_suffix("." + to.partition(":")[0]).read_bytes()
