"""Ledgers in real repositories, whole commands on them, and checks that nothing changed."""

import json
import os
import shutil
import stat
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hostile_files import ISSUE, LEDGER, MEASURE
from rectledger.formatting.values import visible
from rectledger.i18n import example_ledger
from rights import ADMINISTRATOR
from runner import Done, Runner
from transcript import surroundings

# Ignore the machine's own configuration.
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
WHO = {"user.name": "Office", "user.email": "office@court.example"}
# Files that come and go with any change: objects of an unfinished commit, the lock, the reflog of
# HEAD.
_PASSING = ("objects", "logs", "rectledger.lock", "COMMIT_EDITMSG", "ORIG_HEAD", "packed-refs")


def git(folder: Path, *arguments: str, check: bool = True, **environ: str) -> str:
    """The output of git, without the machine's own configuration."""
    plain = {k: v for k, v in surroundings().items() if not k.startswith("GIT_")}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**plain, **ALONE, **environ},
        capture_output=True, check=False,
    )  # fmt: skip
    assert not check or done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def ledger(folder: Path, policy: str = "{evidence: none}", more: str = "") -> Path:
    """A ledger of three issues, the first with two measures; `more` is appended to its settings."""
    text = LEDGER.replace("{name: Enforcement}", "{name: Enforcement}\n  finance: {name: Finance}")
    text = text.replace("{evidence: none}", policy) + more
    for name in ("issues", "measures"):
        (folder / name).mkdir(parents=True)
    (folder / "ledger.yaml").write_text(text, "utf-8")
    for number in (1, 2, 3):
        issue = ISSUE.replace("id: 2", f"id: {number}")
        (folder / f"issues/{number:03}.yaml").write_text(issue, "utf-8")
    for number in (1, 2):
        measure = MEASURE.replace("issue: 2", "issue: 1").replace("number: 1", f"number: {number}")
        (folder / f"measures/001-{number:02}.yaml").write_text(measure, "utf-8")
    (folder / ".gitattributes").write_text(example_ledger.attributes("en"), "utf-8")
    return folder


def begin(folder: Path, *options: str) -> Path:
    """An empty repository on branch `main`, with an identity for commits."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch", "main", *options)
    for key, value in WHO.items():
        git(folder, "config", key, value)
    return folder


def commit(folder: Path, message: str = "One") -> str:
    """Commit everything, and return the hash."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")


# Only an administrator has permissions to give up, or can give files away.
administrator = pytest.mark.skipif(not ADMINISTRATOR, reason="only an administrator may do this")
# A repository owned by somebody else.
TRUSTED = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}
# The change that most tests make.
CLOSE = ("close", "2", "--by", "office")


@dataclass(frozen=True)
class Snapshot:
    """A work tree and its repository: everything that a command may change in them."""

    tree: dict[str, tuple[int, bytes]]
    repository: dict[str, str]


def snapshot(top: Path) -> Snapshot:
    """Everything below a folder, whether or not it is the top of a repository."""
    questions = {
        "refs": ("for-each-ref",),
        "status": ("status", "--porcelain=v2", "--branch", "--ignored", "--untracked-files=all"),
        "index": ("ls-files", "-s"),
    }
    repository = {}
    if os.path.lexists(top / ".git"):
        for name, question in questions.items():
            repository[name] = git(
                top, "-c", f"safe.directory={top}", "-c", "core.quotePath=true", *question,
                check=False, GIT_OPTIONAL_LOCKS="0",
            )  # fmt: skip
    if (top / ".git").is_dir():
        known = (path.relative_to(top / ".git") for path in (top / ".git").rglob("*"))
        held = [str(path) for path in known if path.parts[0] not in _PASSING]
        repository["held"] = "\n".join(sorted(held))
    return Snapshot(tree(top), repository)


def tree(top: Path) -> dict[str, tuple[int, bytes]]:
    """Every file, folder and link below `top`, with mode and content, except `.git` and the lock of
    a ledger outside a repository."""
    found = {}
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if name != ".git"]
        for name in {*folders, *files} - {".rectledger.lock"}:
            path = Path(folder, name)
            mode = path.lstat().st_mode
            held = b""
            if stat.S_ISLNK(mode):
                held = os.fsencode(path.readlink())
            elif stat.S_ISREG(mode):
                held = path.read_bytes()
            found[str(path.relative_to(top))] = mode, held
    return found


