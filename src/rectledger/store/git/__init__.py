"""The repository that a ledger lives in: the only place that knows GitPython."""

import os
from pathlib import Path

# Found by GitPython when it is needed, and missed then: with words of ours.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

# Set by a hook that runs us, these would send git to another repository than the ledger's.
_OF_ANOTHER = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_IMPLICIT_WORK_TREE", "GIT_QUARANTINE_PATH",
    # What names of files are taken for: git takes ours literally, and none of these beside it.
    "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
)  # fmt: skip


# What a repository is given, and has not taken yet, lies where these say: to a hook that is asked.
_QUARANTINE = (
    "GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)  # fmt: skip


def forget_another() -> None:
    """Have git look for the repository from the folder alone; who commits stays as it is set."""
    kept = _QUARANTINE if os.environ.get("GIT_QUARANTINE_PATH") else ()
    for name in _OF_ANOTHER:
        if name not in kept:
            os.environ.pop(name, None)


def seems_inside(root: Path) -> bool:
    """Whether a folder seems to stand in a repository: to ask git itself takes longer."""
    there = root.absolute()
    return any(os.path.lexists(folder / ".git") for folder in (there, *there.parents))


def top(root: Path) -> Path:
    """The top of the repository that a folder seems to stand in, links followed; that folder where
    it stands in none, for it is to become one."""
    there = Path(os.path.realpath(root))
    around = (folder for folder in (there, *there.parents) if os.path.lexists(folder / ".git"))
    return next(around, there)
