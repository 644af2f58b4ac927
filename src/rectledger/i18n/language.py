"""Both languages. English is written in the source; `locale/` holds the Chinese for it.

The process's own gettext domain is set too, so that what typer says is translated with the rest.
"""

import gettext as system
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Literal, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
DOMAIN = "rectledger"


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for it
    """Mark `message` for translation where it is not said yet."""
    return message


def choose(arguments: Sequence[str], environ: Mapping[str, str]) -> Language | None:
    """The language asked for by `--lang`, else by RECTLEDGER_LANG, else by the locale; None if none
    of them asks for one of LANGUAGES.

    A `--lang` that makes no sense is left to the command line's own check; so is whether one is an
    option at all, or the value of another.
    """
    wanted = [environ.get("RECTLEDGER_LANG", "")]
    for argument, after in pairwise([*arguments, ""]):
        if argument == "--":
            break
        if argument == "--lang":
            wanted.insert(0, after)
        elif argument.startswith("--lang="):
            wanted.insert(0, argument.removeprefix("--lang="))
    locale = next((environ[v] for v in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(v)), "")
    # LANGUAGE comes first, but not in the C locale: as gettext itself has it.
    if locale.partition(".")[0] not in ("", "C", "POSIX"):
        wanted += environ.get("LANGUAGE", "").split(":")
    wanted.append(locale)
    for word in wanted:
        if word[:2] in LANGUAGES:
            return cast(Language, word[:2])
    return None


_FOLDER = str(Path(__file__).parent / "locale")
# Kept: the system's own functions look for the catalogue on disk at each message.
_catalogue = system.NullTranslations()
_spoken: Language = "en"


def use(language: Language) -> None:
    """Speak `language` from here on."""
    global _catalogue, _spoken
    _spoken = language
    os.environ["LANGUAGE"] = language
    system.bindtextdomain(DOMAIN, _FOLDER)
    system.textdomain(DOMAIN)
    _catalogue = system.translation(DOMAIN, _FOLDER, [language], fallback=True)


def gettext(message: str) -> str:
    """`message` in the language that is spoken."""
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The form for `n` of a message, in the language that is spoken."""
    return _catalogue.ngettext(one, many, n)


@contextmanager
def speaking(other: Language) -> Iterator[None]:
    """Speak another language for a while: for what is written into a ledger, not to its reader."""
    before = language()
    use(other)
    try:
        yield
    finally:
        use(before)


def said_in(other: Language, said: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What `said` returns when another language is spoken."""
    with speaking(other):
        return said(*args, **named)


def language_tag() -> str:
    """The language that is spoken, by the tag that pages and documents have for it (BCP 47)."""
    return {"zh": "zh-CN", "en": "en"}[_spoken]


def language() -> Language:
    """The language that is spoken."""
    return _spoken
