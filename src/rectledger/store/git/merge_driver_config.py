"""The git configuration that makes git merge records with rectledger."""

import sys
from pathlib import Path
from shlex import quote
from shutil import which
from typing import Literal

from rectledger.errors import ConflictError
from rectledger.store.git import start
from rectledger.store.git.run_git import answer

_SECTION = "merge.rectledger"
_NAME = "rectledger: merge issue and measure records"
# %O, %A and %B are the base, ours and theirs; the result goes to %A. If we cannot start, or are
# killed, %A still holds ours: git would report a conflict without markers, and a single `git add`
# would drop theirs. So the command falls back to git's own line merge. Our own conflicts have an
# exit code that neither Python nor a shell uses. If even that fails, %A is removed, and the whole
# merge ends with an error. -P: a branch may contain modules named like those we import.
_COMMAND = (
    "{python} -P -m rectledger merge-driver -- %O %A %B %P %L %X %Y || "
    "{{ test $? -eq {conflict} && exit 1; "
    "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B; code=$?; "
    "test $code -lt 128 || rm -f %A; exit $code; }}"
)


def set_up(root: Path) -> Literal["set", "there", "none"]:
    """Configure git to merge the records around `root` with this installation. Returns "set" if it
    was not yet configured, "there" if it was, and "none" if git is missing or the path of Python is
    unknown.

    Raises SurroundingsError if git refuses.
    """
    if not sys.executable or which("git") is None:
        return "none"
    folder = start(root)
    # % starts a placeholder in git; %% is a literal one.
    python = quote(sys.executable).replace("%", "%%")
    wanted = {
        f"{_SECTION}.name": _NAME,
        f"{_SECTION}.driver": _COMMAND.format(python=python, conflict=ConflictError.exit_code),
        # With several merge bases, use their own base instead: merging them could leave conflict
        # markers in it, and the logs show which entries both sides have anyway.
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
