"""A source that is imported: its bytes and profile on the way in, the files of a new ledger on the
way out."""

import os
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from rectledger.core.findings import Finding
from rectledger.core.model import Record
from rectledger.core.model.layout import SETTINGS_FILE, SOURCES, editor_line, schema_file
from rectledger.core.model.profile import Profile
from rectledger.errors import SurroundingsError, UsageError
from rectledger.exchange.imports.drafting.draft import Draft
from rectledger.exchange.imports.profiles import shipped
from rectledger.exchange.imports.style import Style
from rectledger.i18n import example_ledger
from rectledger.i18n import language as words
from rectledger.render.generated_files import json_schema
from rectledger.store import init_files
from rectledger.store.incoming_evidence import kept_name_of
from rectledger.store.yaml.read_record import mapping
from rectledger.store.yaml.text_encoding import decode
from rectledger.store.yaml.validation_errors import findings
from rectledger.store.yaml.write_record import render

MOST_BYTES = 256 * 2**20
_PROFILE_MOST = 2**20


def read_bytes(path: str) -> bytes:
    """The bytes of a source. Raises SurroundingsError if it cannot be read."""
    return _read(path, MOST_BYTES)


def _read(path: str, most: int) -> bytes:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe may never end  # noqa: PTH116
            raise SurroundingsError("source-not-a-file", path=path)
        with open(path, "rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        detail = error.strerror or str(error)
        raise SurroundingsError("source-unreadable", path=path, detail=detail) from error
    if len(data) > most:
        raise SurroundingsError("source-beyond-limit", path=path, most=most // 2**20)
    return data


def style(profile: str | None) -> Style:
    """The style that a profile describes, by the name of one that comes with the program or by its
    file. Raises UsageError if it is none."""
    if profile is None:
        return Style()
    known = shipped()
    path = str(known.get(profile, profile))
    if profile not in known and not Path(profile).exists():
        raise UsageError("profile-unknown", profile=profile, known=[*known])
    data = _read(path, _PROFILE_MOST)
    text = decode(data, path)
    raw = [text] if isinstance(text, Finding) else mapping(text, path)
    if isinstance(raw, list):
        raise _bad_profile(profile, raw[0])
    try:
        valid = Profile.model_validate(raw)
    except ValidationError as error:
        raise _bad_profile(profile, findings(error, raw, Profile, path)[0]) from error
    return Style.from_profile(valid.model_dump(by_alias=True, exclude_none=True))


def _bad_profile(profile: str, finding: Finding) -> UsageError:
    key = ".".join(map(str, finding.key)) or str(finding.line or 1)
    return UsageError("bad-profile", profile=profile, key=key, why_not=finding.code)


def source_path(name: str, data: bytes) -> str:
    """Where a source is kept: `sources/ledger-3f2a91bc.xlsx`."""
    return f"{SOURCES}/{kept_name_of(name, sha256(data).hexdigest())}"


def files(
    draft: Draft, path: str, data: bytes, tell: Callable[[int, int], None]
) -> dict[str, bytes]:
    """Every file of the ledger that a draft describes, with the source at `path`; `tell` is called
    with the records written and the total."""
    settings = draft.settings
    with words.speaking(settings.language):
        made = {
            SETTINGS_FILE: _file(SETTINGS_FILE, render(settings)),
            init_files.ATTRIBUTES: example_ledger.attributes(settings.language).encode(),
            path: data,
        }
        for kind in json_schema.MODELS:
            made[schema_file(kind)] = json_schema.text(kind, settings.fields).encode()
    records: list[Record] = [*draft.issues, *draft.measures]
    for done, record in enumerate(records, 1):
        made[record.file] = _file(record.file, render(record))
        tell(done, len(records))
    return made


def _file(name: str, text: str) -> bytes:
    return f"{editor_line(name)}\n{text}".encode()
