"""Handing out what was made of a ledger, and saying what came of it."""

import sys
from pathlib import Path
from typing import Any

from rectledger import errors
from rectledger.cli.query import Seen
from rectledger.i18n.language import gettext as _


def deliver(data: bytes, target: str | None, seen: Seen[Any], **about: object) -> int:
    """Write `data`, which was made of what was `seen`, to the file `target`, or to standard output
    where that is None or `-`; the exit code. `about` is what JSON says of it besides.

    Raises SurroundingsError and UsageError as `hand_out` does, and where it is written but that
    cannot be said.
    """
    if target in (None, "-"):
        # Bytes: a terminal's encoding is none of a file's.
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return seen.exit_code
    from rectledger.store.output_file import hand_out

    file = Path(str(target))
    if not hand_out(data, file):  # what went into a stream is not to be mixed with words
        return seen.exit_code
    try:
        tell(seen, file, _("wrote {file}"), data, bytes=len(data), **about)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        detail = error.strerror or str(error)
        raise errors.SurroundingsError("out-but-unsaid", path=str(file), detail=detail) from error
    return seen.exit_code


def tell(seen: Seen[Any], file: Path, words: str, data: bytes, **about: object) -> None:
    """Say what came of a `file` that holds, or is to hold, `data`: in words or as JSON."""
    if seen.common.json:
        import hashlib

        from rectledger.render import json

        digest = hashlib.sha256(data).hexdigest()
        at = {"at": seen.source.commit.sha} if seen.source.commit else {}
        print(json.document(seen.day, seen.complete, **at, file=str(file), **about, sha256=digest))
        return
    from rectledger.render.console import console, say

    day = _("as of {day}").format(day=seen.day)
    said = _("{what} ({detail})").format(what=words.format(file=file), detail=day)
    say(console(no_color=seen.common.no_color), said)
