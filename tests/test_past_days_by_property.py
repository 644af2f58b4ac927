"""A past date stays as it was: whatever is added later, entries of later dates or records opened
later, everything shown for that date is the same, byte for byte.

The ledgers declare no control totals: those are compared with what is correct now.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as running
from hypothesis import strategies as st

from builders import entry, issue, ledger, settings
from ledgers import ALONE, begin, commit
from ledgers import ledger as a_ledger
from pasts import PAPER, TODAY, Past, Raw, papers, pasts
from rectledger.cli import query
from rectledger.cli.commands import export, log, overdue, report, show, status, summary
from rectledger.cli.commands import list as listing
from rectledger.cli.global_options import Common
from rectledger.core import checks
from rectledger.core.changes.closing_requirements import closing
from rectledger.core.deadlines import add_days
from rectledger.core.filters import Filters
from rectledger.core.items import Item, computed, items_on
from rectledger.core.log_order import journal
from rectledger.core.model import Issue, Ledger, Measure, Settings, identity
from rectledger.core.model.said import said
from rectledger.core.summary.burn_up import over_time
from rectledger.core.summary.counts import grouped
from rectledger.core.summary.instruments import brought
from rectledger.core.summary.overdue_and_due_soon import pressing
from rectledger.core.summary.overview import overview
from rectledger.errors import RectledgerError
from rectledger.exchange.exports import json as whole
from rectledger.exchange.exports.appointment_history import appointments
from rectledger.i18n import language
from rectledger.store.ledger_folder import Folder
from rectledger.workspace.reading import load_in_parts, load_ledger
from rectledger.workspace.reading.load_ledger import ListedFiles
from runner import Done, Runner
from strategies import DEPARTMENTS

Said = Iterator[tuple[str, object]]  # the output, each piece with a name

FILTERS = (
    *(Filters(department=one) for one in DEPARTMENTS), Filters(kind="long-term"),
    Filters(section="1"), Filters(section="2-1"), Filters(state="ongoing"), Filters(state="closed"),
    Filters(overdue=True), Filters(due_within=30), Filters(standing=True), Filters(search="题"),
    Filters(search="rule a"),
)  # fmt: skip
KEYS = ("department", "leader", "kind", "aspect", "section", "instrument")


def see_that_they_agree(before: Said, after: Said) -> None:
    """The output for a date is the same before and after additions."""
    differing = [name for (name, was), (_, now) in zip(before, after, strict=True) if was != now]
    assert not differing


@running(max_examples=2000)
@given(pasts())
def test_what_comes_in_later_changes_nothing_that_is_computed_of_a_day(past: Past) -> None:
    see_that_they_agree(core(past.before, past.day), core(past.after, past.day))


def core(known: Ledger, day: str) -> Said:
    """The results of core and exchange for a ledger on a date."""
    issues, measures = items_on(known, day)
    yield "items", [[by_value(one) for one in both] for both in (issues, measures)]
    yield "overview", of_refs(overview(known, day))
    yield "leaders", grouped(known, day, key="leader")
    yield "instruments", brought(known, day)
    records = [one.record for one in issues if isinstance(one.record, Issue)]
    yield "over time", over_time(records, day, known.settings.policy)
    for of_measures in (False, True):
        yield "pressing", of_refs(pressing(known, day, within=30, measures=of_measures))
    for asked in FILTERS:
        found = (asked.pick(both, known.settings, day) for both in (issues, measures))
        yield str(asked), [[one.ref for one in both] for both in found]
    entries = journal([*issues, *measures], day)
    yield "journal", [(record.ref, record.title, identity(one)) for record, one in entries]
    for record in records:
        below = [one.record for one in measures if one.sort_key[0] == record.id]
        own = [one for one in below if isinstance(one, Measure)]
        yield f"closing {record.id}", closing(record, own, known.settings, day)
    for department in (None, "finance"):
        told = appointments(known, day, department=department, measures=True)
        yield f"calendar of {department}", [(one.item.ref, one[1:]) for one in told]
    yield "json", whole.lines(known, day, filters=Filters(), internal=True)
    yield "check", checks.check(known, TODAY, then=checks.as_it_stood(known, day))


def by_value(item: Item) -> tuple[object, ...]:
    """All data of an item."""
    records = [identity(one) for one in (item.record, item.issue) if one]
    told = (item.leader, item.light, item.instruments, item.figures, item.next, item.opened)
    days = (item.days_over, item.days_over_first, item.review_over, item.judged, item.day)
    return (*records, item.status, item.marks, computed(item), *map(repr, told), days)


def of_refs(answer: object) -> dict[str, object]:
    """The parts of an answer, with items replaced by their references."""
    lists = {name: one for name, one in vars(answer).items() if isinstance(one, list)}
    return {**vars(answer), **{name: [item.ref for item in one] for name, one in lists.items()}}


class How(NamedTuple):
    """The options that vary for documents and pages."""

    lang: language.Language
    internal: bool
    department: str | None
    by: str
    since: str


hows = st.builds(
    How,
    st.sampled_from(language.LANGUAGES),
    st.booleans(),
    st.none() | st.sampled_from(DEPARTMENTS),
    st.sampled_from(KEYS),
    st.integers(1, 60).map(lambda n: add_days("2021-08-10", -n)),
)


@pytest.fixture(scope="module")
def _in_memory() -> Iterator[None]:
    """Commands get the ledger from `Asking`, in small parts; each template is compiled only once,
    as that takes most of a document's time."""
    compiled: dict[str, Any] = {}
    compile_it, cut = jinja2.Environment.compile, load_in_parts.cut

    def once(environment: jinja2.Environment, source: str, *more: Any) -> Any:
        if source not in compiled:
            compiled[source] = compile_it(environment, source, *more)
        return compiled[source]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECTLEDGER_TODAY", TODAY)
        patch.setattr(jinja2.Environment, "compile", once)
        patch.setattr(query, "named_source", lambda _common: Folder(Path("ledger")))
        patch.setattr(query, "known_settings", lambda *_: Asking.known.settings)
        patch.setattr(load_in_parts, "list_records", Asking.listed)
        patch.setattr(load_ledger, "read", Asking.read)
        patch.setattr(load_in_parts, "cut", lambda listed, _size: cut(listed, 2))
        patch.setattr(load_in_parts, "_cores", lambda: 1)
        yield
    language.use("en")


