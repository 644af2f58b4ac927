"""What git is to do where two branches have changed a record: what we add to its configuration."""

import sys
from pathlib import Path
from shlex import quote
from shutil import which
from typing import Literal

from rectledger.errors import ConflictError
from rectledger.store.git import start
from rectledger.store.git.run_git import answer

_SECTION = "merge.rectledger"
_NAME = "rectledger: the log of an issue or a measure"
# %O, %A and %B are the base, ours and theirs, and the result goes to %A. Where we cannot start, or
# are killed, %A is ours still: git would take it for a conflict without marks, and one `git add`
# would make it ours alone. So git merges the lines by itself then; our own conflicts are told from
# that by an exit code that neither Python nor a shell has. Where even this fails there is no %A,
# and the whole merge ends in an error. -P: a branch may hold modules called like those we import.
_COMMAND = (
    "{python} -P -m rectledger merge-driver -- %O %A %B %P %L %X %Y || "
    "{{ test $? -eq {conflict} && exit 1; "
    "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B; code=$?; "
    "test $code -lt 128 || rm -f %A; exit $code; }}"
)


def set_up(root: Path) -> Literal["set", "there", "none"]:
    """Have git merge the records around `root` by this installation: "set" where it did not yet.

    "none" where there is no git, or no path says how to start us. Raises SurroundingsError where
    git does not let us.
    """
    if not sys.executable or which("git") is None:
        return "none"
    folder = start(root)
    # A % begins a placeholder of git's, and two are one.
    python = quote(sys.executable).replace("%", "%%")
    wanted = {
        f"{_SECTION}.name": _NAME,
        f"{_SECTION}.driver": _COMMAND.format(python=python, conflict=ConflictError.exit_code),
        # Of several bases the one before them is taken: to merge them could leave marks in it, and
        # what came to both sides alike is known from their logs.
        f"{_SECTION}.recursive": "binary",
    }
    listed = answer(folder, "config", "--local", "--list", "-z").decode("utf-8", "surrogateescape")
    known: dict[str, list[str]] = {}
    for line in listed.split("\0")[:-1]:
        name, _, value = line.partition("\n")
        known.setdefault(name, []).append(value)
    missing = {name: value for name, value in wanted.items() if known.get(name) != [value]}
    for name, value in missing.items():
        answer(folder, "config", "--local", "--replace-all", name, value)
    return "set" if missing else "there"
