"""Merging two versions of a file: handwritten lines stay as they are."""

from itertools import permutations

import pytest

from rectledger.store.merge import line_merge
from rectledger.store.merge.conflict_markers import ConflictMarkers
from rectledger.store.merge.record_merge import MergedRecord, merge
from rectledger.store.merge.record_sections import cut

HEAD = """\
id: 1
# who leads
title: x
section: 1-1
kind: immediate
lead: finance  # since May
opened: 2021-07-30
"""
LOG = """\
log:
  # the first
  - date: 2021-08-01
    event: start
    by: office
"""
BASE = HEAD + LOG


def note(day: str, said: str = "half of it", by: str = "office") -> str:
    return f"  - date: 2021-08-{day}\n    event: progress\n    by: {by}\n    note: {said}\n"


def closed(day: str) -> str:
    return f"  - {{date: 2021-08-{day}, event: close, by: office, result: complete}}\n"


def amended(field: str, was: str, now: str) -> str:
    return (
        f"  - date: 2021-08-09\n    event: amend\n    by: office\n    field: {field}\n"
        f"    was: {was}\n    now: {now}\n    approved_by: Liu\n    note: a slip\n"
    )


def left(log: str) -> str:
    """A log whose dashes are not indented."""
    return "".join(line.removeprefix("  ") for line in log.splitlines(keepends=True))


def merged(base: str | bytes, ours: str | bytes, theirs: str | bytes) -> MergedRecord:
    """The merge of two versions of `issues/001.yaml`."""
    began, one, other = (
        version.encode() if isinstance(version, str) else version
        for version in (base, ours, theirs)
    )
    return merge(began, one, other, "data/issues/001.yaml", ConflictMarkers())


def text(found: MergedRecord) -> str:
    """A merged file, which has no conflict markers."""
    assert found.conflict is None, found
    return found.data.decode()


TITLE = amended("title", "x", "y")
TITLED = BASE.replace("title: x", "title: y") + TITLE
FIRST, SECOND = note("02"), note("03", "all of it")
NEXT = "next: more\n"
BLOCK = "|\n      # no comment\n\n      a"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (BASE, BASE + SECOND, BASE + FIRST, BASE + FIRST + SECOND),
        (BASE, BASE + closed("03"), BASE + SECOND, BASE + SECOND + closed("03")),
        # A field amended on one side, and the comments around it.
        (BASE, TITLED, BASE + FIRST, TITLED.replace(TITLE, FIRST + TITLE)),
        (BASE, BASE.replace("# who", "# who now") + FIRST, BASE + SECOND,
         BASE.replace("# who", "# who now") + FIRST + SECOND),
        (BASE, BASE.replace("  # since May", ""), BASE.replace("# the first", "# one") + FIRST,
         BASE.replace("  # since May", "").replace("# the first", "# one") + FIRST),
        # Comments above new entries move with them.
        (BASE, f"{BASE}  # mine\n{SECOND}", f"{BASE}  # theirs\n{FIRST}",
         f"{BASE}  # theirs\n{FIRST}  # mine\n{SECOND}"),
        # A comment below the log keeps its place, and occurs once.
        (f"{BASE}# end\n\n", f"{BASE}# end\n\n{SECOND}", f"{BASE}# end\n\n{FIRST}",
         f"{BASE}# end\n\n{FIRST}{SECOND}"),
        (f"{BASE}# end\n", f"{BASE}# end\n{SECOND}", f"{BASE}# the end\n",
         f"{BASE}{SECOND}# the end\n"),
        (f"{BASE}# end\n", f"{BASE}# end\n{SECOND}", f"{BASE}{FIRST}# end\n",
         f"{BASE}{FIRST}{SECOND}# end\n"),
        # A log that is not the last key, does not exist yet, or is empty.
        (f"{LOG}# id\n{HEAD}", f"{LOG}# id\n{SECOND}{HEAD}", f"{LOG}# id\n{FIRST}{HEAD}{NEXT}",
         f"{LOG}# id\n{FIRST}{SECOND}{HEAD}{NEXT}"),
        (f"{HEAD}# log\n", f"{HEAD}# log\nlog:\n{SECOND}", f"{HEAD}# log\nlog:\n{FIRST}",
         f"{HEAD}# log\nlog:\n{FIRST}{SECOND}"),
        (f"{HEAD}log: []\n", f"{HEAD}log:\n{SECOND}", f"{HEAD}log:\n{FIRST}",
         f"{HEAD}log:\n{FIRST}{SECOND}"),
        # Line endings, byte order marks, document ends, other indentation.
        (BASE[:-1], BASE + SECOND, BASE + FIRST[:-1], BASE + FIRST + SECOND),
        ("\ufeff" + BASE, "\ufeff" + BASE + SECOND, BASE + FIRST, BASE + FIRST + SECOND),
        (BASE.replace("\n", "\r\n"), (BASE + SECOND).replace("\n", "\r\n"),
         (BASE + FIRST).replace("\n", "\r\n"), (BASE + FIRST + SECOND).replace("\n", "\r\n")),
        (f"---\n{BASE}...\n# z", f"---\n{BASE}{SECOND}...\n# z", f"---\n{BASE}{FIRST}...\n# z",
         f"---\n{BASE}{FIRST}{SECOND}...\n# z"),
        (HEAD + left(LOG), HEAD + left(LOG + SECOND), HEAD + left(LOG + FIRST),
         HEAD + left(LOG + FIRST + SECOND)),
        (BASE, BASE + note("03", BLOCK), BASE + note("02", ">-\n      # b"),
         BASE + note("02", ">-\n      # b") + note("03", BLOCK)),
        # Both have added the same record.
        ("", BASE + SECOND, BASE + FIRST, BASE + FIRST + SECOND),
        # Keys that only one side has, or has removed.
        (BASE + NEXT, f"{BASE}{SECOND}{NEXT}leader: Liu\n", BASE + FIRST,
         f"{BASE}{FIRST}{SECOND}leader: Liu\n"),
    ],
)  # fmt: skip
def test_lines_stay_as_they_were_written(base: str, ours: str, theirs: str, expected: str) -> None:
    found = text(merged(base, ours, theirs))
    assert text(merged(base, theirs, ours)) == found
    assert found == expected