class Asking:
    """Runs commands on a ledger in memory, from their options to all their output."""

    known: Ledger

    def __init__(self, known: Ledger, day: str, lang: language.Language) -> None:
        self._known, self._common = known, Common(lang=lang, as_of=day)

    def __call__(self, command: Callable[..., int], **options: Any) -> bytes:
        """A command's output; if refused, the reason."""
        Asking.known = self._known
        common = replace(self._common, json=options.pop("json", False))
        out = TextIOWrapper(BytesIO(), "utf-8")
        with redirect_stdout(out):
            try:
                command(**vars(common), **options)
            except RectledgerError as error:
                print(error.code, error.args_for_words)
        out.flush()
        return out.buffer.getvalue()  # type: ignore[attr-defined, no-any-return]

    @classmethod
    def listed(cls, _source: object, **_how: object) -> ListedFiles:
        return ListedFiles([*cls.known.issues], [*cls.known.measures], [], [])

    @classmethod
    def read(cls, _source: object, files: Sequence[str], model: type) -> tuple[Raw, list[Any]]:
        records: Mapping[str, Any] = cls.known.issues if model is Issue else cls.known.measures
        return {file: records[file] for file in files}, []


@pytest.mark.usefixtures("_in_memory")
@running(max_examples=120)
@given(pasts(), hows)
def test_what_comes_in_later_changes_nothing_that_is_said_of_a_day(past: Past, how: How) -> None:
    language.use(how.lang)
    before, after = past.before, past.after
    refs = [one.ref for one in (*before.issues.values(), *before.measures.values())]
    asking = (Asking(known, past.day, how.lang) for known in (before, after))
    see_that_they_agree(*(everything_said(ask, refs, how) for ask in asking))


