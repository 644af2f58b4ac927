"""Compare data/ with the published notice, if ../shared/ has a copy of it."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from runner import Runner

ROOT = Path(__file__).resolve().parent.parent
NOTICE = ROOT.parent / "shared" / "notice.txt"
pytestmark = pytest.mark.skipif(not NOTICE.exists(), reason="the notice is not at hand")

KINDS = {
    "立行立改": "immediate",
    "3个月集中整改": "three-month",
    "6个月深化整改": "six-month",
    "6个月深入整改": "six-month",  # the notice's other name for the same kind
    "长期整改": "long-term",
}
# Figures that the notice writes as Chinese numerals.
IN_WORDS = {7: [2, 1, 2], 15: [3], 20: [3], 24: [2, 1], 32: [5], 35: [3]}


def notice_issues() -> dict[int, tuple[str, str, str]]:
    """Issue number -> (kind, title, text), as the notice prints them."""
    lines = NOTICE.read_text("utf-8").splitlines()
    found: dict[int, tuple[str, str, str]] = {}
    for line, after in pairwise(lines):
        head = re.match(r"(\d+)\.(.+)$", line)
        if head:
            state = re.match(r"[该此]项为(.+?)事项,", after)
            assert state, after
            found[int(head[1])] = (KINDS[state[1]], head[2], after)
    return found


def texts(node: Any) -> list[str]:
    """Every string anywhere in a record, in order."""
    if isinstance(node, dict):
        return [t for value in node.values() for t in texts(value)]
    if isinstance(node, list):
        return [t for value in node for t in texts(value)]
    return [str(node)] if node is not None else []


def records(number: int) -> tuple[Any, list[Any]]:
    """One issue's record and its measures', as plain YAML."""

    def read(path: Path) -> Any:
        return YAML(typ="safe").load(path.read_text("utf-8"))

    issue = read(ROOT / "data" / "issues" / f"{number:03}.yaml")
    return issue, [
        read(p) for p in sorted((ROOT / "data" / "measures").glob(f"{number:03}-*.yaml"))
    ]


def numbers(text: str) -> list[float]:
    """The statistical figures of a text: not dates, not regulation titles, not 5G."""
    text = re.sub(r"《[^》]*》", " ", text)
    text = re.sub(r"[该此]项为.+?事项,", " ", text)
    text = re.sub(r"5G|\d{4}(—\d{4})?年度?|\d+—\d+月|\d+月(\d+日|底)?", " ", text)
    return [
        float(m[1]) * (10_000 if m[2] else 1) for m in re.finditer(r"(\d+(?:\.\d+)?)余?(万)?", text)
    ]


def figure_numbers(measures: list[Any]) -> list[float]:
    found: list[float] = []
    for figure in (f for m in measures for f in m.get("figures", ())):
        found.append(float(figure["value"]))
        found += [
            float(n) for t in texts(figure.get("change")) for n in re.findall(r"\d+(?:\.\d+)?", t)
        ]
    return found


def dates(text: str) -> list[str]:
    """Dates and months in a text, of 2021 and earlier, as ISO."""
    text = re.sub(r"《[^》]*》|\d+—\d+月|[36]个月", " ", text)
    found = []
    year = 2021
    for m in re.finditer(r"(?:(20\d\d)(?:—20\d\d)?年)?(?:(\d+)月)?(?:(\d+)日)?", text):
        if m[1]:
            year = int(m[1])
        if m[2] and m[3]:
            found.append(f"{year}-{int(m[2]):02}-{int(m[3]):02}")
        elif m[2] and not text[m.end() :].startswith("底"):
            found.append(f"{year}-{int(m[2]):02}")
        elif m[1] and year != 2021:
            found.append(str(year))
        year = 2021
    return found


def bare(text: str) -> str:
    """A text without titles in 《》 and punctuation; each title leaves a gap that ends a run."""
    text = re.sub(r"《[^》]*》", "\0", text)
    return re.sub(r"[^\w\0]", "", text)


def longest_run(text: str, source: str) -> str:
    """The longest run of characters of `text` that also occurs in `source`."""
    best = ""
    for start in range(len(text)):
        while start + len(best) < len(text) and text[start : start + len(best) + 1] in source:
            if "\0" in text[start : start + len(best) + 1]:
                break
            best = text[start : start + len(best) + 1]
    return best


def problems(number: int, kind: str, title: str, body: str, prose: str) -> list[str]:
    """What an issue's records lack from the notice, or have copied from it."""
    issue, measures = records(number)
    everything = [*texts(issue), *(t for m in measures for t in texts(m))]
    said: list[str] = []

    closing = [e for e in issue["log"] if e["event"] == "close"]
    done = "整改完毕" in body or "基本完成" in body
    wanted = ("substantial" if "基本完成" in body else "complete") if done else None
    if [e["result"] for e in closing] != ([wanted] if wanted else []):
        said.append(f"closing: {closing} where the notice says {wanted}")
    if issue["kind"] != kind:
        said.append(f"kind {issue['kind']}, the notice: {kind}")
    if issue.get("standing", False) != ("常态化整改事项" in body):
        said.append("standing differs from the notice")
    if not done and not issue.get("next"):
        said.append("under way, without what comes next")

    joined = "\n".join(everything)
    regulations = set(re.findall(r"《[^》]*》", body)) - {"《办法》"}  # short for one above
    said += [f"{title} is nowhere" for title in regulations if title not in joined]
    have = figure_numbers(measures)
    for wanted_number in [*numbers(body), *map(float, IN_WORDS.get(number, ()))]:
        if wanted_number in have:
            have.remove(wanted_number)
        else:
            said.append(f"figure {wanted_number:g} is not among the measures' figures")
    said += [f"{day} is nowhere" for day in dates(body) if day not in joined]
    for text in everything:
        run = longest_run(bare(text), prose)
        if text not in (texts(issue.get("heading")) or ()) and len(run) >= 16:
            said.append(f"copied from the notice: {run}")
    own = texts(issue["title"])[0]
    if own in title or len(longest_run(bare(own), bare(title))) > 10:
        said.append(f"the title is the notice's: {own}")
    return said


