"""From what a person types to a code of the ledger, whatever the case or form of the letters."""

import pytest

from builders import settings
from rectledger.cli.arguments import code_lookup
from rectledger.core.filters import Filters
from rectledger.core.model import Settings
from rectledger.errors import UsageError
from rectledger.i18n import language as words

NAMES = {
    "finance": {"name": {"zh": "财务处（装备）", "en": "Caf\u00e9 Division"}},
    "office": {"name": "办公室 1"},
    "office-two": {"name": "Same"},
    "office-three": {"name": "ＳＡＭＥ"},
}
MEMBERS = [
    {"id": "wang", "name": {"zh": "王芳", "en": "Wang Fang"}, "department": "office"},
    {"id": "li-one", "name": "Li Na"},
    {"id": "li-two", "name": "李\u3000娜"},
    {"id": "li-three", "name": "李 娜"},
]


@pytest.fixture
def known() -> Settings:
    words.use("en")
    return settings(departments=NAMES, members=MEMBERS)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("finance", "finance"),
        ("ＦＩＮＡＮＣＥ", "finance"),
        ("财务处(装备)", "finance"),
        ("财务处（装备）", "finance"),
        ("cafe\u0301 division", "finance"),
        ("办公室\u3000１", "office"),
        ("Same", "office-two"),  # an exact match is unique
        ("ＳＡＭＥ", "office-three"),
    ],
)
def test_a_department_is_known_by_any_form_of_its_code_and_its_names(
    known: Settings, typed: str, code: str
) -> None:
    assert code_lookup.departments(typed, [typed], known) == (code, [code])
    assert code_lookup.coded(Filters(department=typed), known).department == code


def test_what_names_several_is_refused(known: Settings) -> None:
    with pytest.raises(UsageError) as refused:
        code_lookup.departments("same", [], known)
    assert refused.value.code == "several-filters"
    assert refused.value.args_for_words["known"].keys() == {"office-two", "office-three"}


@pytest.mark.parametrize("name", ["kind", "section", "state"])
def test_so_are_kinds_sections_and_states(known: Settings, name: str) -> None:
    told = {
        "kind": ("Ｉmmediate", "immediate"),
        "section": ("１-1", "1-1"),
        "state": ("ＯPEN", "open"),
    }
    typed, code = told[name]
    assert getattr(code_lookup.coded(Filters(**{name: typed}), known), name) == code


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_two_states_have_one_name(known: Settings, language: words.Language) -> None:
    with words.speaking(language):
        states = code_lookup.states()
        assert [
            code_lookup.coded(Filters(state=name), known).state for name in states.values()
        ] == [*states]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("wang", "wang"),
        ("Wang", "wang"),
        ("ｗａｎｇ", "wang"),
        ("王芳", "wang"),
        ("WANG FANG", "wang"),
        ("李 娜", "li-three"),
        ("李\u3000娜", "li-two"),
        ("nobody", "nobody"),  # the rules refuse it
    ],
)
def test_a_member_is_known_by_id_and_by_name(known: Settings, typed: str, who: str) -> None:
    assert code_lookup.member(typed, known) == who


def test_a_name_that_several_members_have_is_nobody_s(known: Settings) -> None:
    assert code_lookup.member("李  娜", known) == "李  娜"
    assert code_lookup.member("李\u2003娜", known) == "李\u2003娜"
    assert code_lookup.member("王芳", settings()) == "王芳"  # in a ledger without members
