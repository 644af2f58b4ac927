"""A CI runner: what a pipeline's script needs to run here, unmodified.

Instead of rectledger it has a stand-in of the same name and version, which records how it was
called; everything that a request may contain is present, in case a tool picks it up by mistake.
"""

import base64
import hashlib
import json
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledgers import ALONE, begin, commit, git
from rectledger import __version__
from rectledger.render.generated_files.ci_install_source import Archive, Checkout
from transcript import surroundings

# Prints the text it is given, and records its arguments; or runs the real one, if REALLY is set.
STAND_IN = """\
import json, os, sys
def main():
    if "REALLY" in os.environ:
        really = os.environ["REALLY"]
        os.execv(really, [really, "-P", "-m", "rectledger", *sys.argv[1:]])
    command = "diff" if "diff" in sys.argv else "check"
    with open(os.environ["NOTED"], "a") as stream:
        seen = {k: v for k, v in os.environ.items() if "TOKEN" in k or k.startswith("RECTLEDGER")}
        print(json.dumps([sys.argv[1:], seen]), file=stream)
    sys.stdout.write(os.environ.get("SAYS_" + command, ""))
    sys.exit(int(os.environ.get("EXIT_" + command, "0")))
"""
TITLE = (
    "<!-- -->\nEOF\nbody<<EOF\n::error::x\n$(touch made) `touch made` ${{ github.token }} 整改\n"
)


# What a squatted name could bring: a higher version that belongs to a stranger.
STRANGER = "import pathlib\ndef main():\n    pathlib.Path('made').touch()\n"
# A build backend in the tree, for a repository with the stand-in: nothing has to be downloaded.
PYPROJECT = """\
[build-system]
requires = []
build-backend = "build"
backend-path = ["."]
"""
BUILD = """\
import pathlib, shutil
def build_wheel(folder, settings=None, metadata=None):
    (wheel,) = pathlib.Path.cwd().glob("*.whl")
    return pathlib.Path(shutil.copy(wheel, folder)).name
"""


def archive(wheel: Path) -> Archive:
    """A wheel in the form that `--from` accepts."""
    return Archive(wheel.as_uri(), hashlib.sha256(wheel.read_bytes()).hexdigest())


def repository(folder: Path) -> Checkout:
    """A commit that builds the stand-in, in a repository where a branch and a tag named like its
    hash lead to a stranger's commit, and a replacement does too."""
    begin(folder)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "build.py").write_text(BUILD)
    wheel = stand_in(folder)
    good = commit(folder)
    wheel.unlink()
    stand_in(folder, "9.9", STRANGER)
    stranger = commit(folder, "A stranger's")
    for ref in (f"refs/heads/{good}", f"refs/tags/{good}", f"refs/replace/{good}"):
        git(folder, "update-ref", ref, stranger)
    return Checkout(folder.as_uri(), good)


def index(folder: Path) -> Path:
    """An index in which somebody else has registered the name."""
    stand_in(folder, "9.9", STRANGER)
    return folder


def refs_in_the_way(top: Path, base: str, other: str) -> None:
    """Refs that anyone with push access can create, so that `other` is mistaken for the branch
    `base`."""
    for name in (base, f"origin/{base}", f"refs/heads/{base}", f"refs/remotes/origin/{base}",
                 "rectledger/base", "refs/rectledger/base", "FETCH_HEAD", "HEAD"):  # fmt: skip
        git(top, "update-ref", f"refs/tags/{name}", other)
    git(top, "update-ref", f"refs/heads/refs/heads/{base}", other)
    git(top, "replace", f"refs/heads/{base}", other)


def stand_in(folder: Path, version: str = __version__, says: str = STAND_IN) -> Path:
    """A wheel of `rectledger`, in a folder."""
    info = f"rectledger-{version}.dist-info"
    files = {
        "stand_in.py": says,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: rectledger\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": "[console_scripts]\nrectledger = stand_in:main\n",
    }
    held = [f"{name},sha256={_hash(text)},{len(text)}" for name, text in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*held, f"{info}/RECORD,,\n"])
    path = folder / f"rectledger-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return path


def _hash(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@dataclass(frozen=True)
class Machine:
    """A CI runner in `folder`: the request's files are in `folder/tree`. Its `index`, a folder, has
    a stranger's package named rectledger."""

    folder: Path
    index: Path

    @property
    def tree(self) -> Path:
        return self.folder / "tree"

    @property
    def noted(self) -> list[Any]:
        """The arguments rectledger was called with, and the environment it saw."""
        path = self.folder / "noted"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def run(self, script: str, code: int = 0, **environ: str) -> str:
        kept = {k: v for k, v in surroundings().items() if not k.startswith("GIT_")}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.tree,
            env={
                **kept, **ALONE, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.index),
                "NOTED": str(self.folder / "noted"), "HOME": str(self.folder),
                "TMPDIR": str(self.folder), **environ,
            },
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == code, done
        assert not list(self.folder.rglob("made")), done
        return done.stdout


def hostile(tree: Path) -> None:
    """Files in a request that Python, pip, git or a shell would use if they looked there."""
    bad = "import pathlib; pathlib.Path('made').touch()\n"
    for name in ("venv", "pip", "rectledger", "stand_in", "sitecustomize", "json", "urllib"):
        (tree / name).mkdir(parents=True)
        for file in ("__init__.py", "__main__.py"):
            (tree / name / file).write_text(bad)
    (tree / "setup.py").write_text(bad)
    (tree / "pip.conf").write_text("[install]\nrequirement = no-such-file\n")
    (tree / "requirements.txt").write_text("no-such-package\n")
    (tree / ".python-version").write_text("2.7\n")
    (tree / "pyvenv.cfg").write_text("home = /nowhere\n")
    (tree / "git").write_text("#!/bin/sh\ntouch made\n")
    (tree / "git").chmod(0o755)
    (tree / "rectledger-diff.md").symlink_to("made")
