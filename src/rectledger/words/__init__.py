"""Both languages. English is written in the source; `zh/` holds the Chinese for it.

The process's own gettext domain is used, so that what typer says is translated with the rest.
"""

import gettext
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Literal, cast

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
DOMAIN = "rectledger"


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for it
    """Mark `message` for translation where it is not said yet."""
    return message


def choose(arguments: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language asked for by `--lang`, else by RECTLEDGER_LANG, else by the locale.

    A `--lang` that makes no sense is left to the command line's own check.
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
    return "en"


def use(language: Language) -> None:
    """Speak `language` from here on."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(Path(__file__).parent))
    gettext.textdomain(DOMAIN)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak `language` for a while: for what is written into a ledger, not said to its reader."""
    before = os.environ.get("LANGUAGE", "")
    use(language)
    try:
        yield
    finally:
        os.environ["LANGUAGE"] = before


def language() -> Language:
    """The language that is spoken."""
    return "zh" if os.environ.get("LANGUAGE", "")[:2] == "zh" else "en"
