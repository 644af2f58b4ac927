"""Texts in a form for comparison: the same however they were typed."""

import unicodedata
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from rectledger.core.findings import nearest
from rectledger.core.text_matching import folded

FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
anything = st.text(max_size=8)


@given(anything, st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_every_form_of_a_text_is_the_same(text: str, one: Any, other: Any) -> None:
    asked, held = unicodedata.normalize(one, text), unicodedata.normalize(other, text)
    assert folded(asked) == folded(held) == folded(text) == folded(folded(text))
    assert folded(text.casefold()) == folded(text)


@given(strategies.lines, strategies.lines, strategies.lines, st.data())
def test_what_a_text_holds_is_found_in_every_form_of_it(
    before: str, words: str, after: str, data: st.DataObject
) -> None:
    one, other = data.draw(st.sampled_from(FORMS)), data.draw(st.sampled_from(FORMS))
    held = unicodedata.normalize(one, f"{before} x{words}x {after}")
    assert folded(unicodedata.normalize(other, f"x{words}x")) in folded(held)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("caf\u00e9", "cafe\u0301"),
        ("CAFE\u0301", "caf\u00e9"),
        ("２０２１年", "2021年"),
        ("ＡＢＣ（试行）", "abc(试行)"),
        ("《办法》\u3000试行：一", "《办法》 试行:一"),
        ("\uf90a", "\u91d1"),  # one character encoded twice
        ("ﬁnance", "Finance"),
        ("Straße", "STRASSE"),
        ("\u212b", "a\u030a"),
        ("\ud55c\uae00", "\u1112\u1161\u11ab\u1100\u1173\u11af"),
        ("ｶﾞ", "ガ"),
        ("报\u200b告\ufeff", "报告"),
        ("co\u00adoperate", "cooperate"),
        ("葛\U000e0100", "葛"),
        ("\u0345\u0301", "\u0301\u03b9"),  # folded separately, it is composed in another order
    ],
)
def test_these_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("cafe", "caf\u00e9"), ("经济处", "經濟處"), ("O", "0"), ("а", "a"), ("一", "1"), ("。", ".")],
)
def test_these_are_not(one: str, other: str) -> None:
    assert folded(one) != folded(other)
    assert folded(one) not in folded(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fınance", "finance"),
        ("ＦＩＮＡＮＣ", "finance"),
        ("cafe\u0301s", "caf\u00e9"),
        ("xyz", None),
    ],
)
def test_what_was_probably_meant_is_found_in_other_forms_too(typed: str, meant: str | None) -> None:
    assert nearest(typed, ["finance", "caf\u00e9", "office"]) == meant
    assert nearest("FINANC", ["Finance", "office"]) == "Finance"
