"""A small ledger in git, with somebody's unfinished work next to it, and the commands that change
it.

It is created once; every fault gets a copy. Dates and people are fixed, so that each run of a
command makes the same commit.
"""

import os
import random
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hostile_files import ISSUE, LEDGER, MEASURE
from rectledger.i18n import example_ledger

ISSUES, MEASURES = 3, 2
_ENTERED = ("--by", "office", "--date", "2021-09-15")
# Larger than any buffer, so that it is read and written in several chunks.
_EVIDENCE_BYTES = 300_000

COMMANDS: dict[str, tuple[str, ...]] = {
    "close": ("close", "1", "--evidence", "../../handed/doc.pdf", *_ENTERED),
    "extend": (
        "extend", "1", "--to", "2021-12-31", "--approved-by", "Liu",
        "--note", "The tender is late.", *_ENTERED,
    ),
    "add": (
        "add", "issue", "--title", "Fees were not paid", "--section", "1-1",
        "--kind", "immediate", "--opened", "2021-07-30", "--lead", "enforcement",
    ),
    "close-three": ("close", "1", "2", "3", "--evidence", "../../handed/minutes.pdf", *_ENTERED),
}  # fmt: skip

_NAME, _EMAIL, _DATE = "A Clerk", "clerk@example_ledger.org", "2021-09-15T12:00:00 +0800"
ENVIRON = {
    "COLUMNS": "2000",  # keeps a path in a message on one line, however long
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_COUNT": "0",
    "RECTLEDGER_TODAY": "2021-09-20",
    "GIT_AUTHOR_NAME": _NAME,
    "GIT_AUTHOR_EMAIL": _EMAIL,
    "GIT_AUTHOR_DATE": _DATE,
    "GIT_COMMITTER_NAME": _NAME,
    "GIT_COMMITTER_EMAIL": _EMAIL,
    "GIT_COMMITTER_DATE": _DATE,
}


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """The output of the real git in a repository; asking changes nothing."""
    done = subprocess.run(
        ["git", "--no-optional-locks", *arguments],
        cwd=folder,
        env={**os.environ, **ENVIRON},
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=check,
    )
    return done.stdout if check or done.returncode == 0 else f"{done.returncode}: {done.stderr}"


@dataclass(frozen=True)
class Bench:
    """The repository to copy, and the files for evidence next to it."""

    folder: Path

    @property
    def template(self) -> Path:
        return self.folder / "template"

    def copy(self) -> Path:
        """A fresh repository, in place of the last."""
        fresh = self.folder / "repository"
        shutil.rmtree(fresh, ignore_errors=True)
        return Path(shutil.copytree(self.template, fresh, symlinks=True))


def make(folder: Path) -> Bench:
    """Create the ledger in a repository of its own, with one file staged and one modified."""
    bench = Bench(folder)
    handed = folder / "handed"
    handed.mkdir()
    for seed, name in enumerate(("doc.pdf", "minutes.pdf")):
        noise = random.Random(seed).randbytes(_EVIDENCE_BYTES)  # noqa: S311
        (handed / name).write_bytes(b"%PDF-1.7\n" + noise)
    root = bench.template
    for file, text in _files().items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, "utf-8")
    git(folder, "init", "-q", "--template=", "-b", "main", str(root))
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "Begin")
    git(root, "repack", "-adq")
    (root / "draft.txt").write_text("Staged, and not to be committed yet.\n", "utf-8")
    git(root, "add", "draft.txt")
    (root / "plan.txt").write_text("Changed, and not staged.\n", "utf-8")
    return bench


def _files() -> Mapping[str, str]:
    files = {
        "plan.txt": "As it was.\n",
        "data/ledger.yaml": LEDGER.replace("evidence: none", "evidence: file, measures: with"),
        "data/.gitattributes": example_ledger.attributes("en"),
    }
    for issue in range(1, ISSUES + 1):
        files[f"data/issues/{issue:03}.yaml"] = ISSUE.replace("id: 2", f"id: {issue}")
        for number in range(1, MEASURES + 1):
            text = MEASURE.replace("issue: 2", f"issue: {issue}")
            text = text.replace("number: 1", f"number: {number}")
            files[f"data/measures/{issue:03}-{number:02}.yaml"] = text
    return files
