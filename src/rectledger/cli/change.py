"""From what a verb is told to a change that is saved: what all of them have in common."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from rectledger import errors
from rectledger.cli import query
from rectledger.cli.arguments import code_lookup, values
from rectledger.cli.arguments.item_references import Reference, parsed
from rectledger.cli.change_options import EntryOptions, WhoAndWhen
from rectledger.cli.global_options import Common, refuse_days
from rectledger.core.changes.append_entry import append, staying
from rectledger.core.changes.proposed_change import (
    Change,
    Family,
    Proposal,
    Refusal,
    Standards,
    issue_of,
)
from rectledger.core.changes.save_result import HandedIn, KeptFile, Saved
from rectledger.core.model import BaseEntry, EvidenceFile, Issue, Record, Settings
from rectledger.core.model.events import EVENTS
from rectledger.core.model.layout import editor_line, schema_file
from rectledger.core.model.value_types import shows
from rectledger.errors import UsageError
from rectledger.store import incoming_evidence
from rectledger.store.git.repository import Repository
from rectledger.store.ledger_folder import Folder
from rectledger.workspace.changing import session
from rectledger.workspace.changing.records_to_change import Desk, UnreadableRecordError
from rectledger.workspace.changing.save_change import save, tidy
from rectledger.workspace.changing.save_options import SaveOptions
from rectledger.workspace.reading import clock, find_ledger
from rectledger.workspace.reading.load_ledger import with_places


@dataclass(frozen=True)
class Act:
    """A ledger that is to be changed: the repository around it, its settings, the real day."""

    common: Common
    how: SaveOptions
    root: Path
    around: Repository | None
    settings: Settings
    today: str

    @property
    def source(self) -> Folder:
        return Folder(self.root)

    def standards(self, desk: Desk, *, far: bool = False) -> Standards:
        """What a change is judged by; `far`: a deadline that lies very far off is meant."""
        return Standards(desk.settings(self.settings), self.today, far)

    @contextmanager
    def desk(
        self, numbers: Sequence[int], *, adding: Literal["issue", "measure"] | None = None
    ) -> Iterator[Desk]:
        """The ledger laid out for a change to the issues of these numbers.

        Raises UnreadableError, after naming it, where a record among them cannot be read, and
        LaterFormatError where the last commit has a later format than the disk.
        """

        def tell(process: str) -> None:
            from rectledger.render.console import console
            from rectledger.render.pages import findings

            findings.waiting(console(stream=sys.stderr, no_color=self.common.no_color), process)

        try:
            with session.laid_out(
                self.root, self.around, numbers, self.how, adding=adding, tell=tell
            ) as desk:
                desk.settings(self.settings)  # before any record is read that may have its format
                yield desk
        except UnreadableRecordError as unreadable:
            query.report(with_places(self.source, unreadable.findings), self.source, self.common)
            file = unreadable.findings[0].file
            raise errors.UnreadableError(
                "unreadable-target", file=self.source.prefix + file
            ) from unreadable

    def evidence(self, files: Sequence[str]) -> list[HandedIn]:
        """The files handed in, looked at. Raises SurroundingsError for one that cannot be kept."""
        most = self.settings.policy.evidence_max_mib
        return [incoming_evidence.look_at(file, most) for file in files]

    def unless_given_before(self, proposal: Proposal) -> Proposal:
        """A new record, unless its number was given before, and the record deleted since."""
        if isinstance(proposal, list) or self.around is None:
            return proposal
        from rectledger.workspace.reading.deleted_records import given_before

        new = proposal.edits[0].new
        gone = given_before(self.source, self.around, new.file)
        if gone is None:
            return proposal
        args: dict[str, object] = {"commit": gone.commit, "command": gone.command}
        return [Refusal(new.ref, "record-deleted" if gone.commit else "record-not-there", args)]

    def save(
        self, desk: Desk, proposal: Proposal, kept: Sequence[KeptFile] = ()
    ) -> Saved | list[Refusal]:
        """Save what is proposed, unless it is refused."""
        if isinstance(proposal, list):
            if not self.how.dry_run and all(one.code.startswith("already") for one in proposal):
                tidy(desk, desk.files)
            return proposal
        return save(desk, proposal, kept, self.how, self._header(proposal))

    def _header(self, change: Change) -> str:
        """What a new file begins with: the line for editors, where the ledger has its schema."""
        (edit, *_others) = change.edits
        if edit.old is not None:
            return ""
        kind = "issue" if isinstance(edit.new, Issue) else "measure"
        if not (self.root / schema_file(kind)).is_file():
            return ""
        return f"{editor_line(edit.new.file)}\n"

    def tell(
        self,
        saved: Saved | list[Refusal],
        twice: Sequence[str] = (),
        staying: Sequence[str] = (),
        *,
        asked_along: bool = False,
    ) -> int:
        """Say what was done, or why it cannot be. `twice` are files handed in more than once,
        `staying` the measures of what was named that stay as they are, though it was
        `asked_along` for them to go."""
        from rectledger.render.pages import change as done

        if isinstance(saved, list):
            done.refused(saved, as_json=self.common.json, no_color=self.common.no_color)
            return errors.RULES_SAY_NO
        shown = self.how.dry_run
        counted = None
        if not shown:
            with suppress(OSError):  # it is done, whether or not it can be counted
                day = session.shown(self.source, self.settings, self.today)
                counted = session.count(self.source, self.settings, day)
        entry = saved.change.edits[0].entry
        other = session.in_anothers_name(entry.by, self.settings, self.around) if entry else None
        told = done.ChangeReport(saved, counted, twice, staying, other, asked_along)
        try:
            if self.common.json:
                print(done.document(told, self.settings), flush=True)
            else:
                from rectledger.render.console import console

                out = console(no_color=self.common.no_color)
                done.page(out, told, self.settings, self.source.prefix)
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


def act(common: Common, how: SaveOptions, command: str) -> Act:
    """The ledger that the options name, for a verb. Raises as `query.look` does."""
    refuse_days(common, f"rectledger {command}")
    root = find_ledger.find(common.ledger, os.environ, Path.cwd())
    settings = query.known_settings(Folder(root), common)
    # The clock alone says what day it is: a change carries the day on which it was made.
    return Act(common, how, root, session.around(root, how), settings, clock.today(settings, {}))


def enter(
    common: Common,
    said: EntryOptions,
    how: SaveOptions,
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
    ours = act(common, how, event)
    base |= more(ours.settings) if more else {}
    if base.get("approved_by"):
        base["approved_by"] = code_lookup.member(base["approved_by"], ours.settings)
    base["date"] = ours.today if said.date is None else values.day("--date", said.date)
    files = ours.evidence(said.evidence)
    with ours.desk(sorted({one.issue for one in wanted})) as desk:
        base["by"] = by(ours, desk, said)
        families = {number: desk.family(number) for number in desk.numbers}
        named = [found(families[one.issue], one) for one in wanted]
        kept = {
            number: session.keep(ours.source, number, files, _referred(family))
            for number, family in families.items()
        }
        pieces = [one for each in kept.values() for one in each]
        proposal = append(
            event, named, families, partial(_draft, base, kept, given),
            ours.standards(desk, far=far),
            with_measures=with_measures, resuming=desk.repository is None,
            restoring=any(one.lost for one in pieces),
        )  # fmt: skip
        saved = ours.save(desk, proposal, pieces)
    stays = staying(proposal, families) if isinstance(proposal, Change) else ()
    return ours.tell(saved, _twice(files), stays, asked_along=with_measures)


def _draft(
    base: dict[str, Any], kept: Mapping[int, Sequence[KeptFile]], given: list[dict[str, Any]],
    record: Record, carried: bool,
) -> BaseEntry:  # fmt: skip
    """The entry of a record; `carried`: it goes along with its issue's."""
    event = base["event"]
    pieces = [_piece(one) for one in kept[issue_of(record)]] + given
    own = {**base, "evidence": pieces or None}
    if carried and event == "close":
        own["note"] = None  # it speaks of the issue
    return _entry(event, own)


def _twice(files: Sequence[HandedIn]) -> list[str]:
    """The names of files whose bytes were handed in before them."""
    hashes = [one.sha256 for one in files]
    return [one.name for n, one in enumerate(files) if one.sha256 in hashes[:n]]


def by(ours: Act, desk: Desk, said: WhoAndWhen) -> str:
    """Who an entry is by, of the members that bind. Raises UsageError where that is nobody."""
    settings = desk.settings(ours.settings)
    named = values.maybe("--by", said.by)
    named = None if named is None else code_lookup.member(named, settings)
    who = session.who_acts(named, settings, ours.around)
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


def _piece(kept: KeptFile) -> dict[str, Any]:
    given = kept.given
    return {"path": kept.path, "name": given.name, "size": given.size, "sha256": given.sha256}
