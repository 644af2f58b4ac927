"""The reference in `docs/` is what the program says now."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rectledger.i18n.messages import errors, findings, imports, refusals
from transcript import ROOT, surroundings

REFERENCE = ROOT / "docs" / "reference"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference")
    command = [sys.executable, str(ROOT / "tests" / "reference.py"), str(folder)]
    subprocess.run(command, env=surroundings(), check=True)
    return folder


@pytest.mark.parametrize("name", ["commands.md", "commands.zh-CN.md", "codes.md", "codes.zh-CN.md"])
def test_the_reference_is_up_to_date(made: Path, name: str) -> None:
    """If it is not: `make reference`, and read the diff."""
    text = (made / name).read_text("utf-8")
    if os.environ.get("UPDATE"):
        (REFERENCE / name).write_text(text, "utf-8")
    assert (REFERENCE / name).read_text("utf-8") == text


@pytest.mark.parametrize("name", ["codes.md", "codes.zh-CN.md"])
def test_every_code_is_in_it(name: str) -> None:
    text = (REFERENCE / name).read_text("utf-8")
    codes = {*errors.TEMPLATES, *refusals.TEMPLATES, *imports.TEMPLATES, *findings.codes()}
    assert [code for code in sorted(codes) if f"| `{code}` |" not in text] == []


def test_both_languages_list_the_same() -> None:
    def first_columns(name: str) -> list[str]:
        lines = (REFERENCE / name).read_text("utf-8").splitlines()
        return [line.split(" | ")[0] for line in lines if line.startswith("| `")]

    for name in ("commands", "codes"):
        assert first_columns(f"{name}.md") == first_columns(f"{name}.zh-CN.md")