CONFLICT = f"""\
{BASE}<<<<<<< ours
{closed("03")}=======
{FIRST}{closed("04")}>>>>>>> theirs
"""


def test_entries_that_have_no_order_stand_whole_below_what_both_have() -> None:
    found = merged(BASE, BASE + closed("03"), BASE + FIRST + closed("04"))
    assert (found.conflict, found.data.decode()) == ("merge-settled", CONFLICT)
    # Fields are still merged, and comments below the common part stay outside.
    one, other = TITLED + "# end\n", f"{BASE}# end\n{closed('03')}{NEXT}"
    found = merged(f"{BASE}# end\n", one.replace(TITLE + "# end\n", f"# end\n{TITLE}"), other)
    assert found.data.decode() == (
        f"{BASE.replace('title: x', 'title: y')}# end\n<<<<<<< ours\n{TITLE}=======\n"
        f"{closed('03')}>>>>>>> theirs\n{NEXT}"
    )


def test_a_field_that_both_have_changed_stands_there_twice() -> None:
    one, other = BASE.replace("title: x", "title: y"), BASE.replace("title: x", "title: z") + FIRST
    found = merged(BASE, one, other)
    assert (found.conflict, found.args) == ("merge-fields", {"fields": ["title"]})
    theirs = other.replace("# who leads\ntitle: z\n", "")
    assert found.data.decode() == theirs.replace(
        "section:",
        "<<<<<<< ours\n# who leads\ntitle: y\n=======\n# who leads\ntitle: z\n>>>>>>> theirs\n"
        "section:",
    )


def test_two_amendments_are_for_people() -> None:
    other = BASE.replace("kind: immediate", "kind: long-term")
    found = merged(BASE, TITLED, other + amended("kind", "immediate", "long-term"))
    assert found.conflict == "merge-settled"


