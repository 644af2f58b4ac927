"""`rectledger help`: the help of commands, and the guides, also as a wheel has them."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from rectledger.cli.help import guides
from transcript import ROOT, run


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_of_a_command_is_what_its_option_says(tmp_path: Path, language: str) -> None:
    asked = run(f"rectledger help close --lang {language}", tmp_path)
    assert asked == run(f"rectledger close --help --lang {language}", tmp_path)
    every = run(f"rectledger help --lang {language}", tmp_path)
    assert every == run(f"rectledger --help --lang {language}", tmp_path)


@pytest.mark.parametrize(("language", "file"), [("en", "format.md"), ("zh", "format.zh-CN.md")])
def test_the_guide_is_in_the_reader_s_language(tmp_path: Path, language: str, file: str) -> None:
    said = run(f"rectledger help format --lang {language}", tmp_path)
    lines = (ROOT / "docs" / file).read_text("utf-8").strip().splitlines()
    assert said.splitlines() == [line.rstrip() for line in lines]


def test_what_there_is_no_help_on_is_said_with_what_is_near(tmp_path: Path) -> None:
    assert run("rectledger help frmat", tmp_path) == (
        "error: no help on `frmat`\n hint: Did you mean format?\n[exit 2]"
    )
    assert "`rectledger help`" in run("rectledger help 21", tmp_path)


def test_a_wheel_has_every_guide() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    included = build["targets"]["wheel"]["force-include"]
    names = {name for guide in guides.GUIDES for name in (f"{guide}.md", f"{guide}.zh-CN.md")}
    assert included == {f"docs/{name}": f"rectledger/docs/{name}" for name in sorted(names)}


def test_without_a_clone_the_guide_is_the_package_s_own(tmp_path: Path) -> None:
    """As a wheel is unpacked: the package, and in it the guides."""
    package = tmp_path / "rectledger"
    (package / "cli" / "help").mkdir(parents=True)
    (package / "docs").mkdir()
    (package / "docs" / "format.md").write_text("# The format\n", "utf-8")
    source = Path(guides.__file__).read_text("utf-8")
    (package / "cli" / "help" / "guides.py").write_text(source, "utf-8")
    code = "from rectledger.cli.help.guides import text; print(text('format', 'en'), end='')"
    language = package / "i18n" / "language.py"
    language.parent.mkdir()
    language.write_text("Language = str\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8",
        check=True,
    )  # fmt: skip
    assert done.stdout == "# The format\n"
