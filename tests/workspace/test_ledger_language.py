"""What is spoken if neither `--lang` nor the locale says: the ledger's own language."""

from pathlib import Path

import pytest

from rectledger.workspace.reading.ledger_language import ledger_language
from transcript import ROOT, run

SETTINGS = "title: T\nlanguage: zh # which\r\ntimezone: UTC\n"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SETTINGS, "zh"),
        ("title: T\nlanguage: 'en'\n", "en"),
        ("\ufefflanguage: zh\n", "zh"),
        ("title: T\n", None),
        ("title: T\nlanguage: fr\n", None),
        ("title: |\n  language: zh\n", None),
        ("language:\n  zh: en\n", None),
        ("language: zh-CN\n", None),
    ],
)
def test_it_is_the_key_at_the_margin(tmp_path: Path, text: str, language: str | None) -> None:
    (tmp_path / "ledger.yaml").write_text(text, "utf-8", newline="")
    assert ledger_language(None, {}, tmp_path) == language
    assert ledger_language(str(tmp_path), {}, Path("/")) == language


def test_it_is_none_without_a_ledger_or_a_file_to_read(tmp_path: Path) -> None:
    assert ledger_language(None, {}, tmp_path) is None
    (tmp_path / "ledger.yaml").mkdir()
    assert ledger_language(None, {}, tmp_path) is None


@pytest.mark.parametrize(
    ("command", "environ", "spoken"),
    [
        ("list --help", {"LANG": "C"}, "列出问题或措施"),
        ("list --help", {"LANG": "fr_FR.UTF-8"}, "列出问题或措施"),
        ("list --help", {"LANG": "en_GB.UTF-8"}, "List issues or measures."),
        ("list --help", {"LANG": "C", "RECTLEDGER_LANG": "en"}, "List issues or measures."),
        ("--lang en list --help", {"LANG": "C"}, "List issues or measures."),
        ("list --state nosuch", {"LANG": "C"}, "错误："),
        ("nosuch", {"LANG": "C"}, "错误："),
    ],
)
def test_the_commands_speak_it(command: str, environ: dict[str, str], spoken: str) -> None:
    assert spoken in run(f"rectledger {command}", ROOT / "data", **environ)


def test_english_is_spoken_where_there_is_no_ledger(tmp_path: Path) -> None:
    assert "List issues or measures." in run("rectledger list --help", tmp_path, LANG="C")


def test_it_is_not_spoken_where_it_cannot_be_read() -> None:
    said = run("rectledger list --help", ROOT / "data", LANG="C", PYTHONIOENCODING="latin-1")
    assert "List issues or measures." in said