GBK = BASE.replace("title: x", "title: 提存").encode("gb18030")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "why"),
    [
        ("", BASE, BASE.replace("title: x", "title: y"), "merge-two-items"),
        (BASE, BASE.replace("id: 1", "id: 2"), BASE + FIRST, "merge-two-items"),
        (BASE, BASE + FIRST, HEAD, "merge-altered"),
        (BASE, BASE + FIRST, BASE.replace("by: office", "by: Liu"), "merge-altered"),
        (BASE, BASE + FIRST, (BASE + SECOND).replace("\n", "\r\n"), "merge-lines"),
        (BASE, BASE + FIRST, GBK, "merge-lines"),
        (GBK, BASE + FIRST, BASE + SECOND, "merge-lines"),
        (BASE, BASE + FIRST, (BASE + SECOND).encode("utf-16"), "merge-lines"),
        (BASE, BASE + FIRST, CONFLICT, "merge-lines"),
        (BASE, BASE + FIRST, BASE.replace("title: x", "title: y\ttab: z"), "merge-lines"),
        (BASE, BASE + FIRST, HEAD + left(LOG + SECOND), "merge-lines"),
        # A report dated the next day; the other side started it again, which is not allowed.
        (HEAD, f"{HEAD}log:\n{FIRST}", f"{HEAD}{LOG}".replace("08-01", "08-05"), "merge-rules"),
        (BASE, BASE + FIRST, f"{BASE}{note('03', 'x' * 262_144)}", "merge-lines"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_a_conflict_that_holds_both_sides(
    base: str | bytes, ours: str | bytes, theirs: str | bytes, why: str
) -> None:
    found = merged(base, ours, theirs)
    assert found.conflict == why
    assert b"<<<<<<< ours\n" in found.data.replace(b"\r\n", b"\n")
    for side in (ours, theirs):
        data = side if isinstance(side, bytes) else side.encode()
        for line in data.splitlines():
            assert line in found.data, (line, found.data)


def test_what_together_is_too_large_to_be_read_is_a_conflict() -> None:
    half = "x" * 140_000
    found = merged(BASE, BASE + note("02", half), BASE + note("03", half, "Liu"))
    assert found.conflict == "merge-lines"


IN_BRACKETS = f"{HEAD}log: [{{date: 2021-08-01, event: start, by: office}}]\n"


def test_git_merges_lines_that_we_cannot_tell_where_what_comes_of_it_is_right() -> None:
    one, other = IN_BRACKETS.replace("title: x", "title: y"), IN_BRACKETS + NEXT
    assert text(merged(IN_BRACKETS, one, other)) == one + NEXT
    # It gives both flow-style lines to one side, or reports a conflict.
    more = IN_BRACKETS.replace("}]", "}, {date: 2021-08-02, event: progress, by: x, note: y}]")
    assert text(merged(IN_BRACKETS, one, more)) == more.replace("title: x", "title: y")
    assert merged(IN_BRACKETS, more, more.replace("note: y", "note: z")).conflict == "merge-lines"


def test_git_s_merge_of_lines_is_no_more_let_through_than_ours() -> None:
    entries = [
        f"{{date: 2021-08-0{n}, event: progress, by: x, note: n{n}}},\n" for n in range(1, 7)
    ]
    base = f"{HEAD}log: [\n{''.join(entries)}]\n"
    one = base.replace("]", "{date: 2021-08-07, event: close, by: x, result: complete}]")
    other = base.replace("note: n1", "note: no")
    data, clean = line_merge.merge(base.encode(), one.encode(), other.encode(), ConflictMarkers())
    assert clean
    assert b"note: no" in data
    found = merged(base, one, other)
    assert found.conflict == "merge-lines"
    assert found.data.decode() == f"<<<<<<< ours\n{one}=======\n{other}>>>>>>> theirs\n"


def test_names_of_the_sides_stand_behind_the_marks() -> None:
    marks = ConflictMarkers(9, "HEAD", "分支")
    found = merge(b"", b"id: 1\n", b"id: 2", "issues/001.yaml", marks)
    assert found.data.decode() == ("<<<<<<<<< HEAD\nid: 1\n=========\nid: 2\n>>>>>>>>> 分支\n")


@pytest.mark.parametrize(
    "given",
    [BASE, HEAD, f"# a\n---\n\n{BASE}# b\n...\n# c", f"{LOG}\n# d\n{HEAD}", BASE[:-1],
     BASE.replace("\n", "\r\n"), f"{HEAD}log:\n", f"{HEAD}log: []\n",
     f"{HEAD}next: |+\n  x\n\n\n{LOG}"],
)  # fmt: skip
def test_what_is_cut_is_all_there(given: str) -> None:
    found = cut(given)
    assert found
    parts = []
    for name, held in found.keys.items():
        parts += [found.head, *found.entries, found.after] if name == "log" else [held]
    assert "".join([found.before, *parts, found.end]) == given


def test_what_only_one_side_has_changed_is_that_side_s_whichever_is_which() -> None:
    versions = (BASE, BASE + FIRST, BASE.replace("title: x", "title: y"))
    for one, other in permutations(versions[1:]):
        assert text(merged(BASE, one, other)) == versions[2] + FIRST
