"""From what a verb is told to a change that is saved: what all of them have in common."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from rectledger import errors
from rectledger.cli import query
from rectledger.cli.arguments import code_lookup, values
from rectledger.cli.arguments.item_references import Reference, parsed
from rectledger.cli.change_options import EntryOptions, WhoAndWhen
from rectledger.cli.global_options import Common
from rectledger.core.changes.append_entry import append
from rectledger.core.changes.proposed_change import (
    Family,
    Proposal,
    Refusal,
    Standards,
    issue_of,
)
from rectledger.core.changes.saved_change import IncomingEvidence, SavedChange
from rectledger.core.model import BaseEntry, EvidenceFile, Record, Settings
from rectledger.core.model.events import EVENTS
from rectledger.core.model.value_types import shows
from rectledger.errors import UsageError
from rectledger.store import incoming_evidence
from rectledger.store.ledger_folder import Folder
from rectledger.workspace.changing import save_change, session
from rectledger.workspace.changing.records_to_change import Desk, UnreadableRecordError
from rectledger.workspace.changing.save_change import tidy
from rectledger.workspace.changing.save_options import SaveOptions
from rectledger.workspace.reading import clock, find_ledger
from rectledger.workspace.reading.load_ledger import with_places


def begin(common: Common, options: SaveOptions) -> Desk:
    """The ledger that the options name, for a verb. Raises as `query.look` does."""
    root = find_ledger.find(common.ledger, os.environ, Path.cwd())
    source = Folder(root)
    settings = query.known_settings(source, common)
    # The clock alone says what day it is: a change carries the day on which it was made.
    today = clock.today(settings, {})
    return Desk(source, session.around(root, options), options, settings, today)


@contextmanager
def laid_out(
    common: Common,
    desk: Desk,
    numbers: Sequence[int],
    *,
    adding: Literal["issue", "measure"] | None = None,
) -> Iterator[Desk]:
    """The ledger laid out for a change to the issues of these numbers, under its lock.

    Raises UnreadableError, after naming it, where a record among them cannot be read, and
    LaterFormatError where the last commit has a later format than the disk.
    """

    def waiting_for(process: str) -> None:
        from rectledger.render.console import console
        from rectledger.render.pages import findings

        findings.waiting(console(stream=sys.stderr, no_color=common.no_color), process)

    desk = replace(desk, numbers=tuple(numbers), adding=adding)
    try:
        with session.locked(desk, waiting_for):
            _ = desk.rules  # before any record is read that may have its format
            yield desk
    except UnreadableRecordError as unreadable:
        query.report(with_places(desk.source, unreadable.findings), desk.source, common)
        file = desk.source.prefix + unreadable.findings[0].file
        raise errors.UnreadableError("unreadable-target", file=file) from unreadable


def save(
    desk: Desk, proposal: Proposal, kept: Sequence[IncomingEvidence] = ()
) -> SavedChange | list[Refusal]:
    """Save what is proposed, unless it is refused."""
    if isinstance(proposal, list):
        if not desk.options.dry_run and all(one.code.startswith("already") for one in proposal):
            tidy(desk)
        return proposal
    return save_change.save(desk, proposal, kept)


def tell(
    common: Common, desk: Desk, saved: SavedChange | list[Refusal], twice: Sequence[str] = ()
) -> int:
    """Say what was done, or why it cannot be. `twice` are files handed in more than once."""
    from rectledger.render.pages import change as done

    if isinstance(saved, list):
        done.refused(saved, desk.settings, as_json=common.json, no_color=common.no_color)
        return errors.RULES_SAY_NO
    saved = session.to_be_told(desk, saved, twice)
    try:
        if common.json:
            print(done.document(saved, desk.settings), flush=True)
        else:
            from rectledger.render.console import console

            out = console(no_color=common.no_color)
            done.page(out, saved, desk.settings, desk.source.prefix)
            out.file.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        codes = {"committed": "done-but-unsaid", "only-shown": "cannot-print"}
        raise errors.SurroundingsError(
            codes.get(saved.outcome, "written-but-unsaid"),
            commit=saved.commit[:10], detail=error.strerror,
        ) from error  # fmt: skip
    return errors.DONE


def enter(
    common: Common,
    said: EntryOptions,
    event: str,
    references: Sequence[str],
    *,
    with_measures: bool = False,
    far: bool = False,
    more: Callable[[Settings], dict[str, Any]] | None = None,
    **besides: Any,
) -> int:
    """Add an entry of `event` to each item that `references` name; `besides` is what it has more,
    and so is what `more` makes of the ledger's settings.

    Raises UsageError for what cannot be meant, and SurroundingsError for what cannot be done.
    """
    wanted = list(dict.fromkeys(parsed(one) for one in references))
    given = values.references(said.document, said.dated, said.url)
    base = {"event": event, "note": values.text("--note", said.note), **besides}
    _see_what_is_missing(event, base, bool(said.evidence or given))
    desk = begin(common, said)
    base |= more(desk.settings) if more else {}
    if base.get("approved_by"):
        base["approved_by"] = code_lookup.member(base["approved_by"], desk.settings)
    base["date"] = values.day("--date", said.date) or desk.today
    most = desk.settings.policy.evidence_max_mib
    files = [incoming_evidence.look_at(file, most) for file in said.evidence]
    with laid_out(common, desk, sorted({one.issue for one in wanted})) as desk:
        base["by"] = by(desk, said)
        families = {number: desk.family(number) for number in desk.numbers}
        named = [found(families[one.issue], one) for one in wanted]
        kept = {
            number: session.keep(desk.source, number, files, _referred(family))
            for number, family in families.items()
        }
        pieces = [one for each in kept.values() for one in each]
        proposal = append(
            event, named, families, partial(_draft, base, kept, given),
            Standards(desk.rules, desk.today, far),
            with_measures=with_measures, resuming=desk.repository is None,
            restoring=any(one.lost for one in pieces),
        )  # fmt: skip
        saved = save(desk, proposal, pieces)
    return tell(common, desk, saved, _twice(files))


def _draft(
    base: dict[str, Any], kept: Mapping[int, Sequence[IncomingEvidence]],
    given: list[dict[str, Any]], record: Record, carried: bool,
) -> BaseEntry:  # fmt: skip
    """The entry of a record; `carried`: it goes along with its issue's."""
    event = base["event"]
    pieces = [_piece(one) for one in kept[issue_of(record)]] + given
    own = {**base, "evidence": pieces or None}
    if carried and event == "close":
        own["note"] = None  # it speaks of the issue
    return _entry(event, own)


