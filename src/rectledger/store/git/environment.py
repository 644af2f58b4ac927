"""The environment that git runs in: what is allowed, by name, and nothing else that is set.

A variable or a setting can send git to another repository, have it take names for patterns, show
objects that are not there, or run a program. git that reads is given a short list of names, and
settings that would do so are switched off; git that changes a repository keeps what its hooks and
signatures need, but for git's own variables, of which only those listed pass.
"""

import os
from collections.abc import Mapping

# Where programs and settings are found, and nothing that decides what is read.
_READING = (
    "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "XDG_CONFIG_HOME", "LD_LIBRARY_PATH",
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
)  # fmt: skip
# What a repository is given, and has not taken yet, lies where these say: to a hook that is asked.
QUARANTINE = (
    "GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)  # fmt: skip
# Settings by which somebody says whose repositories git may look into.
_TRUST = frozenset({"safe.directory", "safe.barerepository"})
# Who commits, how that is signed and told: of git's own variables, no other has a say in a change.
_CHANGING = (
    "GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_", "GIT_SSH", "GIT_ASKPASS", "GIT_TRACE",
    "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_PYTHON_", "GIT_EDITOR", "GIT_REFLOG_ACTION", "GIT_TEMPLATE_DIR",
)  # fmt: skip
# To fetch, replace, lock and ask nothing; names are names, whatever is in them.
READING = {
    "GIT_ALLOW_PROTOCOL": "none",  # what is missing in a partial clone is said, and not fetched
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
}
# Settings that run programs, or alter what is read.
SWITCHED_OFF = tuple(
    word
    for setting in (
        "core.fsmonitor=false", f"core.hooksPath={os.devnull}", f"core.attributesFile={os.devnull}",
        f"core.excludesFile={os.devnull}", "attr.tree=", "i18n.logOutputEncoding=UTF-8",
        "core.untrackedCache=false", "core.warnAmbiguousRefs=false", "log.showSignature=false",
        f"diff.orderFile={os.devnull}", "diff.ignoreSubmodules=all", "diff.renames=false",
    )
    for word in ("-c", setting)
)  # fmt: skip


def reading(environ: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of a git that reads."""
    names = _READING + (QUARANTINE if environ.get("GIT_QUARANTINE_PATH") else ())
    kept = {name: environ[name] for name in names if name in environ}
    return {**kept, **_trusted(environ), **READING, "GIT_ATTR_NOSYSTEM": "1"}


def not_for_changes(environ: Mapping[str, str]) -> list[str]:
    """The names that a git that changes a repository must not see."""
    return [name for name in environ if name.startswith("GIT_") and not name.startswith(_CHANGING)]


def _trusted(environ: Mapping[str, str]) -> dict[str, str]:
    """Of the settings that stand in the environment, those that trust a repository."""
    count = environ.get("GIT_CONFIG_COUNT", "")
    numbers = range(int(count)) if count.isdecimal() and len(count) < 4 else range(0)
    pairs = [(environ.get(f"GIT_CONFIG_KEY_{n}", ""), environ.get(f"GIT_CONFIG_VALUE_{n}", ""))
             for n in numbers]  # fmt: skip
    kept = [pair for pair in pairs if pair[0].casefold() in _TRUST]
    given = {"GIT_CONFIG_COUNT": str(len(kept))} if kept else {}
    for n, (key, value) in enumerate(kept):
        given |= {f"GIT_CONFIG_KEY_{n}": key, f"GIT_CONFIG_VALUE_{n}": value}
    return given
