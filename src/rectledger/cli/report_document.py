"""Making a document of a ledger, and handing it out or holding a file against it."""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from rectledger import errors
from rectledger.cli import output
from rectledger.cli.arguments import code_lookup
from rectledger.cli.arguments.item_references import parsed, see_item
from rectledger.cli.global_options import Common
from rectledger.cli.query import Look, Seen, look
from rectledger.cli.report_options import ReportOptions
from rectledger.core.filters import Filters
from rectledger.core.model import Ledger
from rectledger.core.model.value_types import is_day
from rectledger.core.summary.control_totals import (
    Tallied,
    control_totals,
    issues_at_first,
    tallies,
)
from rectledger.formatting import values
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import language, said_in, speaking
from rectledger.i18n.messages import errors as error_words
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.document_kinds import KINDS, Form, module
from rectledger.publish.formats import markdown_templates
from rectledger.publish.make_document import document
from rectledger.publish.office_template import Template
from rectledger.render.console import console
from rectledger.render.pages import findings
from rectledger.render.progress_bar import ProgressBar
from rectledger.workspace.reading import clock, load_in_parts

LIKE_A_DAY = re.compile(r"\d{4}-\d+-\d+")
TEMPLATE_MAX_BYTES = 1024 * 1024


@dataclass(frozen=True)
class DocumentData:
    """What a document is made of, and what the ledger adds up to on the day of control totals.
    Those of parts of a ledger add up."""

    answer: Any
    tallies: Mapping[str, Tallied]

    def __add__(self, other: "DocumentData") -> "DocumentData":
        both = {day: self.tallies[day].plus(other.tallies[day]) for day in self.tallies}
        return DocumentData(self.answer + other.answer, both)


def _gathered(ledger: Ledger, day: str, *, gather: load_in_parts.Job[Any]) -> DocumentData:
    return DocumentData(gather(ledger, day), tallies(ledger, day))


def built_in(common: Common, kind: str) -> str:
    """The house's template of a kind, in the language that documents of the ledger have; where
    there is no ledger, in the one that is spoken."""
    if KINDS[kind].template == "html":
        return str(module(kind).built_in())
    wanted = common.lang or language()
    if common.lang is None:
        try:
            wanted = look(common).settings.language
        except errors.UsageError as error:
            if error.code != "no-ledger":
                raise
    return said_in(wanted, markdown_templates.built_in, kind)


def make(
    common: Common, kind: str, form: Form, reference: str | None, wanted: ReportOptions
) -> tuple[bytes, Seen[DocumentData]]:
    """The document, of the ledger that the options name, and what it was made of. What cannot be
    read is said.

    Raises UsageError for what does not fit, and for a template that is broken; else as
    `query.look` does.
    """
    template = read_template(wanted.template) if wanted.template is not None else None
    ledger = look(common, thorough=True)
    filters = code_lookup.coded(Filters(department=wanted.department), ledger.settings)
    asked = DocumentOptions(wanted.internal, filters.department)
    maker = module(kind)
    spoken = common.published_in(ledger.settings)
    if KINDS[kind].of_issue:
        seen = _of_issue(ledger, str(reference or ""))
    else:
        gather = partial(
            said_in, spoken, partial(_gathered, gather=partial(maker.gather, asked=asked))
        )
        seen = ledger.see(gather)
    seen.report_unreadable()
    if kind == "notice" and seen.day < seen.settings.inspection.feedback:
        raise errors.UsageError("nothing-found-yet", feedback=seen.settings.inspection.feedback)
    before = None
    if wanted.since is not None:
        then, commit = _before(ledger, seen, wanted.since, gather)
        before = maker.Before(then.answer.answer, then.day, commit)
        seen = replace(seen, unreadable=(*seen.unreadable, *then.unreadable))
    with ProgressBar() as progress, speaking(spoken):
        tell = partial(progress.reached, "writing")
        return _worded(kind, form, seen, asked, before, template, tell), seen


def _worded(
    kind: str, form: Form, seen: Seen[DocumentData], asked: DocumentOptions, before: Any,
    template: Template | None, tell: Callable[[int, int], None],
) -> bytes:  # fmt: skip
    """The document of what was `seen`; `before` is what a bulletin is held against, if anything."""
    found, maker = seen.answer, module(kind)
    whole = not KINDS[kind].of_issue and asked.department is None
    about = About(
        seen.settings, seen.day, asked,
        last_known=seen.last_known if seen.settings.known_until else None,
        origin=_origin(seen), unreadable=seen.unreadable,
        totals=control_totals(seen.settings, found.tallies) if whole else (),
        first_issues=issues_at_first(seen.settings, seen.day) if whole else None,
    )  # fmt: skip
    if KINDS[kind].template != "md":
        return bytes(maker.made(found.answer, about, template, tell))
    content = maker.content(found.answer, about, *([before] if before else []))
    return document(kind, form, content, about, template, tell)