def _twice(files: Sequence[IncomingEvidence]) -> list[str]:
    """The names of files whose bytes were handed in before them."""
    hashes = [one.sha256 for one in files]
    return [one.name for n, one in enumerate(files) if one.sha256 in hashes[:n]]


def by(desk: Desk, said: WhoAndWhen) -> str:
    """Who an entry is by, of the members that bind. Raises UsageError where that is nobody."""
    named = values.maybe("--by", said.by)
    who = code_lookup.member(named, desk.rules) if named is not None else session.who_acts(desk)
    if not shows(who):  # git takes any name
        raise UsageError("by-nobody")
    return who


def _see_what_is_missing(event: str, base: dict[str, Any], evident: bool) -> None:
    needs = EVENTS[event].model_fields
    if needs["note"].is_required() and base["note"] is None:
        raise UsageError("note-missing", event=event)
    if needs["evidence"].is_required() and not evident:
        raise UsageError("evidence-needed", event=event)
    if "evidence" in EVENTS[event].one_of and base["note"] is None and not evident:
        raise UsageError("note-or-evidence-missing", event=event)


def _entry(event: str, held: dict[str, Any]) -> BaseEntry:
    return EVENTS[event].model_validate({k: v for k, v in held.items() if v is not None})


def found(family: Family, wanted: Reference) -> Record:
    """The item of a family that is meant. Raises UsageError where there is none."""
    if wanted.number is None and family.issue is not None:
        return family.issue
    for measure in family.measures:
        if measure.number == wanted.number:
            return measure
    if wanted.number is not None and family.measures:
        first, last = family.measures[0].ref, family.measures[-1].ref
        raise UsageError(
            "no-such-item-near", ref=str(wanted), issue=wanted.issue, first=first, last=last
        )
    raise UsageError("no-such-item", ref=str(wanted))


def _referred(family: Family) -> list[EvidenceFile]:
    """The files that an issue or its measures have as evidence."""
    records: list[Record] = [*([family.issue] if family.issue else []), *family.measures]
    pieces = (p for record in records for entry in record.log for p in entry.evidence or ())
    return [piece for piece in pieces if isinstance(piece, EvidenceFile)]


def _piece(kept: IncomingEvidence) -> dict[str, Any]:
    return {"path": kept.path, "name": kept.name, "size": kept.size, "sha256": kept.sha256}
