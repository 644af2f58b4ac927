"""`rectledger init --codeowners`: who is asked to review what, as both forges read it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import begin, ledger, tree
from rectledger.core.codeowners import Owners
from rectledger.render.generated_files import codeowners
from rectledger.render.generated_files.ci_pipeline import GITHUB, GITLAB, GITLAB_TOP
from runner import Runner
from test_pipelines import FROM

MEMBERS = """\
members:
  - {id: li, name: Li Na, emails: [li@court.example, na@home.example], roles: [office]}
  - {id: wu, name: Wu Jun, emails: [wu@court.example], department: enforcement}
  - {id: he, name: He Ping, emails: [he@court.example], department: finance, roles: [leader]}
  - {id: mo, name: Mo Yan, department: enforcement}
  - {id: yu, name: Yu Fei, emails: ["yu@x @everybody", "Yu <yu@court.example>"], roles: [office]}
"""
OFFICE = ["li@court.example"]
ENFORCEMENT = [*OFFICE, "wu@court.example"]
FINANCE = [*OFFICE, "he@court.example"]


def place(folder: Path, inside: str = "data", **policy: Any) -> Path:
    """A repository with a ledger that has members."""
    text = json.dumps({"evidence": "none", **policy})
    ledger(begin(folder) / inside, text, MEMBERS)
    return folder


def written(runner: Runner, top: Path, inside: str = "data", *options: str) -> dict[str, Any]:
    """What `init` prints about its work."""
    done = runner(top, "init", "--json", f"--ledger={Path('.', inside)}", "--codeowners", *options)
    assert (done.code, done.err) == (0, ""), done
    return dict(json.loads(done.out))


def rules(text: str) -> list[tuple[str, list[str]]]:
    """The lines of CODEOWNERS: a pattern, and its owners."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    parts = [re.split(r"(?<!\\) ", line) for line in lines]
    return [(pattern, who) for pattern, *who in parts]


def matches(pattern: str, file: str) -> bool:
    """Whether a pattern matches a file of the repository, by the rules that both forges share."""
    if pattern == "*":
        return True
    anchored = "/" in pattern.rstrip("/")
    found = "" if anchored else "(.*/)?"
    for escaped, one in re.findall(r"\\(.)|([^\\])", pattern.strip("/")):
        assert one not in ("#", "[", "]", "!"), pattern  # the forges read these differently
        found += re.escape(escaped) or {"*": "[^/]*", "?": "[^/]"}.get(one, re.escape(one))
    found += "/.+" if pattern.endswith("/") else "(/.+)?"
    return re.fullmatch(found, file) is not None


def owners_of(text: str, file: str) -> list[str]:
    """The owners of a file: the last match counts."""
    return next((who for pattern, who in reversed(rules(text)) if matches(pattern, file)), [])


@pytest.mark.parametrize("inside", ["data", "a/b", "", "整改 台账", "#1 [x]!*?", "a\\b"])
def test_every_file_that_counts_is_owned(rectledger: Runner, tmp_path: Path, inside: str) -> None:
    top = place(tmp_path / "top", inside)
    written(rectledger, top, inside)
    text = (top / "CODEOWNERS").read_text("utf-8")
    before = f"{inside}/" if inside else ""
    for file in (
        *(f"{before}{name}" for name in (
            "ledger.yaml", "allowed_signers", ".gitattributes", "issues/004.yaml", "schema/a.json",
            "evidence/001/report.pdf", "evidence/.gitattributes", "new/file",
        )),
        ".gitattributes", "ledger.yaml", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS",
        ".github/CODEOWNERS", GITHUB, ".github/workflows/other.yml", GITLAB, GITLAB_TOP,
    ):  # fmt: skip
        assert owners_of(text, file) == OFFICE, file
    for file in ("issues/001.yaml", "issues/003.yaml", "measures/001-02.yaml"):
        assert owners_of(text, f"{before}{file}") == ENFORCEMENT, file
    if inside:
        assert owners_of(text, "src/main.py") == []


def test_the_department_is_that_which_leads_now(rectledger: Runner, tmp_path: Path) -> None:
    top = place(tmp_path / "top")
    log = "log:\n  - {date: 2021-08-02, event: reassign, by: li, lead: finance, note: Its own}\n"
    with (top / "data/issues/002.yaml").open("a") as stream:
        stream.write(log)
    written(rectledger, top)
    text = (top / "CODEOWNERS").read_text("utf-8")
    assert owners_of(text, "data/issues/001.yaml") == ENFORCEMENT
    assert owners_of(text, "data/issues/002.yaml") == FINANCE


def test_under_four_eyes_no_department_owns_its_own(rectledger: Runner, tmp_path: Path) -> None:
    top = place(tmp_path / "top", four_eyes=True)
    written(rectledger, top)
    text = (top / "CODEOWNERS").read_text("utf-8")
    assert owners_of(text, "data/issues/001.yaml") == OFFICE
    assert "wu@court.example" not in text
    assert "/data/issues" not in text  # only rules that the folder's line does not cover


def test_who_has_no_address_is_named(rectledger: Runner, tmp_path: Path) -> None:
    top = place(tmp_path / "top")
    assert written(rectledger, top)["without_address"] == ["mo", "yu"]
    done = rectledger(top, "init", "data", "--codeowners", COLUMNS="200")
    assert "no address that the forge can use is listed: mo, yu\n" in done.out
    assert "@everybody" not in (top / "CODEOWNERS").read_text("utf-8")


