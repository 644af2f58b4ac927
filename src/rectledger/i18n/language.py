"""The two languages. English is in the source, the Chinese for it in `locale/`.

The process's own gettext domain is set too, so that typer's texts are translated as well.
"""

import gettext as system
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Literal, ParamSpec, TextIO, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
DOMAIN = "rectledger"


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for it
    """Mark `message` for translation without translating it yet."""
    return message


def choose(arguments: Sequence[str], environ: Mapping[str, str]) -> Language | None:
    """The language set by `--lang`, else by RECTLEDGER_LANG, else by the locale; None if none of
    them sets one of LANGUAGES.

    Whether a `--lang` is valid, and an option rather than the value of another one, is left to the
    command line parser.
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
    # As in gettext: LANGUAGE takes precedence, except in the C locale.
    if locale.partition(".")[0] not in ("", "C", "POSIX"):
        wanted += environ.get("LANGUAGE", "").split(":")
    wanted.append(locale)
    for word in wanted:
        if word[:2] in LANGUAGES:
            return cast(Language, word[:2])
    return None


def can_be_written(language: Language, stream: TextIO) -> bool:
    """Whether the encoding of a stream has the characters of a language."""
    try:
        _SAMPLES[language].encode(stream.encoding or "ascii")
    except (LookupError, UnicodeError):
        return False
    return True


_SAMPLES: dict[Language, str] = {"zh": "\u4e2d\u3002", "en": "a"}
_FOLDER = str(Path(__file__).parent / "locale")
# Cached: the gettext module looks for the catalogue on disk for every message.
_catalogue = system.NullTranslations()
_spoken: Language = "en"


def use(language: Language) -> None:
    """Use `language` from now on."""
    global _catalogue, _spoken
    _spoken = language
    os.environ["LANGUAGE"] = language
    system.bindtextdomain(DOMAIN, _FOLDER)
    system.textdomain(DOMAIN)
    _catalogue = system.translation(DOMAIN, _FOLDER, [language], fallback=True)


def gettext(message: str) -> str:
    """`message` in the language in use."""
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a message for `n`, in the language in use."""
    return _catalogue.ngettext(one, many, n)


@contextmanager
def speaking(other: Language) -> Iterator[None]:
    """Use another language for a while: for text that goes into a ledger, not to its reader."""
    before = language()
    use(other)
    try:
        yield
    finally:
        use(before)


def said_in(other: Language, said: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What `said` returns when another language is in use."""
    with speaking(other):
        return said(*args, **named)


def language_tag() -> str:
    """The BCP 47 tag of the language in use, for pages and documents."""
    return {"zh": "zh-CN", "en": "en"}[_spoken]


def language() -> Language:
    """The language in use."""
    return _spoken
