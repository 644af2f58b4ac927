"""An entry is added on lines of its own, whatever the handwritten lines above."""

import pytest
from by_hand import ByHand, added, by_hand, lines, read, with_last_line_end
from hypothesis import HealthCheck, given, settings
from records import entries

from builders import entry, issue
from rectledger.core.findings import Finding
from rectledger.core.model import BaseEntry, Issue
from rectledger.store.ledger_folder import RECORD_MAX_BYTES
from rectledger.store.yaml.append_entry import appended
from rectledger.store.yaml.read_record import parse
from rectledger.store.yaml.write_record import render

many = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@many
@given(by_hand(), entries())
def test_what_stood_there_stays_and_the_entry_is_read_behind_it(
    file: ByHand, new: BaseEntry
) -> None:
    result = appended(file.data, "a file", file.record, new)
    if isinstance(result, Finding):
        assert result.code in file.may_stop()
        return
    wanted = file.record.model_copy(update={"log": [*file.record.log, new]})
    assert repr(read(result, file.record)) == repr(wanted)
    assert any(
        added(lines(old), lines(result)) for old in (file.data, with_last_line_end(file.data))
    )


ISSUE = """\
id: 1
title: x
section: 1-1
kind: immediate
lead: finance
opened: 2021-07-30
"""
LOG = """\
log:
  - date: 2021-08-01
    event: start
    by: office
"""
ENTRY = entry("progress", "2021-09-01")
WRITTEN = """\
  - date: 2021-09-01
    event: progress
    by: office
    note: half of it is done
"""


def after(text: str | bytes, new: BaseEntry = ENTRY) -> str | Finding:
    """A file, as text, after an entry was added."""
    data = text if isinstance(text, bytes) else text.encode()
    record = parse(data, "a file", Issue)
    assert isinstance(record, Issue), record
    result = appended(data, "a file", record, new)
    return result if isinstance(result, Finding) else result.decode()


def stop(text: str) -> str:
    """Why an entry is not added, and the position."""
    found = after(text)
    assert isinstance(found, Finding), found
    return f"{found.line}:{found.column} {found.code}"


def moved(lines: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in lines.splitlines())


def flush(lines: str) -> str:
    return "".join(f"{line[2:]}\n" for line in lines.splitlines())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ISSUE, f"{ISSUE}log:\n{WRITTEN}"),
        (ISSUE[:-1], f"{ISSUE}log:\n{WRITTEN}"),
        (ISSUE + LOG, ISSUE + LOG + WRITTEN),
        (ISSUE + LOG[:-1], ISSUE + LOG + WRITTEN),
        ("\ufeff" + ISSUE + LOG, "\ufeff" + ISSUE + LOG + WRITTEN),
        ("---\n" + ISSUE, f"---\n{ISSUE}log:\n{WRITTEN}"),
        (f"{ISSUE}...\n# end", f"{ISSUE}log:\n{WRITTEN}...\n# end"),
        (f"{ISSUE}{LOG}# end\n\n", f"{ISSUE}{LOG}# end\n\n{WRITTEN}"),
        (f"{ISSUE}{LOG}# end", f"{ISSUE}{LOG}# end\n{WRITTEN}"),
        (f"{LOG}{ISSUE}", f"{LOG}{WRITTEN}{ISSUE}"),
        (f"{LOG}\n# next\n{ISSUE}", f"{LOG}\n# next\n{WRITTEN}{ISSUE}"),
        (moved(ISSUE, 3), moved(f"{ISSUE}log:\n{WRITTEN}", 3)),
        (moved(ISSUE + LOG, 3), moved(ISSUE + LOG + WRITTEN, 3)),
        (
            f"{ISSUE}'log': # all\n- {{date: 2021-08-01, event: start, by: x}}\n",
            f"{ISSUE}'log': # all\n- {{date: 2021-08-01, event: start, by: x}}\n{flush(WRITTEN)}",
        ),
        (
            f"{ISSUE}? log\n:   -   date: 2021-08-01\n        event: start\n        by: x\n",
            f"{ISSUE}? log\n:   -   date: 2021-08-01\n        event: start\n        by: x\n"
            + moved(WRITTEN, 2),
        ),
        (
            f"{ISSUE}log:\n     -\n      date: 2021-08-01\n      event: start\n      by: x\n",
            f"{ISSUE}log:\n     -\n      date: 2021-08-01\n      event: start\n      by: x\n"
            + moved(WRITTEN, 3),
        ),
        (
            ISSUE.replace("title: x", 'title: "x\nlog:\n   - y"') + LOG,
            ISSUE.replace("title: x", 'title: "x\nlog:\n   - y"') + LOG + WRITTEN,
        ),
        (f"{ISSUE}next: |+\n  x\n\n\n", f"{ISSUE}next: |+\n  x\n\n\nlog:\n{WRITTEN}"),
        (f"{ISSUE}next: |-\n  log:", f"{ISSUE}next: |-\n  log:\nlog:\n{WRITTEN}"),
        (f"{ISSUE}due: ~\n{LOG}", f"{ISSUE}due: ~\n{LOG}{WRITTEN}"),
    ],
)
def test_an_entry_goes_behind_the_last_one(text: str, expected: str) -> None:
    assert after(text) == expected


