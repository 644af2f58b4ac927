"""`rectledger init`: a new ledger, the setup of a clone, and nothing else is touched."""

import json
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.cli.commands.init import days
from rectledger.core import checks
from rectledger.core.model import FORMAT, Issue, Ledger, Measure, Settings
from rectledger.core.model.layout import SETTINGS_FILE, schema_file
from rectledger.errors import SurroundingsError
from rectledger.i18n import example_ledger
from rectledger.i18n.language import LANGUAGES, Language
from rectledger.render.generated_files.json_schema import MODELS
from rectledger.store import init_files
from rectledger.store.ledger_folder import Folder
from rectledger.store.yaml.read_record import parse
from rectledger.workspace.reading.clock import own_timezone
from rectledger.workspace.reading.load_ledger import open_ledger
from transcript import ROOT, run, surroundings

TODAY = "2021-12-01"
FILES = (SETTINGS_FILE, *example_ledger.RECORDS)


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below a folder except git's own."""
    found = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


def git(folder: Path, *arguments: str, **environ: str) -> str:
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    me = ("-c", "user.name=Wang", "-c", "user.email=wang@example_ledger.org")
    done = subprocess.run(
        ["git", *me, *arguments],
        cwd=folder,
        env={**os.environ, **who, **environ},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


EXAMPLE = "--example inspection"
COUNTED = {
    "": "no errors; 0 issues and 0 measures checked",
    EXAMPLE: "no errors; 2 issues and 2 measures checked",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", COUNTED)
def test_a_new_ledger_is_one_that_check_accepts(
    tmp_path: Path, language: Language, asked: str
) -> None:
    said = run(f"rectledger init my-ledger --lang {language} {asked}", tmp_path)
    root = tmp_path / "my-ledger"
    assert {str(Path("my-ledger", name)) for name in snapshot(root)} <= set(said.split())
    assert run("rectledger check --lang en", root) == COUNTED[asked]
    assert (root / ".git").is_dir()
    ledger = open_ledger(Folder(root)).ledger
    assert ledger is not None
    assert ledger.settings.language == language
    assert ledger.settings.known_until is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_issue_of_a_new_ledger_is_number_1(tmp_path: Path, language: Language) -> None:
    run(f"rectledger init . --lang {language}", tmp_path)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "Begin")
    given = "--title T --section 1-1 --kind long-term --lead finance"
    run(f"rectledger add issue {given} --no-commit", tmp_path)
    assert {path.name for path in (tmp_path / "issues").iterdir()} == {"001.yaml"}


def test_a_ledger_gets_no_examples_afterwards(tmp_path: Path) -> None:
    run("rectledger init .", tmp_path)
    before = snapshot(tmp_path)
    assert run(f"rectledger init . {EXAMPLE}", tmp_path).endswith("[exit 2]")
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_ledger_begins_with_its_format(tmp_path: Path, language: Language) -> None:
    run(f"rectledger init . --lang {language}", tmp_path)
    lines = (tmp_path / "ledger.yaml").read_text("utf-8").splitlines()
    first = next(line for line in lines if line and not line.startswith("#"))
    assert first.startswith(f"format: {FORMAT} #")


@pytest.mark.parametrize("example", ["inspection", "audit"])
@pytest.mark.parametrize("language", LANGUAGES)
@given(today=st.dates(min_value=date(1000, 1, 1)).map(str))
def test_the_examples_hold_on_every_day(
    language: Language, today: str, example: example_ledger.Example
) -> None:
    values = {"timezone": "UTC", **days(today), **example_ledger.names(language, example)}
    texts = {f: example_ledger.text(language, f, values, example).encode() for f in FILES}
    settings = parse(texts["ledger.yaml"], "ledger.yaml", Settings)
    issues = {f: parse(t, f, Issue) for f, t in texts.items() if f.startswith("issues/")}
    measures = {f: parse(t, f, Measure) for f, t in texts.items() if f.startswith("measures/")}
    ledger = Ledger(settings, issues, measures)  # type: ignore[arg-type]
    assert list(checks.check(ledger, today)) == []


def test_each_example_begins_with_the_line_for_editors(tmp_path: Path) -> None:
    run(f"rectledger init . {EXAMPLE}", tmp_path)
    for path in tmp_path.rglob("*.yaml"):
        first = path.read_text("utf-8").splitlines()[0]
        schema = (path.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()
        assert schema.parent == tmp_path / "schema"
        assert schema.is_file()


def test_the_days_are_counted_from_today_in_the_ledger_s_zone(tmp_path: Path) -> None:
    run(f"rectledger init . {EXAMPLE}", tmp_path, TZ="Europe/Paris")
    text = (tmp_path / "ledger.yaml").read_text("utf-8")
    assert "timezone: Europe/Paris #" in text
    assert "feedback: 2021-11-01\n" in text
    assert "due: 2022-02-01 #" in (tmp_path / "issues" / "001.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("environ", "target", "zone"),
    [
        ({"TZ": "Asia/Shanghai"}, "/usr/share/zoneinfo/Etc/UTC", "Asia/Shanghai"),
        ({"TZ": ":Asia/Urumqi"}, "", "Asia/Urumqi"),
        ({}, "/usr/share/zoneinfo/Asia/Shanghai", "Asia/Shanghai"),
        ({}, "/usr/share/zoneinfo/America/Argentina/Salta", "America/Argentina/Salta"),
        ({}, "/usr/share/zoneinfo/Etc/UTC", None),
        ({"TZ": "UTC"}, "", None),
        ({"TZ": "CST-8"}, "/usr/share/zoneinfo/Asia/Shanghai", None),
        ({"TZ": "Nowhere/City"}, "", None),
        ({"TZ": "/etc/localtime"}, "", None),
        ({"TZ": "right/Asia/Shanghai"}, "", None),
        ({}, "/usr/share/zoneinfo/right/Asia/Shanghai", None),
        ({}, "/usr/share/zoneinfo/posix/Asia/Shanghai", "Asia/Shanghai"),
    ],
)
def test_the_machine_s_zone_counts_where_it_is_a_place(
    tmp_path: Path, environ: dict[str, str], target: str, zone: str | None
) -> None:
    link = tmp_path / "localtime"
    link.symlink_to(target or tmp_path)
    assert own_timezone(environ, link) == zone


def test_twice_is_once(tmp_path: Path) -> None:
    run("rectledger init .", tmp_path)
    before = snapshot(tmp_path)
    assert run("rectledger init .", tmp_path) == "The ledger already exists; nothing to do."
    assert snapshot(tmp_path) == before


def test_the_real_ledger_needs_nothing(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    git(tmp_path, "init")
    before = snapshot(tmp_path)
    said = json.loads(run("rectledger init data --json", tmp_path))
    assert (said["new"], said["created"], said["changed"]) == (False, [], [])
    assert (said["repository"], said["repository_created"]) == (True, False)
    assert snapshot(tmp_path) == before


def test_a_clone_gets_what_it_lacks_and_no_record_changes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    root = tmp_path / "data"
    (root / schema_file("issue")).unlink()
    (root / schema_file("ledger")).write_text('{"title": "rectledger ledger"}\n')
    old = b"# ours\r\n*.pdf -text\r\n/evidence/** -text"
    (root / ".gitattributes").write_bytes(old)
    before = snapshot(root)
    said = json.loads(run("rectledger init data --json --lang en", tmp_path))
    assert said["created"] == ["schema/issue.json"]
    assert said["changed"] == ["schema/ledger.json", ".gitattributes"]
    after = snapshot(root)
    assert {name for name in after if after[name] != before.get(name)} == {
        "schema/issue.json", "schema/ledger.json", ".gitattributes",
    }  # fmt: skip
    assert all(
        after[schema_file(kind)] == (ROOT / "data" / schema_file(kind)).read_bytes()
        for kind in MODELS
    )
    assert after[".gitattributes"].startswith(old + b"\r\n/evidence/** -text -diff -merge")
    assert after[".gitattributes"].count(b"\n") == after[".gitattributes"].count(b"\r\n")
    assert run("rectledger init data", tmp_path) == "The ledger already exists; nothing to do."


def test_a_file_that_is_not_ours_is_not_overwritten_in_a_ledger(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    theirs = tmp_path / "data" / schema_file("issue")
    theirs.write_text("{}\n")
    assert run("rectledger init data", tmp_path).endswith("[exit 2]")
    assert theirs.read_text() == "{}\n"


def test_a_repository_without_files_is_no_place_for_a_ledger(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", "b.git"], cwd=tmp_path, check=True)
    before = sorted(tmp_path.rglob("*"))
    assert run("rectledger init b.git", tmp_path).endswith("[exit 2]")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "taken", ["issues/001.yaml", "issues/077.yaml", "measures/.keep", "schema/issue.json", "schema"]
)
def test_nothing_is_overwritten_and_nothing_half_begun(tmp_path: Path, taken: str) -> None:
    root = tmp_path / "here"
    (root / taken).parent.mkdir(parents=True)
    (root / taken).write_text("mine")
    said = run("rectledger init here", tmp_path)
    assert said.startswith(f"error: here/{taken} already exists")
    assert said.endswith("[exit 2]")
    assert snapshot(root) == {taken: b"mine"}
    assert not (root / ".git").exists()


def test_a_link_in_the_place_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "issues").symlink_to(tmp_path / "elsewhere")
    assert run("rectledger init here", tmp_path).endswith("[exit 2]")
    assert snapshot(tmp_path / "elsewhere") == {}


def test_generated_files_are_not_written_through_links(tmp_path: Path) -> None:
    run("rectledger init here", tmp_path)
    mine = tmp_path / "mine"
    mine.write_text("mine")
    (tmp_path / "here" / schema_file("issue")).unlink()
    (tmp_path / "here" / schema_file("issue")).symlink_to(mine)
    run("rectledger init here", tmp_path)
    assert mine.read_text() == "mine"
    assert not (tmp_path / "here" / schema_file("issue")).is_symlink()
    shutil.move(tmp_path / "here" / "schema", tmp_path / "moved")
    (tmp_path / "moved" / "issue.json").unlink()
    (tmp_path / "here" / "schema").symlink_to(tmp_path / "moved")
    assert run("rectledger init here", tmp_path).endswith("[exit 4]")
    assert not (tmp_path / "moved" / "issue.json").exists()


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "here").write_text("mine")
    said = run("rectledger init here", tmp_path)
    assert said.startswith("error: cannot write here: ")
    assert said.endswith("[exit 4]")


def test_a_file_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    content = {"a/b/1.yaml": b"1", "a/c.yaml": b"2", "x" * 300: b"3"}
    with pytest.raises(SurroundingsError):
        init_files.create(tmp_path / "here", content)
    assert list(tmp_path.iterdir()) == []


def test_what_was_there_before_stays_when_one_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "mine").write_text("mine")
    with pytest.raises(SurroundingsError):
        init_files.create(tmp_path, {"a/1": b"1", "a/mine": b"2"})
    assert snapshot(tmp_path) == {"a/mine": b"mine"}


def test_no_ledger_begins_inside_or_around_another(tmp_path: Path) -> None:
    run("rectledger init data", tmp_path)
    before = snapshot(tmp_path)
    inside = run("rectledger init data/issues/more", tmp_path)
    assert "rectledger init data`" in " ".join(inside.split())
    assert inside.endswith("[exit 2]")
    around = run("rectledger init", tmp_path)
    assert "rectledger init data`" in " ".join(around.split())
    assert around.endswith("[exit 2]")
    assert snapshot(tmp_path) == before
    assert "[exit" not in run("rectledger init beside", tmp_path)


def test_inside_a_repository_no_other_is_made(tmp_path: Path) -> None:
    git(tmp_path, "init")
    said = json.loads(run("rectledger init deep/er --json", tmp_path))
    assert (said["repository"], said["repository_created"]) == (True, False)
    assert not (tmp_path / "deep" / "er" / ".git").exists()
    assert "?? deep/" in git(tmp_path, "status", "--short")


def test_a_repository_elsewhere_is_left_alone(tmp_path: Path) -> None:
    git(tmp_path, "init", "other")
    elsewhere = str(tmp_path / "other" / ".git")
    run("rectledger init $HOME", tmp_path, GIT_DIR=elsewhere, GIT_WORK_TREE=str(tmp_path))
    assert git(tmp_path / "$HOME", "rev-parse", "--git-dir").strip() == ".git"


def test_without_git_everything_else_is_done(tmp_path: Path) -> None:
    said = run("rectledger init here", tmp_path, PATH=str(tmp_path))
    assert "git is not installed" in said
    assert "git -C" not in said
    assert "[exit" not in said
    assert not (tmp_path / "here" / ".git").exists()
    assert run("rectledger check", tmp_path / "here").startswith("no errors")
    assert "created a git repository" in run("rectledger init here", tmp_path)


def test_git_that_fails_is_said_and_leaves_nothing_half_made(tmp_path: Path) -> None:
    failing = tmp_path / "bin" / "git"
    failing.parent.mkdir()
    real = shutil.which("git")
    failing.write_text(
        '#!/bin/sh\n[ "$1" = init ] && mkdir .git && echo "fatal: no space" >&2 && exit 1\n'
        f'exec {real} "$@"\n'
    )
    failing.chmod(0o755)
    said = run("rectledger init here", tmp_path, PATH=f"{failing.parent}:{os.environ['PATH']}")
    assert "fatal: no space" in " ".join(said.split())
    assert said.endswith("[exit 4]")
    assert not (tmp_path / "here" / ".git").exists()
    assert "created a git repository" in run("rectledger init here", tmp_path)


def test_the_commands_that_it_names_keep_the_ledger(tmp_path: Path) -> None:
    said = run("rectledger init -- '-odd name'", tmp_path)
    commands = [line.strip() for line in said.splitlines() if line.startswith("  git ")]
    assert len(commands) == 2
    names = [f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")]
    me = dict.fromkeys(names, "wang@example_ledger.org")
    for command in commands:
        subprocess.run(command, shell=True, cwd=tmp_path, env=surroundings(**me), check=True)  # noqa: S602
    assert git(tmp_path / "-odd name", "status", "--short") == ""


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("init ''", "begin-nowhere"),
        ("init here --as-of 2021-01-01", "not-for-this"),
        ("init here --ci github", "from-missing"),
        ("init here --ci gitlab --codeowners", "from-missing"),
        ("init here --from https://forge.example/a.zip", "from-without-ci"),
        ("init here --codeowners --from ''", "from-without-ci"),
        ("init here --ci github --from ''", "from-no-tls"),
        ("init here --ci gitlab --from git+https://forge.example/a@main", "from-movable"),
        ("schema --as-of 2021-01-01", "not-for-this"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, command: str, code: str) -> None:
    said = run(f"rectledger {command} --json", tmp_path)
    assert json.loads(said.splitlines()[0])["error"]["code"] == code
    assert said.endswith("[exit 2]")
    assert list(tmp_path.iterdir()) == []


def test_the_folder_that_is_named_wins_over_the_option(tmp_path: Path) -> None:
    run("rectledger --ledger there init here", tmp_path)
    run("rectledger --ledger there-too init", tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"here", "there-too"}


def test_a_ledger_that_cannot_be_read_is_not_set_up(tmp_path: Path) -> None:
    (tmp_path / "ledger.yaml").write_text("title: [\n")
    assert run("rectledger init", tmp_path).endswith("[exit 3]")
    assert list(tmp_path.iterdir()) == [tmp_path / "ledger.yaml"]


def test_git_keeps_every_byte_of_evidence_whatever_it_is_set_to(tmp_path: Path) -> None:
    run("rectledger init here", tmp_path)
    root = tmp_path / "here"
    kept = {
        "evidence/002/report-1.txt": b"$Id$\r\nmixed\nends\r\n",
        "evidence/002/a/deep.yaml": "标题\r\n".encode("utf-16"),
    }
    for name, data in kept.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    attributes = tmp_path / "attributes"
    attributes.write_text("* text=auto ident filter=loud working-tree-encoding=UTF-16\n")
    loud = ("-c", "filter.loud.clean=tr a-z A-Z", "-c", "filter.loud.smudge=tr A-Z a-z")
    crlf = ("-c", "core.autocrlf=true", "-c", f"core.attributesFile={attributes}", *loud)
    git(root, *crlf, "add", "evidence")
    git(root, "add", ".")
    git(root, "commit", "-m", "Begin")
    git(tmp_path, *crlf, "clone", "--no-checkout", "here", "there")
    git(tmp_path / "there", "checkout", "HEAD", "--", ".gitattributes")
    git(tmp_path / "there", *crlf, "checkout", "HEAD", "--", "evidence")
    for name, data in kept.items():
        assert (tmp_path / "there" / name).read_bytes() == data
        size = git(root, "cat-file", "-s", f"HEAD:{name}")
        assert int(size) == len(data)


def test_records_have_the_same_bytes_in_a_clone_that_likes_crlf(tmp_path: Path) -> None:
    run("rectledger init here", tmp_path)
    git(tmp_path / "here", "add", ".")
    git(tmp_path / "here", "commit", "-m", "Begin")
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "here", "there")
    assert snapshot(tmp_path / "there") == snapshot(tmp_path / "here")


ABOVE = "* working-tree-encoding=UTF-16LE-BOM ident filter=loud\n"
LOUD = ("-c", "filter.loud.clean=tr a-z A-Z", "-c", "filter.loud.smudge=tr A-Z a-z")


def test_attributes_above_the_ledger_change_no_byte_of_it(tmp_path: Path) -> None:
    run(f"rectledger init here/data {EXAMPLE}", tmp_path)
    shutil.move(tmp_path / "here/data/.git", tmp_path / "here/.git")
    here = tmp_path / "here/data"
    with (here / "issues/001.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# $Id$\n")
    (here / "allowed_signers").write_text("li@court.example ssh-ed25519 AAAA\n")
    (tmp_path / "here/.gitattributes").write_text(f"/data/{ABOVE}/data/*/{ABOVE}/data/.{ABOVE}")
    git(tmp_path / "here", *LOUD, "add", ".")
    git(tmp_path / "here", *LOUD, "commit", "-m", "Begin")
    git(tmp_path, *LOUD, "clone", "here", "there")
    there = tmp_path / "there/data"
    assert snapshot(there) == snapshot(here)
    for name, data in snapshot(here).items():
        size = git(there, "cat-file", "-s", f"HEAD:./{name}")
        assert int(size) == len(data)
    assert git(tmp_path / "there", *LOUD, "status", "--porcelain") == ""
    assert run("rectledger check", there).startswith("no errors")


def test_a_clone_with_the_lines_of_before_gets_those_that_protect_records(tmp_path: Path) -> None:
    run("rectledger init here", tmp_path)
    attributes = tmp_path / "here/.gitattributes"
    now = attributes.read_text("utf-8")
    before = [line for line in now.splitlines(keepends=True) if " -filter -ident !" not in line]
    attributes.write_text("".join(before), "utf-8")
    said = json.loads(run("rectledger init here --json", tmp_path))
    assert said["changed"] == [".gitattributes"]
    files = (".gitattributes", "ledger.yaml", "allowed_signers", "issues/001.yaml")
    (tmp_path / "attributes").write_text(ABOVE)
    elsewhere = ("-c", f"core.attributesFile={tmp_path / 'attributes'}")
    asked = git(tmp_path / "here", *elsewhere, "check-attr", "-a", "--", *files)
    held = ("filter: unset", "ident: unset")
    found = [line for line in asked.splitlines() if line.endswith(held)]
    assert len(found) == len(held) * len(files)
    assert "working-tree-encoding" not in asked
    assert run("rectledger init here", tmp_path) == "The ledger already exists; nothing to do."
