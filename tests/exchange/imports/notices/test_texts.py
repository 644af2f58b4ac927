"""Whole texts in several styles, against what a careful reader takes from them."""

from typing import Any

import pytest

from exchange.imports.notices.reading_texts import TEXTS, answers, read_file
from rectledger.exchange.imports.found import FoundIssue
from rectledger.exchange.imports.totals import declared

NAMES = sorted(path.stem for path in TEXTS.glob("*.txt"))


def said(issue: FoundIssue, key: str) -> Any:
    """A field of an issue in the form of the answers."""
    if key == "kind":
        return issue.kind and (issue.kind.code or issue.kind.words)
    if key == "measures":
        return len(issue.measures)
    if key == "line":
        return int(str(issue.place).removeprefix("line "))
    value = getattr(issue, key)
    if key == "leader":
        return value or ""
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", NAMES)
def test_issues(name: str) -> None:
    issues, wanted = read_file(name).issues, answers(name)["issues"]
    assert [issue.title for issue in issues] == [want["title"] for want in wanted]
    for issue, want in zip(issues, wanted, strict=True):
        assert {key: said(issue, key) for key in want} == want


@pytest.mark.parametrize("name", [name for name in NAMES if "listed" in answers(name)])
def test_what_is_listed(name: str) -> None:
    found = [[str(one.place), one.code] for one in read_file(name).listed]
    assert sorted(found) == sorted(answers(name)["listed"])


@pytest.mark.parametrize("name", [name for name in NAMES if "totals" in answers(name)])
def test_totals(name: str) -> None:
    found = [[d.total.name, d.total.number, d.ties] for d in declared(read_file(name))]
    assert [one for one in answers(name)["totals"] if one not in found] == []
    assert found or not answers(name)["totals"]


@pytest.mark.parametrize("name", NAMES)
def test_headline(name: str) -> None:
    reading, wanted = read_file(name), answers(name)["headline"]
    assert {key: getattr(reading, key) for key in wanted} == wanted