def test_new_lines_end_as_the_last_one_of_the_file_does() -> None:
    mixed = ISSUE + LOG.replace("\n", "\r\n")
    assert after(mixed) == mixed + WRITTEN.replace("\n", "\r\n")
    assert after(mixed + "# end\n") == f"{mixed}# end\n{WRITTEN}"
    assert after(mixed.removesuffix("\r\n")) == mixed + WRITTEN.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{ISSUE}log: []\n", "7:6 log-in-brackets"),
        (f"{ISSUE}log:\n  # none\n  []\n", "9:3 log-in-brackets"),
        (
            f"{ISSUE}log: [{{date: 2021-08-01, event: start, by: x}}]\n",
            "7:6 log-in-brackets",
        ),
        (
            "{id: 1, title: x, section: 1-1, kind: immediate, lead: x, opened: 2021-07-30}\n",
            "1:1 record-in-brackets",
        ),
        (f"{ISSUE}next: |\n  x", "8:4 no-last-line-end"),
        (f"{ISSUE}next: |+\n  x", "8:4 no-last-line-end"),
        (f"{ISSUE}next: >\n  x", "8:4 no-last-line-end"),
    ],
)
def test_where_lines_cannot_simply_be_added_it_is_said(text: str, expected: str) -> None:
    assert stop(text) == expected


def test_a_file_that_would_no_longer_be_read_is_not_written() -> None:
    room = RECORD_MAX_BYTES - len((ISSUE + LOG + WRITTEN).encode()) - len("#\n")
    assert isinstance(after(f"{ISSUE}{LOG}#{' ' * room}\n"), str)
    found = after(f"{ISSUE}{LOG}#{' ' * (room + 1)}\n")
    assert isinstance(found, Finding)
    assert (found.code, found.args) == ("would-be-too-large", {"most": 256})


def test_an_entry_that_would_not_be_read_as_it_is_meant_is_not_written() -> None:
    bent = ENTRY.model_copy(update={"date": "2021-02-30"})
    found = after(ISSUE + LOG, bent)
    assert isinstance(found, Finding)
    assert found.code == "cannot-append"


def test_what_only_a_new_sign_makes_the_reader_look_for_is_said_where_it_stands() -> None:
    text = ISSUE.replace("title: x", "title:\n  x\n  # c")
    assert isinstance(after(text), str)
    found = after(text, entry("progress", "2021-09-01", note="see #12"))
    assert isinstance(found, Finding)
    assert (found.code, found.line, found.column) == ("cut-short", 4, 3)


def test_values_that_are_equal_and_yet_not_the_same_stay_apart() -> None:
    new = entry("amend", "2021-09-01", was=1, now=True)
    text = after(ISSUE, new)
    assert isinstance(text, str)
    assert "    was: 1\n    now: true\n" in text


def test_a_file_in_our_own_form_stays_in_it() -> None:
    record = issue(log=[ENTRY.model_dump(exclude_unset=True)])
    both = record.model_copy(update={"log": [ENTRY, ENTRY]})
    assert after(render(record)) == render(both)
