"""Word files, written by hand: small, and with whatever may be in them."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    f' xmlns:r="{_OFFICE}" xmlns:wps="urn:x-shape" xmlns:o="urn:x-ole"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="urn:x-w14" mc:Ignorable="w14"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {
    "document": ("document.main", "document"),
    "styles": ("styles", "styles"),
    "numbering": ("numbering", "numbering"),
    "header": ("header", "hdr"),
    "footer": ("footer", "ftr"),
}


def word_file(body: str, **parts: str) -> bytes:
    """A file of a body and other parts, each by what is within its root element."""
    contents = {"document": f"<w:body>{body}</w:body>", **parts}
    if "numbering" in parts:  # definitions come before the lists, or LibreOffice misses links
        whole = re.finditer(r"<w:(abstractNum|num) .*?</w:\1>", parts["numbering"])
        contents["numbering"] = "".join(sorted((one[0] for one in whole), key=_is_list))
    return archive(members(contents))


def _is_list(element: str) -> bool:
    return element.startswith("<w:num ")


def members(contents: dict[str, str]) -> dict[str, str]:
    """The members of such a file."""
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{_KINDS[name][0]}+xml"/>'
        for name in contents
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(contents)
        if name != "document"
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r"'
        f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        **{
            f"word/{name}.xml": f"<w:{_KINDS[name][1]} {_SPACES}>{inner}</w:{_KINDS[name][1]}>"
            for name, inner in contents.items()
        },
    }


def archive(files: dict[str, str]) -> bytes:
    """The members as an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run; `properties` are within `rPr`."""
    kept = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{kept}</w:r>"


def paragraph(
    text: str, number: int | None = None, level: int | None = None, style: str = "", more: str = ""
) -> str:
    """A paragraph with the number of its list, its level and its style; `more` are properties."""
    inner = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    inner += "" if number is None else f'<w:numId w:val="{number}"/>'
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += f"<w:numPr>{inner}</w:numPr>" if inner else ""
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{run(text) if text else ''}</w:p>"


def level(
    index: int, number_format: str, text: str, start: int | None = 1, more: str = "", last: str = ""
) -> str:
    """A level; `more` stands before its text, `last` after it."""
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    return (
        f'<w:lvl w:ilvl="{index}">{begin}<w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/>{last}<w:lvlJc w:val="left"/></w:lvl>'
    )


def definition(name: int, *levels: str, more: str = "") -> str:
    """An abstract definition of a list."""
    return (
        f'<w:abstractNum w:abstractNumId="{name}"><w:nsid w:val="{name + 4096:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{more}{"".join(levels)}</w:abstractNum>'
    )


def instance(number: int, of: int, *overrides: str) -> str:
    """A list of a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def start_override(index: int, start: int) -> str:
    """An override of a level's start."""
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(name: str, inner: str = "", kind: str = "paragraph", default: bool = False) -> str:
    """A style by its identifier, which is also its name."""
    said = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}"{said} w:styleId="{name}"><w:name w:val="{name}"/>{inner}'
        "</w:style>"
    )