@pytest.mark.parametrize(
    ("there", "options", "where"),
    [
        ("", (), "CODEOWNERS"),
        (".github/workflows", (), ".github/CODEOWNERS"),
        (".gitlab", (), ".gitlab/CODEOWNERS"),
        ("", ("--ci", "github", *FROM), ".github/CODEOWNERS"),
        (".github", ("--ci", "gitlab", *FROM), ".gitlab/CODEOWNERS"),
    ],
)
def test_it_stands_where_the_forge_looks(
    rectledger: Runner, tmp_path: Path, there: str, options: tuple[str, ...], where: str
) -> None:
    top = place(tmp_path / "top")
    (top / there).mkdir(parents=True, exist_ok=True)
    assert f"../{where}" in written(rectledger, top, "data", *options)["created"]
    before = tree(top)
    said = written(rectledger, top, "data", *options)
    assert (said["created"], said["changed"], tree(top)) == ([], [], before)


def test_one_that_is_ours_stays_the_only_one(rectledger: Runner, tmp_path: Path) -> None:
    top = place(tmp_path / "top")
    written(rectledger, top)
    path = top / "CODEOWNERS"
    path.write_text(path.read_text() + "/data/ @nobody\n")
    said = written(rectledger, top, "data", "--ci", "github", *FROM)
    assert said["changed"] == ["../CODEOWNERS"]
    assert not (top / ".github/CODEOWNERS").exists()
    assert "@nobody" not in path.read_text()


@pytest.mark.parametrize("where", ["CODEOWNERS", "docs/CODEOWNERS", ".github/CODEOWNERS"])
def test_somebody_else_s_is_neither_overwritten_nor_put_out_of_use(
    rectledger: Runner, tmp_path: Path, where: str
) -> None:
    top = place(tmp_path / "top")
    (top / where).parent.mkdir(exist_ok=True)
    (top / where).write_text("* @them\n")
    before = tree(top)
    done = rectledger(top, "init", "data", "--ci", "github", *FROM, "--codeowners", COLUMNS="300")
    assert done.err.startswith(f"error: {where} already exists and was not written by")
    assert (done.code, tree(top)) == (2, before)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (MEMBERS, ""),
        ("roles: [office]", "roles: [leader]"),
        ("li@court.example, na@home.example", "nowhere"),
    ],
)
def test_nobody_who_could_own_it_is_said(
    rectledger: Runner, tmp_path: Path, old: str, new: str
) -> None:
    top = place(tmp_path / "top")
    settings = top / "data/ledger.yaml"
    settings.write_text(settings.read_text().replace(old, new))
    before = tree(top)
    done = rectledger(top, "init", "data", "--ci", "github", *FROM, "--codeowners", COLUMNS="300")
    assert "List the members in data/ledger.yaml, each with `emails`" in done.err
    assert (done.code, tree(top)) == (2, before)


def test_a_new_ledger_names_nobody_yet(rectledger: Runner, tmp_path: Path) -> None:
    done = rectledger(tmp_path, "init", "new", "--codeowners", "--json")
    assert json.loads(done.err)["error"]["code"] == "codeowners-no-office"
    assert (done.code, list(tmp_path.iterdir())) == (2, [])


def test_a_ledger_that_cannot_be_read_has_no_owners_yet(rectledger: Runner, tmp_path: Path) -> None:
    top = place(tmp_path / "top")
    (top / "data/issues/002.yaml").write_text("title: [\n")
    before = tree(top)
    done = rectledger(top, "init", "data", "--codeowners")
    assert "data/issues/002.yaml" in done.err
    assert (done.code, tree(top)) == (3, before)


def test_a_file_that_forges_would_not_read_is_not_written(
    rectledger: Runner, tmp_path: Path
) -> None:
    top = place(tmp_path / "top")
    settings = top / "data/ledger.yaml"
    crowd = "".join(
        f"  - {{id: m{n}, name: M, emails: [{n:03}{'x' * 200}@court.example], department: enforcement}}\n"  # noqa: E501
        for n in range(900)
    )
    settings.write_text(settings.read_text() + crowd)
    for number in range(4, 24):
        text = (top / "data/issues/002.yaml").read_text().replace("id: 2", f"id: {number}")
        (top / f"data/issues/{number:03}.yaml").write_text(text)
    done = rectledger(top, "init", "data", "--codeowners", "--json")
    assert json.loads(done.err)["error"]["code"] == "codeowners-too-large"
    assert (done.code, (top / "CODEOWNERS").exists()) == (2, False)


names = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1).filter(
    lambda name: "/" not in name and name not in (".", "..")
)


@given(folder=st.lists(names, min_size=1, max_size=3).map("/".join))
def test_whatever_the_folder_is_called_it_is_owned(folder: str) -> None:
    text = codeowners.text(Owners(("a@b.c",), (("issues/001.yaml", ("d@e.f",)),), ()), folder)
    assert owners_of(text, f"{folder}/evidence/x") == ["a@b.c"]
    assert owners_of(text, f"{folder}/issues/001.yaml") == ["d@e.f"]
    assert all(who in (["a@b.c"], ["d@e.f"]) for _, who in rules(text))