def _origin(seen: Seen[Any]) -> str | None:
    """Which commit the files are from, if they are from one."""
    commit = seen.source.commit
    if commit is None:
        return None
    words = _("From the files of commit {sha} of {day}")
    day = values.long_day(clock.day_of(commit.committed, seen.settings))
    return words.format(sha=commit.sha[:10], day=day)


def _of_issue(ledger: Look, reference: str) -> Seen[DocumentData]:
    """What the form for one issue needs. Raises UsageError where there is no such issue."""
    if not reference:
        raise errors.UsageError("needs-reference")
    named = parsed(reference)
    if named.number is not None:
        raise errors.UsageError("closure-of-issue", ref=str(named), issue=named.issue)
    seen, item, measures = see_item(ledger, reference)
    return replace(seen, answer=DocumentData((item, measures), {}))


def _before(
    ledger: Look, seen: Seen[Any], since: str, job: load_in_parts.Job[Any]
) -> tuple[Seen[Any], str | None]:
    """What a bulletin is held against: the ledger as of a day, or as a commit has it, which is
    named then. Raises UsageError where there is no such day or commit."""
    if is_day(since):
        if since >= seen.day:
            raise errors.UsageError("since-not-before", since=since, day=seen.day)
        return replace(ledger, common=replace(ledger.common, as_of=since)).see(job), None
    if LIKE_A_DAY.fullmatch(since):
        clock.valid_day("--since", since)
    try:
        then_ledger = look(replace(ledger.common, at=since, as_of=None))
    except errors.UsageError as error:
        if error.code == "no-such-revision":
            raise errors.UsageError("since-unknown", since=since) from error
        raise type(error)(error.code, **{**error.args_for_words, "option": "--since"}) from error
    commit, at = then_ledger.source.commit, seen.source.commit
    assert commit is not None  # noqa: S101  # it was asked for
    if at is not None and commit.committed > at.committed:
        raise errors.UsageError("since-later-commit", since=since, at=ledger.common.at)
    day = min(clock.day_of(commit.committed, ledger.settings), seen.day)

    def on(day: str) -> Seen[Any]:
        return replace(then_ledger, common=replace(then_ledger.common, as_of=day)).see(job)

    then = on(day)
    # Where a ledger knows nothing after a day, it stood then as it stood on that.
    if then.settings.known_until and then.last_known < day:
        then = on(then.last_known)
    then.report_unreadable()
    return then, commit.sha[:10]


def read_template(file: str) -> Template:
    """An office's template. Raises SurroundingsError where it cannot be read, and UsageError
    where it holds no text."""
    try:
        with Path(file).open("rb") as stream:
            data = stream.read(TEMPLATE_MAX_BYTES + 1)
        if len(data) > TEMPLATE_MAX_BYTES:
            raise errors.UsageError("template-unreadable", file=file, detail=_("larger than 1 MiB"))
        text = data.decode("utf-8-sig")
        if not text.strip():
            raise errors.UsageError("template-unreadable", file=file, detail=_("the file is empty"))
        if values.visible(text, lines=True) != text.replace("\r\n", "\n"):
            detail = _("it contains control characters")
            raise errors.UsageError("template-unreadable", file=file, detail=detail)
        return Template(text, file)
    except OSError as error:
        detail = error.strerror or str(error)
        raise errors.SurroundingsError("template-unreadable", file=file, detail=detail) from error
    except UnicodeDecodeError as error:
        raise errors.UsageError(
            "template-unreadable", file=file, detail=_("it is not UTF-8 text")
        ) from error


def compare(data: bytes, file: Path, seen: Seen[Any], **about: object) -> int:
    """Say whether `file` is the document `data`, which was made of what was `seen`; `about` is what
    JSON says of it besides. Raises SurroundingsError where the file cannot be read."""
    try:
        with file.open("rb") as stream:
            same = stream.read(len(data) + 1) == data
    except OSError as error:
        detail = error.strerror or str(error)
        raise errors.SurroundingsError("check-unreadable", path=str(file), detail=detail) from error
    if same or seen.common.json:
        words = _("{file} matches the ledger")
        output.tell(seen, file, words, data, **about, same=same)
    else:
        said = error_words.say("differs", {"path": str(file), "day": seen.day})
        findings.error(console(stream=sys.stderr, no_color=seen.common.no_color), *said)
    if seen.exit_code != errors.DONE:
        return seen.exit_code
    return errors.DONE if same else errors.RULES_SAY_NO
