"""Hooks and signatures that fail or change the commit; stale locks."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ledgers import (
    CLOSE,
    Place,
    add,
    begin,
    commit,
    git,
    hook,
    record,
    tree,
)

# Hooks


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg", "prepare-commit-msg"])
@pytest.mark.parametrize("more", [(), ("--branch",)])
def test_a_hook_that_says_no_is_quoted(place: Place, name: str, more: tuple[str, ...]) -> None:
    hook(place, name, 'echo "first line" >&2; echo "the format is not ours" >&2; exit 1')
    refused = place.refused(*CLOSE, "--evidence", place.file(), *more)
    assert refused.told == (4, ["git-refused"])
    assert "the format is not ours" in refused.messages[0]


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$", "printf '\\033[31m\\n\\n' >&2; exit 3"])
def test_a_hook_that_says_nothing_is_no_riddle(place: Place, script: str) -> None:
    hook(place, "pre-commit", script)
    assert place.refused(*CLOSE).told == (4, ["git-refused"])


def test_a_hook_that_cannot_be_run_is_said(place: Place) -> None:
    hook(place, "pre-commit", "")
    (place.top / ".git/hooks/pre-commit").write_text("#!/not/there\n")
    assert place.refused(*CLOSE).told == (4, ["git-refused"])


@pytest.mark.parametrize("name", ["post-commit", "post-rewrite", "reference-transaction"])
def test_a_hook_that_fails_after_the_commit_takes_nothing_back(place: Place, name: str) -> None:
    only_then = '[ "$1" = prepared ] && exit 0; ' if name == "reference-transaction" else ""
    hook(place, name, f"{only_then}echo too late >&2; exit 1")
    done = place.done(*CLOSE, "--evidence", place.file())
    assert done["outcome"] == "committed"
    assert place.git("status", "--porcelain") == ""


def test_a_hook_that_forbids_the_reference_is_told_of(place: Place) -> None:
    hook(place, "reference-transaction", '[ "$1" = prepared ] && exit 1; exit 0')
    refused = place.refused(*CLOSE)
    assert refused.told == (4, ["git-refused"])


def test_what_a_hook_checks_is_what_is_committed(place: Place) -> None:
    """The hook sees the index of the commit: the entry, and nothing that others have staged."""
    seen = place.top.parent / "seen"
    hook(place, "pre-commit", f"git diff --cached --name-only >'{seen}'")
    add(place.top / "notes.txt")
    place.git("add", "notes.txt")
    place.done(*CLOSE)
    assert seen.read_text() == "data/issues/002.yaml\n"


def rewrites_record(kept: str) -> str:
    return "echo '# stamped' >>data/issues/002.yaml; git add data/issues/002.yaml"


def rewrites_evidence(kept: str) -> str:
    return f"echo stamped >>data/{kept}; git add data/{kept}"


def stages_other_evidence(kept: str) -> str:
    """The files on disk stay as they are."""
    return (
        "blob=$(echo other | git hash-object -w --stdin); "
        f"git update-index --cacheinfo 100644,$blob,data/{kept}"
    )


def drops_evidence(kept: str) -> str:
    return f"git rm --quiet --cached data/{kept}"


def drops_record(kept: str) -> str:
    return "git reset --quiet -- data/issues/002.yaml"


@pytest.mark.parametrize("script", [rewrites_record, rewrites_evidence, drops_evidence])
def test_what_a_hook_has_rewritten_is_put_back_where_it_says_no(
    place: Place, script: Callable[[str], str]
) -> None:
    kept = f"evidence/002/doc-{hashlib.sha256(b'minutes').hexdigest()[:8]}.pdf"
    hook(place, "pre-commit", f"{script(kept)}; exit 1")
    refused = place.refused(*CLOSE, "--evidence", place.file(data=b"minutes"))
    assert refused.told == (4, ["git-refused"])


@pytest.mark.parametrize(
    ("script", "named"),
    [
        (rewrites_record, "issues/002.yaml"),
        (rewrites_evidence, "evidence/002/"),
        (stages_other_evidence, "evidence/002/"),
        (drops_evidence, "evidence/002/"),
        (drops_record, "issues/002.yaml"),
    ],
)
def test_a_hook_that_rewrites_what_is_committed_is_found_out(
    place: Place, script: Callable[[str], str], named: str
) -> None:
    data = b"minutes\n"
    kept = f"evidence/002/doc-{hashlib.sha256(data).hexdigest()[:8]}.pdf"
    hook(place, "pre-commit", script(kept))
    before = place.git("rev-parse", "HEAD")
    done = place.run(*CLOSE, "--evidence", place.file(data=data))
    assert done.code == 4, done
    assert named in done.err
    assert "\n hint: " in done.err
    made = place.git("rev-parse", "HEAD")
    if made == before:
        assert "altered" not in done.err
        assert "undone" in done.err
        assert place.git("diff", "--cached", "--name-only") == ""
    else:
        assert "committed, but" in done.err


def edits(place: Place, file: str, line: str) -> None:
    """Save `file` at the moment when git adds issue 2 for a commit."""
    (place.root / ".gitattributes").write_text("/issues/002.yaml filter=editor\n")
    commit(place.top)
    place.git("config", "filter.editor.clean", f"cat; echo '{line}' >>data/{file}")


@pytest.mark.parametrize("more", [(), ("--branch",)])
def test_what_somebody_saves_meanwhile_does_not_go_in_under_our_subject(
    place: Place, more: tuple[str, ...]
) -> None:
    edits(place, "issues/003.yaml", "# by hand")
    before, held = place.git("rev-parse", "HEAD"), tree(place.top)
    done = place.run("close", "2", "3", "--by", "office", "--evidence", place.file(), *more)
    assert done.code == 4, done
    assert "issues/003.yaml" in done.err
    assert (place.git("rev-parse", "HEAD"), place.git("branch")) == (before, "* main")
    after = tree(place.top)
    saved = after.pop("data/issues/003.yaml")[1]
    del held["data/issues/003.yaml"]
    assert b"event: close" in saved
    assert saved.endswith(b"# by hand\n")
    assert after == held
    assert place.git("status", "--porcelain") == " M data/issues/003.yaml"
    # After restoring it as the hint says, the same command succeeds.
    place.git("restore", "data/issues/003.yaml")
    place.git("config", "filter.editor.clean", "cat")
    assert place.done("close", "2", "3", "--by", "office")["outcome"] == "committed"


def test_what_somebody_saves_of_a_new_record_is_left_where_it_is(
    place: Place, tmp_path: Path
) -> None:
    """Saved between `git add` and `git commit`, by a wrapper around git."""
    first = tmp_path / "bin/git"
    first.parent.mkdir()
    line = f"case \"$*\" in *' commit '*) echo '# by hand' >>'{record(place, 4)}' ;; esac"
    first.write_text(f'#!/bin/sh\n{line}\nexec {shutil.which("git")} "$@"\n')
    first.chmod(0o755)
    place.environ["PATH"] = f"{first.parent}:{os.environ['PATH']}"
    before = place.git("rev-parse", "HEAD")
    done = place.run(
        "add", "issue", "--title", "New", "--section", "1-1", "--kind", "immediate",
            "--opened", "2021-07-30",
        "--lead", "finance",
    )  # fmt: skip
    assert done.code == 4, done
    assert "undone: issues/004.yaml" in done.err
    assert place.git("rev-parse", "HEAD") == before
    assert record(place, 4).read_text("utf-8").endswith("# by hand\n")
    assert place.git("status", "--porcelain") == "?? data/issues/004.yaml"


def test_what_is_saved_once_git_has_taken_it_up_stays_uncommitted(place: Place) -> None:
    hook(place, "pre-commit", "echo '# by hand' >>data/issues/002.yaml")
    assert place.done(*CLOSE)["outcome"] == "committed"
    assert "by hand" not in place.git("show", "HEAD:data/issues/002.yaml")
    assert place.git("status", "--porcelain") == " M data/issues/002.yaml"


def test_a_commit_that_somebody_has_built_on_is_not_taken_back(place: Place) -> None:
    edits(place, "issues/003.yaml", "# by hand")
    hook(place, "post-commit",
         'test "$MORE" || MORE=1 git commit --quiet --allow-empty --message More')  # fmt: skip
    done = place.run("close", "2", "3", "--by", "office")
    assert done.code == 4, done
    assert "committed, but" in done.err
    assert place.git("log", "--format=%s", "-2") == "More\nClose 2, 3"


def test_a_hook_may_add_what_is_its_own(place: Place) -> None:
    hook(place, "pre-commit", "echo x >>data/made.txt; git add data/made.txt")
    assert place.done(*CLOSE)["outcome"] == "committed"
    assert place.changed() == ["data/issues/002.yaml", "data/made.txt"]


def test_run_by_a_hook_it_commits_to_the_ledger_and_not_to_what_is_being_committed(
    place: Place, tmp_path: Path
) -> None:
    other = begin(tmp_path / "other")
    (other / "a.txt").touch()
    program = f"'{sys.executable}' -m rectledger"
    script = f"#!/bin/sh\ncd '{place.root}' && {program} {' '.join(CLOSE)} >/dev/null\n"
    (other / ".git/hooks").mkdir(exist_ok=True)
    (other / ".git/hooks/pre-commit").write_text(script)
    (other / ".git/hooks/pre-commit").chmod(0o755)
    commit(other)
    assert git(other, "ls-tree", "-r", "--name-only", "HEAD") == "a.txt"
    assert place.changed() == ["data/issues/002.yaml"]
    assert place.git("status", "--porcelain") == ""


def test_run_by_a_hook_of_the_ledger_itself_it_loses_nothing(place: Place) -> None:
    """The commit that git is about to make is then out (date: git says so, and it has to be)
    repeated."""
    program = f"'{sys.executable}' -m rectledger"
    once = f"test $INSIDE || (cd data && INSIDE=1 {program} {' '.join(CLOSE)}); exit 0"
    hook(place, "pre-commit", once)
    (place.top / "notes.txt").write_text("changed\n")
    place.git("add", "notes.txt")
    place.git("commit", "--quiet", "--message", "Mine", check=False)
    assert place.git("log", "--format=%s") == "Close 2\nOne"
    assert place.changed() == ["data/issues/002.yaml"]
    assert place.git("status", "--porcelain") == "M  notes.txt"
    place.git("commit", "--quiet", "--message", "Mine")
    assert place.changed() == ["notes.txt"]
    assert place.git("status", "--porcelain") == ""


# Signatures


def test_what_cannot_be_signed_is_not_committed(place: Place) -> None:
    for key, value in (("commit.gpgSign", "true"), ("gpg.program", "false")):
        place.git("config", key, value)
    for more in ((), ("--evidence", place.file()), ("--branch",)):
        assert place.refused(*CLOSE, *more).told == (4, ["unsigned"])


@pytest.mark.parametrize("format_", ["openpgp", "ssh"])
def test_a_signature_without_its_program_or_key_is_missed(place: Place, format_: str) -> None:
    for key, value in (
        ("commit.gpgSign", "true"), ("gpg.format", format_), ("gpg.program", "/not/there"),
        ("user.signingKey", "/not/there"),
    ):  # fmt: skip
        place.git("config", key, value)
    assert place.refused(*CLOSE).told == (4, ["unsigned"])


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen to sign with")
def test_a_commit_is_signed_where_git_is_told_to(place: Place, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True, timeout=60
    )
    signers = tmp_path / "signers"
    signers.write_text(f"office@court.example {key.with_suffix('.pub').read_text()}")
    for name, value in (
        ("commit.gpgSign", "true"), ("gpg.format", "ssh"), ("user.signingKey", str(key)),
        ("gpg.ssh.allowedSignersFile", str(signers)),
    ):  # fmt: skip
        place.git("config", name, value)
    place.done(*CLOSE, "--evidence", place.file())
    assert place.git("log", "-1", "--format=%G? %GS") == "G office@court.example"


# Stale locks


@pytest.mark.parametrize("lock", ["index.lock", "refs/heads/main.lock", "HEAD.lock"])
def test_a_lock_that_was_left_behind_is_named(place: Place, lock: str) -> None:
    (place.top / ".git" / lock).touch()
    refused = place.refused(*CLOSE, "--evidence", place.file())
    assert refused.told == (4, ["git-locked"])
    assert lock in refused.messages[0]
