"""An office's own fields through the commands, in the example of an audit's follow-up."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from transcript import IDENTITY, run, surroundings

ADD = (
    "rectledger add issue --title T --section 1-2 --kind immediate --lead finance "
    "--opened 2021-12-01 --due 2021-12-31"
)


@pytest.fixture(params=["en", "zh"])
def begun(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The example, committed."""
    run(f"rectledger init new --example audit --lang {request.param}", tmp_path)
    new = tmp_path / "new"
    for command in (["add", "."], ["commit", "--quiet", "-m", "Begin"]):
        subprocess.run(["git", *command], cwd=new, env=surroundings(**IDENTITY), check=True)
    return new


def said(command: str, where: Path) -> object:
    return json.loads(run(f"{command} --json", where))


def test_the_example_is_lawful_and_shows_its_fields(begun: Path) -> None:
    assert said("rectledger check", begun)["findings"] == []  # type: ignore[index]
    assert said("rectledger show 1", begun)["item"]["fields"]["amount"] == 46.5  # type: ignore[index]
    assert said("rectledger status", begun)["sums"] == {"amount": 46.5}  # type: ignore[index]


def test_fields_are_set_listed_grouped_and_amended(begun: Path) -> None:
    assert "✓ 3" in run(f"{ADD} --field severity=low --field amount=1,200.25", begun)
    listed = said("rectledger list --field severity=low", begun)
    assert [one["ref"] for one in listed["items"]] == ["3"]  # type: ignore[index]
    rows = said("rectledger summary --by severity", begun)["groups"]  # type: ignore[index]
    assert [(one["id"], one["total"], one["sums"]["amount"]) for one in rows] == [
        ("high", 1, 46.5), ("medium", 1, 0), ("low", 1, 1200.25),
    ]  # fmt: skip
    amend = "--approved-by office --note N --date 2021-12-01"
    assert "✓ 3" in run(f"rectledger amend 3 --field severity --now high {amend}", begun)
    assert "✓ 3" in run(f"rectledger amend 3 --field fields.amount --take-out {amend}", begun)
    held = said("rectledger show 3", begun)
    assert held["item"]["fields"] == {"severity": "high"}  # type: ignore[index]
    assert said("rectledger check", begun)["findings"] == []  # type: ignore[index]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("", "field-missing"),
        ("--field severity", "field-without-value"),
        ("--field severity=ultra", "unknown-filter"),
        ("--field colour=red", "unknown-filter"),
        ("--field severity=low --field severity=high", "two-texts"),
        ("--field severity=low --field amount=much", "bad-number"),
        ("--field severity=low --field amount=1e400", "bad-number"),
    ],
)
def test_what_no_field_holds_is_refused(begun: Path, options: str, code: str) -> None:
    refused = run(f"{ADD} {options} --json", begun)
    assert json.loads(refused.splitlines()[0])["error"]["code"] == code
    assert not (begun / "issues/003.yaml").exists()


def test_they_are_exported_and_published_unless_they_are_internal(begun: Path) -> None:
    def columns(options: str = "") -> dict[str, str]:
        text = run(f"rectledger export csv {options} --lang en", begun)
        return next(iter(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))))

    [severity, cause, amount] = list(columns())[9:12]
    assert columns()[amount] == "46.5"
    settings = begun / "ledger.yaml"
    text = settings.read_text("utf-8")
    hidden = text.replace("    type: text\n", "    type: text\n    internal: true\n")
    settings.write_text(hidden, "utf-8")
    assert cause not in columns()
    assert cause in columns("--internal")
    exported = json.loads(run("rectledger export json", begun))
    assert "cause" not in exported["issues"][0]["fields"]
    notice = run("rectledger report notice -o -", begun)
    assert "46.5" in notice
    assert columns("--internal")[cause].rstrip("。.") not in notice
    assert severity in columns()


def test_the_workbook_has_them_as_columns(begun: Path) -> None:
    from openpyxl import load_workbook

    run("rectledger report ledger -o ledger.xlsx", begun)
    book = load_workbook(begun / "ledger.xlsx")
    held = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert 46.5 in held