@pytest.fixture(scope="module")
def source() -> dict[int, tuple[str, str, str]]:
    return notice_issues()


@pytest.fixture(scope="module")
def prose() -> str:
    return bare(NOTICE.read_text("utf-8"))


def test_the_notice_has_57_issues(source: dict[int, tuple[str, str, str]]) -> None:
    assert sorted(source) == list(range(1, 58))


@pytest.mark.parametrize("number", range(1, 58))
def test_an_issue_says_what_the_notice_says_in_its_own_words(
    number: int, source: dict[int, tuple[str, str, str]], prose: str
) -> None:
    assert problems(number, *source[number], prose) == []


if __name__ == "__main__":  # python tests/test_notice.py 12 18: says what is missing
    known, printed = notice_issues(), bare(NOTICE.read_text("utf-8"))
    for n in range(int(sys.argv[1]), int(sys.argv[2]) + 1):
        for line in problems(n, *known[n], printed):
            print(f"{n}: {line}")


# The wording for an issue's state in our notice, and in the published one.
STATES = {
    "已完成整改": "现已整改完毕",
    "已基本完成整改": "现已基本完成整改",
    "正在整改": "目前正在推进整改中",
}
# For long-term issues it has another wording for work that continues.
SAME = {"正在持续推进整改中": "目前正在推进整改中"}


def told(text: str) -> dict[int, tuple[str, str, bool]]:
    """Issue number -> (kind, state, kept up as routine), as printed in our notice."""
    found = re.finditer(
        r"^#### (\d+)\. .+\n\n该项属(.+?)事项，([^，。]+)(，并转入常态化持续推进)?",
        text,
        re.MULTILINE,
    )
    return {int(m[1]): (KINDS[m[2]], STATES[m[3]], m[4] is not None) for m in found}


def test_our_notice_has_the_same_issues_kinds_and_states(
    source: dict[int, tuple[str, str, str]], publishing: Runner
) -> None:
    done = publishing(ROOT / "data", "report", "notice", RECTLEDGER_LANG="zh")
    published = {
        number: (kind, SAME.get(state[1], state[1]), state[2] is not None)
        for number, (kind, _title, text) in source.items()
        if (state := re.match(r"[该此]项为.+?事项,(.+?整改(?:完毕|中)?)(,并作为常态化)?", text))
    }
    assert list(told(done.out)) == list(range(1, 58))
    assert told(done.out) == published
    assert re.findall(r"^## 第(.)方面", done.out, re.MULTILINE) == ["一", "二", "三"]
    assert len(re.findall(r"^### （.+?）", done.out, re.MULTILINE)) == 13
