"""`.pre-commit-hooks.yaml` under the real pre-commit, in a real repository."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ledgers import begin, commit, git, ledger
from transcript import ROOT, surroundings

# Everything that pip needs to build rectledger.
_OF_THIS = ("src", "docs", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


def program(*arguments: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in surroundings().items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=cwd, env={**kept, **environ}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        ("pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"),
        ("pre_commit", "validate-config", ".pre-commit-config.yaml"),
        ("check_jsonschema", "--builtin-schema", "vendor.github-workflows",
         ".github/workflows/rectledger.yml"),
    ],
)  # fmt: skip
def test_what_this_repository_offers_and_uses_is_valid(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    done = program(*command, cwd=ROOT, PRE_COMMIT_HOME=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, ""), done


def test_a_commit_of_a_ledger_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    """pre-commit installs rectledger from a clone of this repository, with pip."""
    probe = ("pip", "download", "--quiet", "--no-deps", "--dest", str(tmp_path), "hatchling>=1.27")
    if program(*probe, cwd=tmp_path).returncode:
        pytest.skip("pip can install nothing here, for want of a network or an index")
    source = begin(tmp_path / "source")
    for name in _OF_THIS:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
            shutil.copytree(ROOT / name, source / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, source / name)
    rev = commit(source)
    mine = begin(tmp_path / "mine")
    ledger(mine / "ours" / "deep")
    (mine / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {source}\n    rev: {rev}\n    hooks:\n"
        "      - id: rectledger-check\n        args: [--ledger, ours/deep]\n"
    )
    environ = {"PRE_COMMIT_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)}

    def checked() -> subprocess.CompletedProcess[str]:
        git(mine, "add", "--all")
        return program("pre_commit", "run", "--color", "never", cwd=mine, **environ)

    done = checked()
    assert done.returncode == 0, done
    assert "Passed" in done.stdout
    issue = mine / "ours/deep/issues/002.yaml"
    issue.write_text(issue.read_text().replace("lead: enforcement", "lead: nobody"))
    done = checked()
    assert done.returncode == 1, done
    assert "Failed" in done.stdout
    assert "ours/deep/issues/002.yaml:5" in done.stdout
    git(mine, "reset", "--quiet", "--", "ours")
    (mine / "notes.txt").write_text("nothing of the ledger\n")
    git(mine, "add", "notes.txt")
    done = program("pre_commit", "run", "--color", "never", cwd=mine, **environ)
    assert "no files to check" in done.stdout, done