@dataclass
class Place:
    """A ledger in a repository, and commands that act on it."""

    rectledger: Runner
    top: Path  # of the repository
    root: Path  # of the ledger
    environ: dict[str, str] = field(default_factory=lambda: dict(ALONE))
    outside: list[Path] = field(default_factory=list)  # what else must not change

    def run(self, *arguments: str, unprivileged: bool = False) -> Done:
        """Run a command in the ledger's folder, with a page wide enough for any message."""
        environ = {"COLUMNS": "2000", "RECTLEDGER_WAIT": "1", **self.environ}
        return self.rectledger(self.root, *arguments, unprivileged=unprivileged, **environ)

    def done(self, *arguments: str) -> dict[str, Any]:
        """The JSON output of a successful command."""
        done = self.run(*arguments, "--json")
        assert (done.code, done.err) == (0, ""), done
        return dict(json.loads(done.out))

    def refused(self, *arguments: str, unprivileged: bool = False) -> "Refused":
        """The refusal of a command, in words and in JSON; checks that nothing has changed."""
        before = self._seen()
        said = self.run(*arguments, unprivileged=unprivileged)
        coded = self.run("--json", *arguments, unprivileged=unprivileged)
        assert self._seen() == before, (said, coded)
        return refusal(said, coded)

    def _seen(self) -> list[Snapshot]:
        return [snapshot(one) for one in (self.top, *self.outside)]

    def git(self, *arguments: str, check: bool = True) -> str:
        return git(self.top, *arguments, check=check)

    def file(self, name: str = "doc.pdf", data: bytes = b"minutes\n") -> str:
        """A file to attach, outside the repository."""
        path = self.top.parent / "papers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return str(path)

    def changed(self, commits: str = "HEAD~1..HEAD") -> list[str]:
        """The files that a commit touches."""
        names = self.git("-c", "core.quotePath=false", "diff", "--name-only", "-z", commits)
        return [name for name in names.split("\0") if name]


@dataclass(frozen=True)
class Refused:
    """Why a command was refused: its exit code, and each reason."""

    exit: int
    codes: list[str]
    messages: list[str]
    hints: list[str]

    @property
    def told(self) -> tuple[int, list[str]]:
        return self.exit, self.codes


def refusal(said: Done, coded: Done) -> Refused:
    """The refusal in words and in JSON: each reason in one sentence, with a hint."""
    assert (said.out, coded.out) == ("", ""), (said, coded)
    assert said.code == coded.code, (said, coded)
    errors = [json.loads(line)["error"] for line in coded.err.splitlines()]
    assert errors, coded
    lines = said.err.splitlines()
    for error in errors:
        assert set(error) == {"code", "message", "hint", "where"}
        told = visible(error["message"])
        places = f"error: {told}", f"error: {error['where']} {told}"
        assert any(line.startswith(places) for line in lines), said
        assert f" hint: {visible(error['hint'])}" in lines, said
        assert "Traceback" not in error["message"]
    assert all(line.startswith(("error: ", " hint: ")) for line in lines), said
    codes, messages, hints = ([e[key] for e in errors] for key in ("code", "message", "hint"))
    return Refused(said.code, codes, messages, hints)


def copy(template: Path, to: Path) -> Path:
    """A copy of `template`'s ledger with its repository."""
    shutil.copytree(template, to, symlinks=True)
    return to


def record(place: Place, number: int = 2) -> Path:
    """The file of an issue."""
    return place.root / f"issues/{number:03}.yaml"


def add(path: Path, line: str = "# by hand\n") -> None:
    """Append a line to a file, as by hand."""
    with path.open("a", newline="") as stream:
        stream.write(line)


def hook(place: Place, name: str, script: str) -> None:
    """Install a hook in the repository."""
    path = place.top / ".git/hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def sides(place: Place) -> None:
    """Two branches that change the same line of a user's own file."""
    for branch, text in (("side", "left\n"), ("main", "right\n")):
        place.git("switch", "--quiet", *(["--create"] if branch == "side" else []), branch)
        (place.top / "notes.txt").write_text(text)
        commit(place.top, branch)


def work(status: str) -> list[str]:
    return [line for line in status.splitlines() if not line.startswith("# branch")]
