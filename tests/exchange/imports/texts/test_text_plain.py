"""Plain text, and the encodings of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.exchange.imports.source import Line, SourceError
from rectledger.exchange.imports.texts import read_text
from rectledger.exchange.imports.texts.encoding import decode

CHINESE = "一、水环境方面\n（一）城东三条支渠雨污混流。"


def plain(data: bytes) -> list[tuple[int, str]]:
    blocks = read_text(data, ".txt").blocks
    return [(block.number, block.text) for block in blocks if isinstance(block, Line)]


def refusal(data: bytes, label: str = "") -> str:
    with pytest.raises(SourceError) as refused:
        decode(data, label)
    return refused.value.code


def test_lines_are_numbered_as_in_an_editor() -> None:
    found = plain("a\r\n\r\n b \rc\x0cd\u2028e\n　\t\n\x1a".encode())
    assert found == [(1, "a"), (3, " b "), (4, "c\x0cd\u2028e")]


@given(st.lists(st.text(st.characters(categories=["L", "N", "P"]), max_size=5), max_size=8),
       st.sampled_from(["\n", "\r\n", "\r"]))  # fmt: skip
def test_every_line_that_has_text_is_there_at_its_number(lines: list[str], end: str) -> None:
    data = "\ufeff".encode() + end.join(lines).encode()
    assert plain(data) == [(n, text) for n, text in enumerate(lines, 1) if text]


@pytest.mark.parametrize(
    "data",
    [
        CHINESE.encode(),
        CHINESE.encode("utf-8-sig"),
        CHINESE.encode("utf-16"),
        b"\xfe\xff" + CHINESE.encode("utf-16-be"),
        CHINESE.encode("gb18030"),
    ],
)
def test_an_encoding_is_told_by_the_bytes(data: bytes) -> None:
    assert decode(data) == CHINESE


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "gb18030"),  # labels that lie
        ("gb2312", "utf-8"),
        ("no-such", "gb18030"),
        ("rot13", "utf-8"),  # a codec of Python's, but no encoding of texts
        ("big5", "big5hkscs"),
    ],
)
def test_a_label_counts_if_the_bytes_bear_it_out(label: str, codec: str) -> None:
    text = "一、水工程方面，二、大工程方面"
    assert decode(text.encode(codec), label) == text


def test_few_characters_are_not_enough_to_deny_a_label() -> None:
    assert decode("联通".encode("gbk"), "gbk") == "联通"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a\0b", "not-text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not-text"),
        (b"a\x02b", "not-text"),
        ("a\0".encode("utf-16"), "not-text"),
        (b"\xff\xfea", "unknown-encoding"),  # half a character
        (b"\xff\xfe\x00\xd8", "unknown-encoding"),  # half a pair
        (b"caf\xe9 \xff", "unknown-encoding"),
        (b"\xef\xbb\xbf\xb0", "unknown-encoding"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


@given(st.binary(max_size=200), st.sampled_from([".txt", ".html", ".docx"]))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    code = ""
    try:
        read_text(data, suffix)
    except SourceError as refused:
        code = refused.code
    assert code in {"", "not-text", "unknown-encoding", "not-a-document", "old-word-file"}


def test_a_suffix_that_is_not_known_is_refused() -> None:
    with pytest.raises(SourceError) as refused:
        read_text(b"", ".pdf")
    assert (refused.value.code, refused.value.args_for_words) == (
        "unknown-suffix",
        {"suffix": ".pdf"},
    )


def test_a_long_line_is_one_line() -> None:
    assert plain(b"a" * 5_000_000) == [(1, "a" * 5_000_000)]
