"""Pages at every width: nothing shown is cut off."""

import io
import re

import pytest
from rich.console import Console

from rectledger.core.items import items_on
from rectledger.core.model import Ledger
from rectledger.core.summary.counts import Key, grouped
from rectledger.core.summary.overdue_and_due_soon import Pressing
from rectledger.core.summary.overview import overview
from rectledger.i18n import language as words
from rectledger.render.pages import list_and_overdue, status, summary
from rectledger.store.ledger_folder import Folder
from rectledger.workspace.reading.load_ledger import open_ledger
from transcript import ROOT

DAY = "2022-05-01"
WIDTHS = [40, 60, 72, 80, 100, 112, 130, 169, 170, 200]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    opened = open_ledger(Folder(ROOT / "data")).ledger
    assert opened is not None
    return opened


def page(width: int) -> Console:
    return Console(file=io.StringIO(), width=width, markup=False, highlight=False)


def printed(out: Console) -> str:
    return out.file.getvalue()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", ["department", "leader", "kind", "section"])
def test_a_summary_leaves_columns_out_and_cuts_none(
    ledger: Ledger, key: Key, language: words.Language, width: int
) -> None:
    words.use(language)
    out = page(width)
    summary.page(out, key, grouped(ledger, DAY, key=key), ledger.settings)
    rows = [line for line in printed(out).splitlines() if re.search(r"\d/\d", line)]
    # Every row has the same cells, and the totals are not cut off.
    assert re.search(r" 48/57( |$)", rows[-1])
    assert "203/2" not in rows[-1] or re.search(r"203/231( |$)", rows[-1])
    assert len({len(re.findall(r"\d+/\d+", row)) for row in rows}) == 1


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_day_and_count_stands_whole_at_every_width(
    ledger: Ledger, language: words.Language, width: int
) -> None:
    words.use(language)
    issues, _measures = items_on(ledger, DAY)
    out = page(width)
    status.page(out, overview(ledger, DAY), ledger.settings, told=True)
    over = [item for item in issues if item.overdue]
    list_and_overdue.overdue(out, Pressing(over, [], [], [], []), None, ledger.settings)
    list_and_overdue.listing(out, issues, ledger.settings)
    text = printed(out)
    assert len(re.findall(r"2022-01-30( |$)", text, re.MULTILINE)) >= 3 * len(over)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "…" not in text
