"""The real case in a repository; and modules that a test imports again are dropped after it."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from transcript import IDENTITY, ROOT, surroundings

ROOM = "rectledger.cli"
NOTICE = "Report\n1. Keys are not handed back.\nStatus: Implemented\nOwner: Systems\n"


@pytest.fixture(autouse=True)
def _modules_as_they_were() -> Iterator[None]:
    held = {name: module for name, module in sys.modules.items() if name.startswith(ROOM)}
    yield
    for name in [name for name in sys.modules if name.startswith(ROOM) and name not in held]:
        del sys.modules[name]
    sys.modules.update(held)
    for name, module in held.items():
        above, _, own = name.rpartition(".")
        setattr(sys.modules[above], own, module)


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real case in a repository, with files to hand in and a template."""
    top = tmp_path_factory.mktemp("case") / "rectledger"
    shutil.copytree(ROOT / "data", top / "data")
    for name in ("minutes.pdf", "report.pdf"):
        (top / name).write_bytes(b"%PDF-1.4 what was decided\n")
    shutil.copy(ROOT / "src/rectledger/publish/templates/notice.en.md", top / "notice.md")
    shutil.copy(ROOT / "docs/samples/ledger.zh.xlsx", top / "ledger.xlsx")
    (top / "notice.txt").write_text(NOTICE, "utf-8")
    for command in ("init --quiet --initial-branch main", "add .", "commit --quiet -m Begin"):
        environ = surroundings(**IDENTITY)
        subprocess.run(["git", *shlex.split(command)], cwd=top, env=environ, check=True)
    return top
