"""Names that are the same file on other machines, and names that are not possible there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.core.portable_names import clashes, folded_name, is_fit

THERE = ["data/issues/001.yaml", "data/ledger.yaml", "data/evidence/001/a.pdf"]


def found(*new: str, ledger: str = "data/") -> list[tuple[str, str, str]]:
    return [(one.file, one.code, str(one.args["other"])) for one in clashes(new, THERE, ledger)]


@pytest.mark.parametrize(
    ("file", "other"),
    [
        ("Data/x", "data"),
        ("data./x", "data"),
        ("data /x", "data"),
        ("da\u200bta/x", "data"),
        ("DATA", "data"),
        ("data/Issues/002.yaml", "data/issues"),
        ("data/Measures/001-01.yaml", "data/measures"),  # whether or not it exists yet
        ("data/LEDGER.YAML", "data/ledger.yaml"),
        ("data/ledger.yaml ", "data/ledger.yaml"),
        ("data/ledger.yaml.", "data/ledger.yaml"),
        ("data/Allowed_signers", "data/allowed_signers"),
        ("data/evidence/001/A.pdf", "data/evidence/001/a.pdf"),
        ("data/evidence/001/\uff41.pdf", None),  # a distinct letter everywhere
        ("data/evidence/.GITATTRIBUTES", "data/evidence/.gitattributes"),
        ("data/.gitIgnore", "data/.gitignore"),
        (".Gitattributes", ".gitattributes"),
        ("src/.Gitattributes", None),
        ("src/Data/x", None),
        ("data/evidence/001/b.pdf", None),
        ("data/issues/002.yaml", None),
        ("data/.gitattributes", None),
    ],
)
def test_a_name_that_is_the_ledger_s_elsewhere_is_told(file: str, other: str | None) -> None:
    assert found(file) == ([(file, "name-clash", other)] if other else [])


@pytest.mark.parametrize(
    "file",
    [
        "RECTIF~1/issues/006.yaml", "rectif~12/x", "RE1A2B~1", "rectification\\issues\\006.yaml",
        "Rectification\\x", "rectification::$INDEX_ALLOCATION/issues/006.yaml",
        "rectification:$I30:$INDEX_ALLOCATION/x", "rectification::$INDEX_ALLOCATION", "GITATT~1",
        "GIT~1/config", "src\\..\\rectification\\issues\\006.yaml",
        "src/..\\rectification/issues/006.yaml", "\\rectification\\x", ".gitattributes::$DATA",
        "rectification /ledger~1/x", ".\\rectification\\x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("deeper", ["", "of/all/"])
def test_what_windows_takes_for_a_file_of_the_ledger_is_told(file: str, deeper: str) -> None:
    ledger = f"{deeper}rectification/"
    (clash,) = clashes([f"{deeper}{file}"], [f"{ledger}ledger.yaml"], ledger)
    assert clash.file == f"{deeper}{file}"


@pytest.mark.parametrize(
    "file",
    [
        "a-b", "src/RECTIF~1/x", "src/rectification/x", "rectification-2/x", "src/GITATT~1",
        "notes.txt~", "~1.txt",
    ],
)  # fmt: skip
def test_what_leads_nowhere_near_the_ledger_is_let_in(file: str) -> None:
    assert list(clashes([file], ["rectification/ledger.yaml"], "rectification/")) == []


def test_two_new_names_may_be_one_too() -> None:
    composed, apart = "data/evidence/001/caf\u00e9.pdf", "data/evidence/001/cafe\u0301.pdf"
    assert found(composed, apart) == [(apart, "name-clash", composed)]
    assert found("src/A", "src/a") == []
    assert found("src/A", "src/a", ledger="") == [("src/a", "name-clash", "src/A")]


ONLY_ODD = ("a\u202eb", "a\u200bb", "\udcff", "LEDGER~1.YAM", "git~1")


@pytest.mark.parametrize(
    "name",
    [
        "con", "CON.pdf", "nul.tar.gz", "com1", "LPT\u00b9.x", "aux .txt", "CONIN$", "a:b", "a?b",
        "a*b", 'a"b', "a<b", "a|b", "a\\b", "a\nb", "a\tb", "a.", "a ", *ONLY_ODD,
    ],
)  # fmt: skip
def test_a_name_that_not_every_machine_can_have_is_told(name: str) -> None:
    assert not is_fit(name)
    (clash,) = found(f"data/evidence/001/{name}")
    assert clash[1] in ("name-unfit", "name-clash")
    # A name that some machine cannot have makes the checkout fail there.
    beside = [] if name in ONLY_ODD else [(f"src/{name}", "name-unfit", "")]
    assert found(f"src/{name}") == beside


@pytest.mark.parametrize(
    "name", ["021.yaml", "报告-3f2a91bc.pdf", "conduct.pdf", "a b (1).docx", ".gitattributes", "é"]
)
def test_a_name_that_every_machine_can_have_is_fit(name: str) -> None:
    assert is_fit(name)


NAMES = st.text(st.sampled_from("aAbB.\u200b\u00e9e\u0301 /"), min_size=1, max_size=6)
PATHS = st.lists(NAMES, max_size=6).map(
    lambda names: [
        one for one in dict.fromkeys(names) if all(part.strip(". ") for part in one.split("/"))
    ]
)


@given(PATHS, st.sampled_from(["", "a/"]))
def test_no_path_that_is_let_in_folds_onto_another(paths: list[str], ledger: str) -> None:
    """Every path without a finding is spelled, folder by folder, like all paths that fold to the
    same."""
    told = {one.file for one in clashes(paths, (), ledger)}
    spelt: dict[str, str] = {}
    inside = [folded_name(part) for part in ledger.split("/")[:-1]]
    for path in paths:
        parts = path.split("/")
        if path in told or [folded_name(part) for part in parts[: len(inside)]] != inside:
            continue
        for n in range(1, len(parts) + 1):
            whole = "/".join(parts[:n])
            assert spelt.setdefault("/".join(map(folded_name, parts[:n])), whole) == whole
