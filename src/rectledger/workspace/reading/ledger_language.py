"""The language of a ledger, for a locale that is neither of ours."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from rectledger.core.findings import Finding
from rectledger.core.model.layout import SETTINGS_FILE
from rectledger.errors import RectledgerError
from rectledger.i18n.language import LANGUAGES, Language
from rectledger.store.ledger_folder import Folder
from rectledger.workspace.reading.find_ledger import find

# A top-level key. Parsing the whole file would delay every command, even its help.
_KEY = re.compile(
    rf"""^language:[ \t]+["']?({"|".join(LANGUAGES)})["']?[ \t]*(?:#.*)?$""", re.MULTILINE
)


def ledger_language(named: str | None, environ: Mapping[str, str], start: Path) -> Language | None:
    """The `language` of the ledger that `find` finds; None if there is no ledger or it has none."""
    try:
        settings = Folder(find(named, environ, start)).read(SETTINGS_FILE)
    except (RectledgerError, OSError):  # the command itself says what is wrong
        return None
    if isinstance(settings, Finding):
        return None
    found = _KEY.search(settings.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    return cast(Language, found[1]) if found else None
