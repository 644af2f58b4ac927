"""Random pairs of branches, built as bytes by the commands themselves, and what a merge must keep.

A branch is the files of one issue and its measure. The rules are stated here independently: the
merging code is not asked what a merge may do.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import Any

from builders import NEEDS, entry, issue, measure, settings
from rectledger.core.changes.amend_field import amend
from rectledger.core.changes.append_entry import append
from rectledger.core.changes.proposed_change import Change, Family, Standards
from rectledger.core.checks import check
from rectledger.core.deadlines import add_days
from rectledger.core.findings import Finding
from rectledger.core.model import BaseEntry, Issue, Ledger, Measure, Record
from rectledger.store.yaml.amend_field import amended
from rectledger.store.yaml.append_entry import appended
from rectledger.store.yaml.read_record import parse
from rectledger.store.yaml.write_record import render

STANDARDS = Standards(settings(), "2023-12-31")
VERBS = (
    "start", "progress", "progress", "progress", "progress", "submit", "return", "close", "extend",
    "reassign", "waive", "review", "reopen", "attach", "attach", "amend",
)  # fmt: skip
Files = dict[str, bytes]


def read(files: Files) -> dict[str, Record]:
    """The records of the files, all of which must be readable."""
    found: dict[str, Record] = {}
    for file, data in files.items():
        record: Any = parse(data, file, Issue if file.startswith("issues/") else Measure)
        assert not isinstance(record, list), (record, data.decode())
        found[file] = record
    return found


def ledger_of(files: Files) -> Ledger:
    """The ledger that these files form."""
    records = read(files)
    issues = {file: one for file, one in records.items() if isinstance(one, Issue)}
    measures = {file: one for file, one in records.items() if isinstance(one, Measure)}
    return Ledger(STANDARDS.settings, issues, measures)


def findings(files: Files) -> Counter[str]:
    """How often each rule is broken in a ledger of these files."""
    found = check(ledger_of(files), STANDARDS.today)
    return Counter(one.code for one in found if one.severity == "error")


def family(files: Files) -> Family:
    records = read(files).values()
    (one,) = (record for record in records if isinstance(record, Issue))
    return Family(one, tuple(record for record in records if isinstance(record, Measure)))


def _entry(random: Random, verb: str, day: str, deadline: str) -> BaseEntry:
    more: dict[str, Any] = {}
    if "note" in NEEDS[verb]:
        more["note"] = random.choice(["half of it", "all: of it", "# none", {"zh": "已完成"}])
    if verb in ("close", "attach"):
        more["evidence"] = [{"document": f"Paper {random.randrange(3)}"}]
    if verb == "review" and random.random() < 0.5:
        more |= {"outcome": "relapsed"}
    if verb in ("extend", "reopen") or more.get("outcome"):
        more["to"] = add_days(max(day, deadline), random.randrange(1, 40))
    if verb == "reassign":
        more["lead"] = random.choice(["finance", "enforcement", "office"])
    return entry(verb, day, by=random.choice(["office", "Liu"]), **more)


def _proposed(random: Random, files: Files, day: str) -> Change | None:
    under = family(files)
    assert under.issue
    record = random.choice([under.issue, under.issue, *under.measures])
    verb = random.choice(VERBS)
    if verb == "amend":
        field = random.choice(["title", "due", "leader", "next", "heading", "support"])
        now = {"due": "2022-03-01", "support": ["office"]}.get(field, f"New {random.randrange(3)}")
        said = {"date": day, "by": "office", "note": "a slip", "approved_by": "Liu"}
        value = None if random.random() < 0.3 and field not in ("title", "due") else now
        done = amend(record, under, field, value, said, STANDARDS)
    else:
        made = _entry(random, verb, day, "2022-06-30")
        done = append(
            verb, [record], {under.issue.id: under}, lambda _record, _carried: made, STANDARDS,
            with_measures=random.random() < 0.5,
        )  # fmt: skip
    return done if isinstance(done, Change) else None


def grown(random: Random, files: Files, verbs: int, first: str) -> tuple[Files, str]:
    """A branch after some commands, and the date of the last; refused commands are skipped."""
    files, day = dict(files), first
    for _ in range(verbs):
        later = add_days(day, random.choice([0, 0, 1, 2, 5]))
        change = _proposed(random, files, later)
        for edit in change.edits if change else ():
            old, file = edit.old, edit.new.file
            assert old
            assert edit.entry
            data = files[file]
            done = (
                amended(data, file, old, edit.new)
                if edit.entry.event == "amend"
                else appended(data, file, old, edit.entry)
            )
            assert not isinstance(done, Finding), done
            files[file] = done
        day = later if change else day
    return files, day


def begun(random: Random) -> Files:
    """An issue and its measure, in people's handwriting."""
    records = [issue(leader="Chen"), measure()]
    files = {one.file: render(one).encode() for one in records}
    comments = ["", "", "# what comes next\n", "  # later\n\n"]
    for file, data in files.items():
        text = data.decode() + random.choice(comments)
        if random.random() < 0.3:
            text = text.replace("lead:", "# who leads\nlead:")
        if random.random() < 0.1:
            text = text.rstrip("\n")
        if random.random() < 0.1:
            text = text.replace("\n", "\r\n")
        files[file] = text.encode()
    return files


@dataclass(frozen=True)
class Pair:
    """Two branches from the same base."""

    base: Files
    ours: Files
    theirs: Files


def pairs(random: Random) -> Iterator[Pair]:
    """Three branches from the same base, as pairs; each adds to the base."""
    base, day = grown(random, begun(random), random.randrange(4), "2021-08-01")
    branches = [grown(random, base, random.randrange(1, 5), day)[0] for _ in range(3)]
    for ours, theirs in combinations(branches, 2):
        yield Pair(base, ours, theirs)


def kept(side: Record, result: Record) -> str | None:
    """The objection of `check --base` to a record that replaces another; None if there is none."""
    rest = list(enumerate(map(repr, result.log)))
    at = -1
    places: list[int] = []
    for entry_ in map(repr, side.log):
        at = next((i for i, said in rest if i > at and said == entry_), -2)
        if at == -2:
            return "an entry is gone, altered or out of order"
        places.append(at)
    new = [i for i, _ in rest if i not in places]
    if any(
        i < places[-1] and result.log[i].event not in ("progress", "attach") for i in new if places
    ):
        return "an entry came in between that settles something"
    named = {getattr(result.log[i], "field", None) for i in new}
    for name in type(side).model_fields:
        before, after = getattr(side, name), getattr(result, name)
        if name != "log" and repr(before) != repr(after) and name not in named:
            return f"{name} changed without an amendment"
    return None
