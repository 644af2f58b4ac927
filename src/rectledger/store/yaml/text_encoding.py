"""The text of a file: UTF-8, with or without the byte order mark that some editors add."""

from rectledger.core.findings import Finding

BOM = b"\xef\xbb\xbf"


def decode(data: bytes, file: str) -> str | Finding:
    """The text of a file in strict UTF-8, without a byte order mark; else a finding."""
    wrong = 0
    if not 2 <= data.count(0, 0, 4) <= 3:  # else UTF-16 or UTF-32, even if all ASCII
        try:
            return data.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            wrong = error.start
    args: dict[str, object] = {"looks_like": _likely_encoding(data)}
    line, column = data.count(b"\n", 0, wrong) + 1, wrong - data.rfind(b"\n", 0, wrong)
    return Finding("not-utf8", file, args=args, line=line, column=column)


def _likely_encoding(data: bytes) -> str | None:
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff") or data.count(0, 0, 4) == 3:
        return "UTF-32"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in data:
        return "UTF-16"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    # Bytes of a Western encoding often decode as GBK too, but seldom to common characters only.
    beyond_ascii = [c for c in text if c > "\x7f"]
    common = sum("\u4e00" <= c <= "\u9fa5" or c in "，。、；：“”（）《》" for c in beyond_ascii)
    return "GBK" if common >= 0.9 * len(beyond_ascii) and common > 1 else "Latin-1"
