"""A runner of a forge: what a pipeline's script needs to run here, unedited.

In rectledger's place pip finds a stand-in of the same name and release, which notes how it was
called; everything that a request may hold lies around, waiting to be taken for something else.
"""

import base64
import hashlib
import json
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledgers import ALONE
from rectledger import __version__
from transcript import surroundings

# Says what it is told to, and notes its arguments.
STAND_IN = """\
import json, os, sys
def main():
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


def stand_in(folder: Path) -> Path:
    """A folder in which pip finds `rectledger`, and nothing else."""
    info = f"rectledger-{__version__}.dist-info"
    files = {
        "stand_in.py": STAND_IN,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: rectledger\nVersion: {__version__}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": "[console_scripts]\nrectledger = stand_in:main\n",
    }
    held = [f"{name},sha256={_hash(text)},{len(text)}" for name, text in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*held, f"{info}/RECORD,,\n"])
    with zipfile.ZipFile(folder / f"rectledger-{__version__}-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return folder


def _hash(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@dataclass(frozen=True)
class Machine:
    """A runner of a forge, in `folder`: what a request holds is in `folder/tree`."""

    folder: Path
    wheels: Path

    @property
    def tree(self) -> Path:
        return self.folder / "tree"

    @property
    def noted(self) -> list[Any]:
        """What rectledger was called with, and what it saw of its surroundings."""
        path = self.folder / "noted"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def run(self, script: str, code: int = 0, **environ: str) -> str:
        kept = {k: v for k, v in surroundings().items() if not k.startswith("GIT_")}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.tree,
            env={
                **kept, **ALONE, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels),
                "NOTED": str(self.folder / "noted"), "HOME": str(self.folder),
                "TMPDIR": str(self.folder), **environ,
            },
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == code, done
        assert not list(self.folder.rglob("made")), done
        return done.stdout


def hostile(tree: Path) -> None:
    """What a request may hold that Python, pip, git or a shell would take, if they looked there."""
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
