"""Attributes above a ledger that affect its files, existing or future: git decides."""

from pathlib import Path

import pytest

from rectledger.store.git.gitattributes import above, bear_on

FILES = ["data/ledger.yaml", "data/issues/001.yaml", "data/evidence/001/a-0123abcd.pdf"]
# As `init` writes it for evidence and sources.
OWN = {
    "data/.gitattributes": [
        "/evidence/** -text -diff -merge -filter", "/sources/** -text -diff -merge -filter",
    ]
}  # fmt: skip


def bears(file: str, before: str, after: str, own: dict[str, list[str]] = OWN) -> bool:
    return bear_on(
        "data/", {**own, file: before.splitlines()}, {**own, file: after.splitlines()}, FILES
    )


@pytest.mark.parametrize(
    ("file", "lines"),
    [
        (".gitattributes", "*.yaml working-tree-encoding=UTF-16LE-BOM"),
        (".gitattributes", "* text eol=crlf"),
        (".gitattributes", "data/issues/*.yaml filter=x"),
        (".gitattributes", "/data/** ident"),
        (".gitattributes", "d*/issues/* filter=x"),
        (".gitattributes", "**/issues/* filter=x"),
        (".gitattributes", "DATA/issues/* filter=x"),
        (".gitattributes", "001.yaml merge=ours"),
        (".gitattributes", "0[5-9]8.yaml filter=x"),  # records that do not exist yet
        (".gitattributes", "*9.yaml filter=x"),
        (".gitattributes", "ledger.yaml -text"),
        (".gitattributes", "*.pdf export-ignore"),
        (".gitattributes", "[attr]binary -text"),
        (".gitattributes", '"data/issues/001.yaml" filter=x'),
        (".gitignore", "*.pdf"),
        (".gitignore", "!*.pdf\n*.pdf"),
        (".gitignore", "data/"),
        (".gitignore", "evidence/"),
        (".gitignore", "058.yaml"),
        (".gitignore", "/data/evidence/*"),
        (".gitignore", "d[a]ta/issues/x"),
    ],
)
def test_what_bears_on_the_ledger_is_told(file: str, lines: str) -> None:
    assert bears(file, "", lines)
    assert bears(file, lines, "")  # removing it is a change too


@pytest.mark.parametrize(
    ("file", "lines"),
    [
        (".gitattributes", "src/*.py text"),
        (".gitattributes", "/docs/** linguist-documentation"),
        (".gitattributes", "# a remark"),
        (".gitattributes", "  "),
        (".gitattributes", "*.pdf -text -diff"),  # the ledger's own file already says so
        (".gitattributes", "other/issues/001.yaml filter=x"),
        (".gitignore", "build/"),
        (".gitignore", "src/*.pyc"),
        (".gitignore", "/dist"),
        (".gitignore", "# *.yaml"),
    ],
)
def test_what_does_not_is_nobody_s_affair(file: str, lines: str) -> None:
    assert not bears(file, "", lines)


def test_the_order_of_lines_counts() -> None:
    one, other = "001.yaml text\n*.yaml -text", "*.yaml -text\n001.yaml text"
    assert bears(".gitattributes", one, other)
    assert not bears(".gitattributes", one, one)


def test_what_the_ledger_s_own_attributes_settle_is_settled() -> None:
    folders = ("/issues/*.yaml", "/measures/*.yaml", "/evidence/**", "/sources/**")
    own = {"data/.gitattributes": [f"{one} -filter" for one in folders]}
    assert not bears(".gitattributes", "", "001.yaml filter=x", own)
    assert bears(".gitattributes", "", "ledger.yaml filter=x", own)


def test_the_files_above_a_ledger() -> None:
    assert above("") == []
    assert above("data/") == [".gitattributes", ".gitignore"]
    assert above("a/b/")[2:] == ["a/.gitattributes", "a/.gitignore"]


def test_a_ledger_deeper_down_is_held_to_by_each_folder() -> None:
    files = ["a/b/issues/001.yaml"]
    for file, line, found in (
        ("a/.gitattributes", "b/issues/* filter=x", True),
        ("a/.gitattributes", "c/issues/* filter=x", False),
        (".gitattributes", "a/c/* filter=x", False),
        (".gitattributes", "a/*/issues/* filter=x", True),
    ):
        assert bear_on("a/b/", {}, {file: [line]}, files) == found


def test_what_a_machine_ignores_everywhere_hides_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ignored").write_text("*\n")
    (tmp_path / "config").write_text(f"[core]\n\texcludesFile = {tmp_path}/ignored\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    assert bears(".gitignore", "", "*.yaml")
