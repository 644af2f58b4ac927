"""What `init --from` takes: where a pipeline is to install rectledger from.

It goes into files that shells and forges read. So it is made of characters that mean nothing to
them, and what is refused is never shown whole: it may hold a password.
"""

import re

from rectledger.errors import UsageError
from rectledger.render.generated_files.ci_install_source import Archive, Checkout, InstallSource

_ANYWHERE = "A-Za-z0-9._~%+/@:#=-"
_IN_PATH = "A-Za-z0-9._~%+/-"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*(?::[0-9]{{1,5}})?")
_COMMIT = re.compile("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}")
_HASH = re.compile("sha256=([0-9a-fA-F]{64})")
# pip holds a wheel's name against the project's; an sdist may be called anything.
_FILE = re.compile(r"rectledger(?:-[^-/]+){4,5}\.whl|[^/]+(?:\.tar\.gz|\.zip)")


def install_source(given: str | None, *, ci: bool) -> InstallSource | None:
    """What was given with `--from`; None where no pipeline is asked for.

    Raises UsageError where only one of the two is there, and for what is not known by its hash.
    """
    if given is None:
        if ci:
            raise UsageError("from-missing")
        return None
    if not ci:
        raise UsageError("from-without-ci")
    _refuse_characters(given, _ANYWHERE)
    scheme, _, rest = given.partition("://")
    if scheme not in ("https", "git+https"):
        raise UsageError("from-no-tls")
    host, _, path = rest.partition("/")
    if "@" in host:
        raise UsageError("from-credentials")
    if not _HOST.fullmatch(host) or not path:
        raise UsageError("from-no-host")
    return _archive(host, path) if scheme == "https" else _checkout(host, path)


def _archive(host: str, path: str) -> Archive:
    path, _, fragment = path.partition("#")
    digest = _HASH.fullmatch(fragment)
    if digest is None:
        raise UsageError("from-no-hash")
    _refuse_characters(path, _IN_PATH)
    name = path.rpartition("/")[2]
    if not _FILE.fullmatch(name):
        raise UsageError("from-not-a-package", name=name)
    return Archive(f"https://{host}/{path}", digest[1].lower())


def _checkout(host: str, path: str) -> Checkout:
    path, at, commit = path.rpartition("@")
    if not at:
        raise UsageError("from-no-commit")
    if not _COMMIT.fullmatch(commit):
        raise UsageError("from-movable", name=commit)
    _refuse_characters(path, _IN_PATH)
    return Checkout(f"https://{host}/{path}", commit.lower())


def _refuse_characters(text: str, allowed: str) -> None:
    found = dict.fromkeys(re.findall(f"[^{allowed}]", text))
    found |= dict.fromkeys(re.findall("%(?![0-9A-Fa-f]{2})", text))
    if found:
        raise UsageError("from-characters", characters=[_named(one) for one in [*found][:5]])


def _named(character: str) -> str:
    """A character as a person can see it."""
    shown = character.isprintable() and not character.isspace()
    return character if shown else f"U+{ord(character):04X}"
