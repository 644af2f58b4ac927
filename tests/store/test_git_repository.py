"""A ledger read from a commit: real repositories, some of them hostile, and nothing is changed."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ledgers import administrator
from rectledger.core.findings import Finding
from rectledger.core.summary.overview import overview
from rectledger.errors import RectledgerError, SurroundingsError, UsageError
from rectledger.store import evidence_files
from rectledger.store.git.find_repository import find
from rectledger.store.git.ledger_at_commit import Revision, open_revision
from rectledger.store.git.revision_names import names
from rectledger.store.ledger_folder import RECORD_MAX_BYTES, Folder
from rectledger.store.ledger_source import record_files
from rectledger.workspace.reading.clock import day_of
from rectledger.workspace.reading.load_in_parts import ask
from rectledger.workspace.reading.load_ledger import open_ledger, read_settings
from rights import SOMEBODY_ELSE
from transcript import ROOT, surroundings

WHO = ["-c", "user.name=Office", "-c", "user.email=office@court.example"]


def git(folder: Path, *arguments: str) -> str:
    """The output of git, without the machine's own configuration."""
    env = {**surroundings(), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(
        ["git", *WHO, *arguments],
        cwd=folder, env=env, capture_output=True, encoding="utf-8", check=True,
    ).stdout.strip()  # fmt: skip


def commit(folder: Path, **files: str | bytes | None) -> str:
    """Write files (or remove them, for None), commit everything, and return the hash; `issues_019`
    is `issues/019.yaml`."""
    for name, content in files.items():
        path = folder / (name.replace("_", "/", 1).replace("_", "-") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "One")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A ledger at the top of a repository, with one commit, tagged v1."""
    folder = tmp_path / "ledger"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, ledger="title: first\n", issues_019="id: 19\n", measures_019_02="issue: 19\n")
    git(folder, "tag", "v1")
    return folder


def refused(folder: Path, rev: str) -> RectledgerError:
    with pytest.raises(RectledgerError) as raised:
        open_revision(folder, rev)
    return raised.value


def kept(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below a folder, including `.git`, with its bytes and modification time."""
    return {
        str(path): (path.lstat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


@pytest.mark.parametrize("rev", ["v1", "main~1", "HEAD^", "old", "hash", "short"])
def test_a_tag_a_branch_and_a_hash_give_the_files_of_their_commit(
    repository: Path, rev: str
) -> None:
    first = git(repository, "rev-parse", "HEAD")
    git(repository, "branch", "old")
    commit(repository, ledger="title: second\n", issues_019=None, issues_020="id: 20\n")
    named = {"hash": first, "short": first[:8]}.get(rev, rev)
    before = kept(repository)
    then = open_revision(repository, named)
    assert then.read("ledger.yaml") == b"title: first\n"
    assert then.read("issues/019.yaml") == b"id: 19\n"
    assert list(record_files(then, "issues")) == [("issues/019.yaml", True)]
    assert (then.commit.rev, then.commit.sha) == (named, first)
    assert kept(repository) == before


def test_what_is_not_committed_is_not_read(repository: Path) -> None:
    (repository / "issues" / "019.yaml").write_text("id: 7\n")
    (repository / "issues" / "020.yaml").write_text("id: 20\n")
    git(repository, "add", "--all")
    now = open_revision(repository, "HEAD")
    assert now.read("issues/019.yaml") == b"id: 19\n"
    assert now.read("issues/020.yaml") == Finding("vanished", "issues/020.yaml")


@pytest.mark.parametrize("inside", ["data", "台账/二〇二一", "a b", "-x", "*"])
def test_a_ledger_is_found_wherever_it_lies_in_its_repository(tmp_path: Path, inside: str) -> None:
    git(tmp_path, "init", "--quiet")
    folder = tmp_path / inside
    folder.mkdir(parents=True)
    commit(folder, ledger="title: x\n", issues_001="id: 1\n")
    commit(tmp_path, ledger="title: another\n", issues_002="id: 2\n")
    then = open_revision(folder, "HEAD")
    assert then.prefix == f"HEAD:{inside}/"
    assert then.read("ledger.yaml") == b"title: x\n"
    assert list(record_files(then, "issues")) == [("issues/001.yaml", True)]


def test_a_worktree_and_a_repository_with_longer_hashes_are_read_too(tmp_path: Path) -> None:
    folder = tmp_path / "long"
    folder.mkdir()
    git(folder, "init", "--quiet", "--object-format=sha256")
    sha = commit(folder, ledger="title: x\n")
    assert len(sha) == 64
    git(folder, "worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    for place in (folder, tmp_path / "tree"):
        then = open_revision(place, "HEAD")
        assert (then.commit.sha, then.read("ledger.yaml")) == (sha, b"title: x\n")


def test_what_is_no_regular_file_is_refused_as_on_disk(repository: Path) -> None:
    (repository / "issues" / "020.yaml").symlink_to("019.yaml")
    (repository / "issues" / "021.yaml").mkdir()
    (repository / "issues" / "021.yaml" / "x").touch()
    (repository / "issues" / ".hidden.yaml").touch()
    (repository / "issues" / "notes.txt").touch()
    shutil.rmtree(repository / "measures")
    (repository / "measures").symlink_to("issues")
    module = repository / "issues" / "022.yaml"
    module.mkdir()
    git(module, "init", "--quiet")
    commit(module)
    commit(repository, issues_023="x" * (RECORD_MAX_BYTES + 1), issues_024="")
    then, now = open_revision(repository, "HEAD"), Folder(repository)
    names = [f"issues/{number:03}.yaml" for number in range(19, 26)]
    assert [then.read(name) for name in names] == [now.read(name) for name in names]
    assert then.entries("measures") == now.entries("measures") == Finding("link", "measures")
    assert list(record_files(then, "issues")) == [
        one for one in record_files(now, "issues") if one != ("issues/022.yaml/", False)
    ]


def test_a_file_in_place_of_a_folder_is_said_as_on_disk(repository: Path) -> None:
    shutil.rmtree(repository / "issues")
    (repository / "issues").touch()
    commit(repository)
    found = open_revision(repository, "HEAD").entries("issues")
    assert found == Folder(repository).entries("issues")
    assert isinstance(found, Finding)
    assert found.code == "cannot-open"


def test_evidence_is_what_the_commit_keeps(repository: Path) -> None:
    report = repository / "evidence" / "019" / "report.pdf"
    report.parent.mkdir(parents=True)
    data = os.urandom(3_000_000)
    report.write_bytes(data)
    commit(repository)
    report.unlink()
    then = open_revision(repository, "HEAD")
    blocks: list[int] = []
    assert list(evidence_files.kept_files(then)) == ["evidence/019/report.pdf"]
    assert then.fingerprint("evidence/019/report.pdf", blocks.append) == (
        len(data),
        hashlib.sha256(data).hexdigest(),
    )
    assert sum(blocks) == len(data)
    assert then.read("issues/019.yaml") == b"id: 19\n"  # the next answer is not affected


@pytest.mark.parametrize(
    "rev",
    [
        "", "-x", "^HEAD", "--all", "--upload-pack=touch x", "HEAD:issues", ":/One",
        ":0:ledger.yaml",
        "HEAD\n", "\x1b[2J", "HEAD\x00",
    ],
)  # fmt: skip
def test_what_is_no_name_of_a_commit_never_reaches_git(repository: Path, rev: str) -> None:
    assert refused(repository, rev).code == "bad-revision"


@pytest.mark.parametrize(
    "rev", ["nothing", "HEAD~7", "v1..HEAD", "HEAD HEAD", "0" * 40, "$(touch x)", "`touch x`", "*"]
)
def test_a_name_that_names_no_commit_is_said_to_be_unknown(repository: Path, rev: str) -> None:
    before = kept(repository)
    error = refused(repository, rev)
    assert (error.code, error.exit_code) == ("no-such-revision", 2)
    assert kept(repository) == before


def test_a_tag_of_something_else_is_no_commit(repository: Path) -> None:
    git(repository, "tag", "blob", git(repository, "rev-parse", "HEAD:ledger.yaml"))
    assert refused(repository, "blob").code == "no-such-revision"


def test_a_reflog_that_does_not_go_back_so_far_is_not_guessed_over(repository: Path) -> None:
    assert refused(repository, "main@{2001-01-01}").code == "no-such-revision"
    assert open_revision(repository, "main@{0}").read("ledger.yaml") == b"title: first\n"


def test_where_there_was_no_ledger_yet_it_is_said(repository: Path) -> None:
    empty = git(repository, "hash-object", "-t", "tree", "-w", os.devnull)
    none = git(repository, "commit-tree", "-m", "none", empty)
    assert refused(repository, none).code == "no-ledger-then"


def test_outside_a_repository_there_is_no_past(tmp_path: Path) -> None:
    assert refused(tmp_path, "HEAD").code == "not-in-repository"


def test_a_shallow_clone_says_that_history_is_missing(repository: Path, tmp_path: Path) -> None:
    commit(repository, issues_020="id: 20\n")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository}", "shallow")
    assert refused(tmp_path / "shallow", "HEAD~1").code == "history-missing"
    assert open_revision(tmp_path / "shallow", "HEAD").read("issues/020.yaml") == b"id: 20\n"


def test_a_clone_without_the_files_says_which_and_fetches_nothing(
    repository: Path, tmp_path: Path
) -> None:
    git(repository, "config", "uploadpack.allowFilter", "true")
    git(
        tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-checkout", f"file://{repository}",
        "partial",
    )  # fmt: skip
    before = kept(tmp_path / "partial")
    then = open_revision(tmp_path / "partial", "HEAD")
    for file in ("ledger.yaml", "issues/019.yaml"):
        assert then.read(file) == Finding("not-in-clone", file)
    assert kept(tmp_path / "partial") == before


def test_an_object_that_was_replaced_is_read_as_it_was(repository: Path) -> None:
    (repository / "other").write_text("title: forged\n")
    forged = git(repository, "hash-object", "-w", "other")
    git(repository, "replace", git(repository, "rev-parse", "HEAD:ledger.yaml"), forged)
    assert git(repository, "show", "HEAD:ledger.yaml") == "title: forged"
    assert open_revision(repository, "HEAD").read("ledger.yaml") == b"title: first\n"


def test_a_hook_that_runs_us_does_not_send_us_elsewhere(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    commit(other, ledger="title: other\n")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other / ".git" / "objects"))
    assert open_revision(repository, "HEAD").read("ledger.yaml") == b"title: first\n"


def test_a_repository_that_is_set_to_run_programs_runs_none(
    repository: Path, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n")
    program.chmod(0o755)
    (repository / ".gitattributes").write_text("* filter=bad diff=bad merge=bad\n")
    commit(repository)
    for name in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.gitProxy", "core.editor",
        "core.alternateRefsCommand", "diff.external", "diff.bad.command", "diff.bad.textconv",
        "filter.bad.smudge", "filter.bad.clean", "filter.bad.process", "gpg.program",
        "credential.helper", "uploadpack.packObjectsHook", "alias.rev-parse", "alias.ls-tree",
        "alias.cat-file",
    ):  # fmt: skip
        git(repository, "config", name, f"!{program}" if name.startswith("alias") else str(program))
    git(repository, "config", "core.hooksPath", str(tmp_path))
    git(repository, "config", "log.showSignature", "true")
    ran.unlink(missing_ok=True)
    then = open_revision(repository, "HEAD")
    assert then.read("ledger.yaml") == b"title: first\n"
    assert isinstance(then.fingerprint("issues/019.yaml"), tuple)
    assert not ran.exists()


@administrator
def test_somebody_elses_repository_is_not_trusted(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for path in (repository, *repository.rglob("*")):
        os.chown(path, SOMEBODY_ELSE, SOMEBODY_ELSE)
    error = refused(repository, "HEAD")
    assert isinstance(error, SurroundingsError)
    assert error.code == "distrusted-repository"


def test_without_git_it_is_said_that_git_is_missing(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    error = refused(repository, "HEAD")
    assert (error.code, error.exit_code) == ("no-git", 4)


def test_no_repository_is_wrong_usage(tmp_path: Path) -> None:
    assert isinstance(refused(tmp_path, "HEAD"), UsageError)


def test_branches_and_tags_have_names_and_elsewhere_there_are_none(
    repository: Path, tmp_path: Path
) -> None:
    git(repository, "branch", "整改/二〇二一")
    assert names(repository) == ["main", "整改/二〇二一", "v1"]
    assert names(tmp_path) == []


@pytest.fixture
def real(tmp_path: Path) -> Revision:
    """The real ledger, committed."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    then = open_revision(tmp_path / "data", "HEAD")
    shutil.rmtree(tmp_path / "data" / "measures")
    return then


@pytest.mark.parametrize("size", [40, 1000])
def test_a_commit_is_asked_in_parts_as_a_folder_is(real: Revision, size: int) -> None:
    whole = open_ledger(Folder(ROOT / "data")).ledger
    settings, _ = read_settings(real)
    assert whole is not None
    assert settings is not None
    found = ask(real, settings, overview, lambda a, b: a + b, real="2022-03-01", size=size)
    assert found.answer == overview(whole, found.day)
    assert found.unreadable == ()


def test_what_git_remarks_besides_is_no_reason_to_doubt(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TRACE", "1")
    assert open_revision(repository, "v1").read("ledger.yaml") == b"title: first\n"


def test_a_name_of_two_things_is_not_guessed(repository: Path) -> None:
    git(repository, "branch", "v1")
    commit(repository, ledger="title: second\n")
    assert refused(repository, "v1").code == "ambiguous-revision"
    for named in ("heads/v1", "tags/v1"):
        assert open_revision(repository, named).read("ledger.yaml") == b"title: first\n"


def test_a_day_is_no_revision_unless_it_is_a_name(repository: Path) -> None:
    assert refused(repository, "2021-10-31").code == "revision-is-day"
    git(repository, "tag", "2021-10-31")
    assert open_revision(repository, "2021-10-31").commit.rev == "2021-10-31"


def test_what_git_cannot_be_asked_is_said(repository: Path) -> None:
    (repository / ".git" / "config").write_text("[broken\n")
    error = refused(repository, "HEAD")
    assert (error.code, error.exit_code) == ("bad-git-config", 4)


def test_a_repository_without_files_of_its_own_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    (folder / "data").mkdir(parents=True)
    git(folder, "init", "--quiet")
    commit(folder / "data", ledger="title: x\n")
    git(tmp_path, "clone", "--quiet", "--bare", "work", "bare.git")
    git(tmp_path, "clone", "--quiet", "--no-checkout", "work", "empty")
    for place in (tmp_path / "bare.git", tmp_path / "empty"):
        then = open_revision(place, "HEAD")
        assert (then.prefix, then.read("ledger.yaml")) == ("HEAD:data/", b"title: x\n")


def objects(folder: Path, *revisions: str) -> list[Path]:
    """The files of loose objects."""
    found = [git(folder, "rev-parse", revision) for revision in revisions]
    return [folder / ".git" / "objects" / sha[:2] / sha[2:] for sha in found]


def test_what_is_damaged_is_named_however_much_of_it_there_is(repository: Path) -> None:
    many = {f"issues_{number:03}": f"id: {number}\n" for number in range(20, 720)}
    commit(repository, **many)
    for kept_object in objects(repository, *(f"HEAD:issues/{n:03}.yaml" for n in range(20, 720))):
        kept_object.chmod(0o644)
        kept_object.write_bytes(b"garbage")
    then = open_revision(repository, "HEAD")
    for number in range(20, 720):
        file = f"issues/{number:03}.yaml"
        assert then.read(file) == Finding("not-in-clone", file)
    assert then.read("issues/019.yaml") == b"id: 19\n"


@pytest.mark.parametrize("lost", ["HEAD^{tree}", "HEAD:issues"])
def test_a_commit_without_its_folders_is_said_to_be_so(repository: Path, lost: str) -> None:
    for kept_object in objects(repository, lost):
        kept_object.unlink()
    error = refused(repository, "v1")
    assert (error.code, error.exit_code) == ("unreadable-commit", 4)


@pytest.mark.parametrize("moment", ["99999999999", "9" * 5000, "-5"])
def test_a_commit_of_no_day_that_there_is_is_read(repository: Path, moment: str) -> None:
    text = git(repository, "cat-file", "commit", "HEAD").splitlines()
    at = next(n for n, line in enumerate(text) if line.startswith("committer"))
    text[at] = f"committer a <a@b> {moment} +0000"
    (repository / "commit").write_text("\n".join(text) + "\n")
    made = git(repository, "hash-object", "-t", "commit", "-w", "--literally", "commit")
    then = open_revision(repository, made)
    known, _ = read_settings(Folder(ROOT / "data"))
    assert known is not None
    assert len(day_of(then.commit.committed, known)) == 10


HOLDER = ("HEAD", "objects", "refs")


@pytest.mark.parametrize("where", ["", "data", "data/inner"])
def test_files_that_git_would_take_for_a_repository_are_not_looked_from(
    tmp_path: Path, where: str
) -> None:
    """A branch may contain them: their settings would make git run programs."""
    top = tmp_path / "top"
    top.mkdir()
    git(top, "init", "--quiet")
    ledger = top / "data/inner/ledger"
    ledger.mkdir(parents=True)
    (ledger / "ledger.yaml").write_text("title: first\n")
    commit(top)
    git(tmp_path, "init", "--quiet", "--bare", "other")
    for name in HOLDER:
        held = tmp_path / "other" / name
        place = top / where / name
        shutil.copytree(held, place) if held.is_dir() else shutil.copy(held, place)
    (top / where / "config").write_text(f"[core]\n\tfsmonitor = touch {tmp_path}/made\n")
    if where:
        with pytest.raises(SurroundingsError) as refused:
            open_revision(ledger, "HEAD")
        assert refused.value.code == "hidden-repository"
        with pytest.raises(SurroundingsError):
            find(ledger)
        assert names(ledger) == []
    else:  # git finds its own first
        assert open_revision(ledger, "HEAD").read("ledger.yaml") == b"title: first\n"
    assert not (tmp_path / "made").exists()