def everything_said(ask: Asking, refs: Sequence[str], how: How) -> Said:
    """The output of all commands and documents for a ledger."""
    own, led = {"internal": how.internal}, {"department": how.department}
    for form in ({}, {"json": True}):
        yield "status", ask(status.command, **form)
        yield "list", ask(listing.command, **form, **led)
        yield "list --measures", ask(listing.command, measures=True, **form)
        yield "list --state", ask(listing.command, state="ongoing", search="题", **form)
        for ref in (*refs, "1.99"):
            yield f"show {ref}", ask(show.command, reference=ref, **form)
        yield "overdue", ask(overdue.command, within=60, **form)
        yield "overdue --measures", ask(overdue.command, measures=True, **form)
        for by in KEYS if form else (how.by,):
            yield f"summary --by {by}", ask(summary.command, by=by, **form)
        yield "log", ask(log.command, **form)
        for ref in refs[:2]:
            yield f"log {ref}", ask(log.command, reference=ref, **form)
    for measures in (False, True):
        yield "csv", ask(export.command, form="csv", measures=measures, **own, **led)
    yield "ics", ask(export.command, form="ics", measures=True, **own, **led)
    yield "json", ask(export.command, form="json", **own, **led)
    for kind, form in (
        ("notice", "md"), ("bulletin", "html"), ("overdue", "md"), ("evidence", "html"),
        ("dashboard", "html"), ("ledger", "xlsx"),
    ):  # fmt: skip
        yield kind, ask(report.command, kind=kind, form=form, **own, **led)
    yield "since", ask(report.command, kind="bulletin", form="md", since=how.since, **own, **led)
    for ref in refs:
        yield f"closure {ref}", ask(report.command, kind="closure", form="md", reference=ref, **own)


@pytest.mark.usefixtures("_in_memory")
@pytest.mark.parametrize("day", ["2021-09-30", "2021-12-01"])
def test_what_comes_in_later_does_not_change_how_far_a_ledger_is_known_on_a_day(day: str) -> None:
    language.use("en")
    under = settings(known_until="2021-09-30")
    started = issue(log=[entry("start", "2021-12-20")])
    before, after = (
        Asking(ledger([one], under=under), day, "en")(status.command) for one in (issue(), started)
    )
    assert before == after


DOCUMENTS = (
    "report notice --internal -o ../made.docx", "report bulletin --since {since} -o ../made.md",
    "report overdue -o ../made.xlsx", "report evidence --lang zh -o ../made.html",
    "report dashboard -o ../made.html", "report ledger -o ../made.xlsx",
    "export csv --measures -o ../made.csv", "export json --internal -o ../made.json",
    "export ics --department finance -o ../made.ics",
)  # fmt: skip
PAGES = ("status", "list --measures --json", "overdue --within 60", "log", "summary --json")


