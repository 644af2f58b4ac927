"""The environment that git runs in: only variables on a list, nothing else.

A variable or setting can send git to another repository, make it treat names as patterns, show
other objects, or run a program. When git only reads, it gets a short list of variables, and such
settings are overridden. When it changes a repository, it keeps what hooks and signing need, but of
its own variables only those listed.
"""

import os
from collections.abc import Mapping

# Where programs and settings are found, but nothing that decides what is read.
_READING = (
    "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "XDG_CONFIG_HOME", "LD_LIBRARY_PATH",
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
)  # fmt: skip
# Where a server keeps objects that were pushed but not yet accepted, for its hooks.
QUARANTINE = (
    "GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)  # fmt: skip
# Settings with which users declare whose repositories git may read.
_TRUST = frozenset({"safe.directory", "safe.barerepository"})
# Identity, signing and tracing: no other variable of git's may influence a change.
_CHANGING = (
    "GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_", "GIT_SSH", "GIT_ASKPASS", "GIT_TRACE",
    "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_PYTHON_", "GIT_EDITOR", "GIT_REFLOG_ACTION", "GIT_TEMPLATE_DIR",
)  # fmt: skip
# Do not fetch, replace objects, lock or prompt, and take names literally.
READING = {
    "GIT_ALLOW_PROTOCOL": "none",  # missing objects in a partial clone are reported, not fetched
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
}
# Settings that run programs or change what is read.
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
    """The complete environment for a git command that only reads."""
    names = _READING + (QUARANTINE if environ.get("GIT_QUARANTINE_PATH") else ())
    kept = {name: environ[name] for name in names if name in environ}
    return {**kept, **_trusted(environ), **READING, "GIT_ATTR_NOSYSTEM": "1"}


def not_for_changes(environ: Mapping[str, str]) -> list[str]:
    """The variables to hide from a git command that changes a repository."""
    return [name for name in environ if name.startswith("GIT_") and not name.startswith(_CHANGING)]


def _trusted(environ: Mapping[str, str]) -> dict[str, str]:
    """Of the settings in the environment, only those that trust a repository."""
    count = environ.get("GIT_CONFIG_COUNT", "")
    numbers = range(int(count)) if count.isdecimal() and len(count) < 4 else range(0)
    pairs = [(environ.get(f"GIT_CONFIG_KEY_{n}", ""), environ.get(f"GIT_CONFIG_VALUE_{n}", ""))
             for n in numbers]  # fmt: skip
    kept = [pair for pair in pairs if pair[0].casefold() in _TRUST]
    given = {"GIT_CONFIG_COUNT": str(len(kept))} if kept else {}
    for n, (key, value) in enumerate(kept):
        given |= {f"GIT_CONFIG_KEY_{n}": key, f"GIT_CONFIG_VALUE_{n}": value}
    return given
