"""git commands that documents and messages show: each one runs, in a clone with a remote."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import catalogue
from transcript import IDENTITY, ROOT, surroundings

PO = ROOT / "src/rectledger/i18n/locale/zh/LC_MESSAGES/rectledger.po"
# Those about developing the program are run by whoever does.
DOCUMENTS = [
    path
    for path in (*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/reference/*"))
    if path.name != "releasing.md"
]
CONSOLE = re.compile(r"^```console.*?^```$", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"`(git [^`\n]+)`|^ *(git .+)$", re.MULTILINE)
SENTENCE = re.compile(r"git (cannot|could|does|failed|finds|ignores|is|was|would)\b")
STANDS_FOR = {
    "{file}": "a.txt", "{path}": "a.txt", "{folder}": ".", "FILE": "a.txt", "{rev}": "main",
    "{head}": "topic", "{branch}": "topic", "{back}": "main", "BRANCH": "topic", "BASE": "main",
    "NAME": "main",
}  # fmt: skip
# Complete commands for lines that only name a command.
COMPLETE = {
    "git add": "git add a.txt",
    "git branch -d topic": "git branch -d other",  # it is said of one without commits of its own
    "git cat-file --batch": "git cat-file -t HEAD",
    "git check-ignore -v a.txt": "git check-ignore -v ignored",
    "git commit": "git commit --amend -m Again",
    "git merge-file": "git merge-file -p a.txt a.txt a.txt",
    "git rebase -i": "git rebase -i main",
    # Without a key; the tests of signatures have one.
    "git rebase --exec 'git commit --amend --no-edit -S' main": (
        "git rebase --exec 'git commit --amend --no-edit' main"
    ),
    "git replace --delete": "git replace --list",
    "git restore": "git restore a.txt",
}
BEFORE = {
    "git fetch --unshallow": "git fetch --depth 1",
    "git sparse-checkout": "git sparse-checkout set --cone",
    "git config user.email": "git config user.email a@example.org",
    'git config --get-regexp "sign"': "git config commit.gpgSign false",
    "git switch topic": "git switch main",
    "git branch -d other": "git branch other main",
}


def lines() -> Iterator[str]:
    """Every git command that is shown outside `console` blocks."""
    for path in DOCUMENTS:
        text = CONSOLE.sub("", path.read_text("utf-8"))
        yield from (found[1] or found[2] for found in SHOWN.finditer(text))
    for message in catalogue.read(PO):
        for text in message.id if isinstance(message.id, tuple) else (message.id,):
            yield from (found[1] or found[2] for found in SHOWN.finditer(text))


LINES = sorted({line for line in lines() if not SENTENCE.match(line)})


def git(line: str, where: Path, home: Path) -> subprocess.CompletedProcess[str]:
    # A file of its own: git would replace the device that `surroundings` names for it.
    own = str(home / "gitconfig")
    environ = surroundings(**IDENTITY, HOME=str(home), GIT_EDITOR="true", GIT_CONFIG_GLOBAL=own)
    return subprocess.run(
        shlex.split(line), cwd=where, env=environ, capture_output=True, encoding="utf-8",
        stdin=subprocess.DEVNULL, timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a bare repository, with a branch `topic` checked out that is one commit ahead."""
    git("git init --quiet --bare --initial-branch main remote", tmp_path, tmp_path)
    git(f"git clone --quiet file://{tmp_path}/remote here", tmp_path, tmp_path)
    here = tmp_path / "here"
    (here / ".gitignore").write_text("ignored\n")
    for name in ("first", "second"):
        (here / "a.txt").write_text(f"{name}\n")
        for line in ("git add .", f"git commit --quiet -m {name}"):
            git(line, here, tmp_path)
    git("git push --quiet origin main", here, tmp_path)
    git("git switch --quiet -c topic", here, tmp_path)
    (here / "b.txt").write_text("b\n")
    for line in (
        "git add .",
        "git commit --quiet -m b",
        "git branch --set-upstream-to origin/main",
    ):
        git(line, here, tmp_path)
    return here


@pytest.mark.parametrize("line", LINES)
def test_it_runs(line: str, clone: Path, tmp_path: Path) -> None:
    filled = re.sub("|".join(map(re.escape, STANDS_FOR)), lambda found: STANDS_FOR[found[0]], line)
    filled = COMPLETE.get(filled, filled)
    before = next((BEFORE[key] for key in BEFORE if filled.startswith(key)), None)
    if before:
        assert git(before, clone, tmp_path).returncode == 0
    done = git(filled, clone, tmp_path)
    assert done.returncode == 0, done.stderr