@running(max_examples=10, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(pasts(), hows)
def test_what_comes_in_later_changes_nothing_that_is_written_of_a_day(
    publishing: Runner, tmp_path_factory: pytest.TempPathFactory, past: Past, how: How
) -> None:
    top = tmp_path_factory.mktemp("past")
    for name, files in (("old", past.old), ("new", past.new)):
        write(top / name / "ledger", past.settings, files)
    numbers = [one["id"] for one in past.old.values() if "id" in one]
    see_that_they_agree(
        *(everything_written(publishing, top / name, past.day, numbers, how.since)
          for name in ("old", "new"))
    )  # fmt: skip


def write(folder: Path, under: Settings, files: Mapping[str, Raw]) -> None:
    """Write a ledger to its own folder, with its evidence."""
    held = {"ledger.yaml": said(under), **files}
    data = {file: json.dumps(one).encode() for file, one in held.items()}  # JSON is valid YAML
    for file, content in {**data, **dict.fromkeys(papers(files), PAPER)}.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(content)


def everything_written(
    run: Runner, top: Path, day: str, numbers: Sequence[int], since: str
) -> Iterator[tuple[str, tuple[Done, bytes]]]:
    """What whole commands print for the ledger in a folder `ledger`, and the files they write."""
    shown = [*PAGES, *(f"show {number}" for number in numbers)]
    forms = (f"report closure {number} -o ../made.md" for number in numbers[:1])
    for command in (*shown, *DOCUMENTS, *forms):
        asked = [*command.format(since=since).split(), "--as-of", day]
        done = run(top / "ledger", *asked, RECTLEDGER_TODAY=TODAY, **ALONE)
        made = sorted(top.glob("made.*"))
        yield command, (done, b"".join(file.read_bytes() for file in made))
        for file in made:
            file.unlink()
    wide = {"RECTLEDGER_TODAY": TODAY, "COLUMNS": "2000", **ALONE}
    found = run(top / "ledger", "check", "--as-of", day, **wide)
    # Line numbers, and so the order of findings, refer to the file as it is now.
    lines = sorted(re.sub(r"(\.yaml)(:\d+)+", r"\1", found.out).splitlines())
    yield "check", (replace(found, out="\n".join(lines)), b"")


DAY = "2021-10-15"
EARLIER = """\
start 1 --date 2021-08-10
amend 1 --field heading --now Money --date 2021-08-11
extend 2 --to 2021-11-30 --approved-by Liu --note Late --date 2021-10-01
close 1.2 --date 2021-10-02
progress 3 --note Begun --date 2021-10-15
amend 3 --field next --now zh=续 --now en=More --date 2021-10-15
"""
LATER = """\
start 2 --date 2021-10-16
amend 2 --field deadline --now 2021-11-20 --date 2021-10-16
amend 2 --field due --now 2021-11-10 --date 2021-10-16
amend 2 --field due --now 2021-11-11 --date 2021-10-16
amend 2 --field opened --now 2021-09-30 --date 2021-10-16
amend 3 --field next --take-out --date 2021-10-17
amend 3 --field title --now zh=题 --now en=Matter --date 2021-10-17
amend 3 --field standing --now yes --date 2021-10-17
amend 3 --field section --now 1-2 --date 2021-10-17
amend 3 --field kind --now long-term --date 2021-10-17
amend 3 --field heading --now Papers --date 2021-10-17
amend 1 --field heading --take-out --date 2021-10-18
amend 1.1 --field leader --now Zhao --date 2021-10-18
amend 1.1 --field opened --now 2021-10-18 --date 2021-10-18
amend 1.2 --field lead --now finance --date 2021-10-18
amend 1.2 --field support --now enforcement --date 2021-10-18
attach 1.1 --document Minutes --date 2021-10-19
progress 1 --note Half --date 2021-10-19
submit 1 --note All --date 2021-10-20
return 1 --note Wanting --date 2021-10-21
close 1 --with-measures --date 2021-10-22
review 1 --outcome relapsed --to 2021-12-31 --note Again --date 2021-10-23
reassign 2 --lead finance --support enforcement --date 2021-10-24
extend 3 --to 2021-12-31 --approved-by Liu --note Late --date 2021-10-24
waive 3 --note Gone --approved-by Liu --date 2021-10-25
reopen 3 --to 2022-01-31 --note Back --date 2021-10-26
add measure 2 --title Another
add issue --title New --section 1-1 --kind immediate --lead finance --opened 2021-10-16
add measure 4 --title Of-the-new
"""


def test_what_the_verbs_enter_later_changes_nothing_that_is_written_of_a_day(
    publishing: Runner, tmp_path: Path
) -> None:
    top = begin(tmp_path / "top")
    text = (a_ledger(top / "ledger") / "ledger.yaml").read_text()
    for old, new in (
        ("{id: 1-1, title: One}", "{id: 1-1, title: One}\n      - {id: 1-2, title: Two}"),
        ("months: 3}", "months: 3}\n  long-term: {name: Long-term, review_months: 6}"),
    ):
        text = text.replace(old, new)
    (top / "ledger/ledger.yaml").write_text(text)
    commit(top)

    def enter(commands: str) -> None:
        for command in commands.splitlines():
            more = ["--by", "office"] if "--date" in command else []
            more += ["--approved-by", "Liu", "--note", "A slip"] if "--field" in command else []
            done = publishing(top / "ledger", *command.split(), *more, **ALONE)
            assert done.code == 0, (command, done)

    enter(EARLIER)
    asking = (everything_written(publishing, top, DAY, (1, 2, 3), "2021-08-12") for _ in range(2))
    before = list(next(asking))
    assert {done.code for _name, (done, _file) in before} == {0}
    enter(LATER)
    see_that_they_agree(iter(before), next(asking))
