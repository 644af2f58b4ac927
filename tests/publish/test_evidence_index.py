"""The index of evidence: every piece once, with the checksum that proves it unaltered."""

from typing import Any

import pytest
from hypothesis import given

from builders import close, entry, issue, ledger, measure, settings
from rectledger.core.lifecycle import entries_until
from rectledger.core.model import Ledger
from rectledger.publish.content import Content
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.documents.evidence_index import content, gather
from strategies import days, ledgers

DAY = "2021-12-01"
FILE = {
    "path": "evidence/001/a-3f2a91bc.pdf", "name": "a.pdf", "size": 48213, "sha256": "3f" * 32,
}  # fmt: skip
DOCUMENT = {"document": "《Minutes》", "dated": "2021-07"}
URL = {"url": "https://example.org/minutes"}


def index(whole: Ledger, day: str = DAY, **asked: Any) -> Content:
    """The content of a ledger's index."""
    wanted = DocumentOptions(**asked)
    return content(gather(whole, day, asked=wanted), About(whole.settings, day, wanted))


def column(found: Content, header: str, table: str = "sheet") -> list[Any]:
    held = found.tables[table]
    at = [one.header for one in held.columns].index(header)
    return [row[at] for row in held.rows]


CASES = ledger(
    [issue(id=2, log=[close("2021-10-01", evidence=[URL, FILE])])],
    [measure(issue=2, number=10, log=[entry("attach", "2021-09-01", evidence=[DOCUMENT])]),
     measure(issue=2, number=2, log=[close("2021-10-01", evidence=[FILE])])],
)  # fmt: skip


def test_pieces_come_by_item_with_all_that_is_known_of_each() -> None:
    found = index(CASES)
    assert [list(row) for row in found.tables["sheet"].rows] == [
        [1, 2, "", "Money received was not paid out", "https://example.org/minutes", "web page",
         None, "2021-10-01", None, "the office", None, None, None, None],
        [2, 2, "", "Money received was not paid out", "a.pdf", "file", None, "2021-10-01", 48213,
         "the office", None, None, FILE["path"], "3f" * 32],
        [3, 2, "2.2", "Write a rule for paying out", "a.pdf", "file", None, "2021-10-01", 48213,
         "the office", None, None, FILE["path"], "3f" * 32],
        [4, 2, "2.10", "Write a rule for paying out", "《Minutes》", "kept elsewhere", "2021-07",
         "2021-09-01", None, "the office", None, None, None, None],
    ]  # fmt: skip


def test_a_file_that_serves_twice_is_counted_and_proven_once() -> None:
    found = index(CASES)
    assert found.words == {"pieces": 4, "files": 1, "bytes": "48,213", "references": 2}
    rows = [list(row) for row in found.tables["checksums"].rows]
    assert rows == [["2, 3", FILE["path"], "3f" * 32]]


def test_one_path_with_two_checksums_is_shown_with_both() -> None:
    other = {**FILE, "sha256": "00" * 32}
    log = [entry("attach", day, evidence=[one]) for day, one in
           (("2021-09-01", FILE), ("2021-09-02", other))]  # fmt: skip
    shown = column(index(ledger([issue(log=log)])), "SHA-256", "checksums")
    assert shown == ["3f" * 32, "00" * 32]


def test_a_page_has_the_same_rows_without_what_would_not_fit() -> None:
    found = index(CASES)
    narrow = [list(row) for row in found.tables["index"].rows]
    assert narrow == [list(row)[:-3] for row in found.tables["sheet"].rows]
    assert list(found.sheets) == ["sheet"]


def test_whether_it_may_be_published_is_for_a_person_to_fill_in() -> None:
    found = index(CASES)
    (asked,) = (c for c in found.tables["sheet"].columns if c.header == "May be published?")
    assert asked.choices == ("yes", "no")
    assert set(column(found, "May be published?")) == {None}


@pytest.mark.parametrize(
    ("by", "shown"),
    [
        ("zhao", "Finance"),
        ("qian", "the office, the acceptor"),
        ("Sun Li", ""),
        ("office", "the office"),
    ],
)
def test_who_handed_it_in_is_said_without_a_name_unless_asked_for(by: str, shown: str) -> None:
    members = [
        {"id": "zhao", "name": "Zhao Lei", "department": "finance", "roles": ["acceptor"]},
        {"id": "qian", "name": "Qian Ying", "roles": ["office", "acceptor"]},
    ]
    log = [entry("attach", "2021-09-01", by=by, evidence=[DOCUMENT])]
    whole = ledger([issue(log=log)], under=settings(members=members))
    assert column(index(whole), "Provided by") == [shown]
    named = {"zhao": "Zhao Lei", "qian": "Qian Ying"}.get(by, shown or by)
    assert column(index(whole, internal=True), "Provided by") == [named]


def test_evidence_of_a_later_day_or_of_another_department_is_not_there() -> None:
    assert index(CASES, "2021-09-30").words["pieces"] == 1
    assert column(index(CASES, department="finance"), "Measure") == ["2.2", "2.10"]
    assert index(CASES, department="office").words["pieces"] == 0


def test_an_entry_that_is_illegal_has_evidence_all_the_same() -> None:
    log = [entry("return", "2021-09-01", evidence=[DOCUMENT])]
    assert index(ledger([issue(log=log)])).words["pieces"] == 1


def test_of_an_empty_ledger_the_zeros_are_said() -> None:
    found = index(ledger())
    assert found.words == {"pieces": 0, "files": 0, "bytes": "0", "references": 0}
    assert not any(held.rows for held in found.tables.values())


@given(ledgers(), days("2021-07-30", "2022-12-31"))
def test_every_piece_is_there_once_and_parts_add_up(whole: Ledger, day: str) -> None:
    found = gather(whole, day, asked=DocumentOptions())
    records = [*whole.issues.values(), *whole.measures.values()]
    there = [
        (*record.sort_key, at, i)
        for record in records
        for at, one in entries_until(record, day)
        for i, _piece in enumerate(one.evidence or ())
    ]
    assert [piece.order for piece in found.pieces] == sorted(there)
    issues = gather(ledger(whole.issues, under=whole.settings), day, asked=DocumentOptions())
    measures = gather(
        ledger({}, whole.measures, under=whole.settings), day, asked=DocumentOptions()
    )
    assert measures + issues == found
