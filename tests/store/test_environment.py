"""The environment that git runs in: an allow-list of variables, and nothing else."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import begin, commit, git
from rectledger.errors import SurroundingsError, UsageError
from rectledger.store.git import (
    commit_comparison,
    commits,
    disk_and_commit,
    environment,
    tree_objects,
)
from rectledger.store.git.ledger_at_commit import open_revision
from rectledger.store.git.revision_names import commit_named

# What could redirect git, or change what it sees.
HARMFUL = {
    "GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/nowhere", "GIT_INDEX_FILE": "/nowhere",
    "GIT_OBJECT_DIRECTORY": "/nowhere", "GIT_ALTERNATE_OBJECT_DIRECTORIES": "/nowhere",
    "GIT_COMMON_DIR": "/nowhere", "GIT_NAMESPACE": "x", "GIT_GRAFT_FILE": "/nowhere",
    "GIT_SHALLOW_FILE": "/nowhere", "GIT_REPLACE_REF_BASE": "refs/heads/",
    "GIT_GLOB_PATHSPECS": "1",
    "GIT_ICASE_PATHSPECS": "1", "GIT_NOGLOB_PATHSPECS": "1", "GIT_LITERAL_PATHSPECS": "1",
    "GIT_EXTERNAL_DIFF": "false", "GIT_DIFF_OPTS": "-u0", "GIT_PAGER": "false",
    "GIT_ATTR_SOURCE": "HEAD~1", "GIT_CONFIG": "/nowhere", "GIT_CONFIG_PARAMETERS": "'diff.x=y'",
    "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.bare", "GIT_CONFIG_VALUE_0": "true",
    "GIT_PREFIX": "x/", "GIT_INTERNAL_SUPER_PREFIX": "x/", "GIT_IMPLICIT_WORK_TREE": "0",
    "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "GIT_EXEC_PATH": "/nowhere", "LC_ALL": "zh_CN.UTF-8",
    "GIT_DEFAULT_HASH": "sha256", "GIT_REFLOG_ACTION": "x", "GIT_OPTIONAL_LOCKS": "1",
}  # fmt: skip
ALLOWED = {
    "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "XDG_CONFIG_HOME", "LD_LIBRARY_PATH",
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
}  # fmt: skip


@given(st.dictionaries(st.sampled_from([*HARMFUL, *ALLOWED, "LD_PRELOAD", "X"]), st.text("a/")))
def test_nothing_passes_that_is_not_named(environ: dict[str, str]) -> None:
    given_to_git = environment.reading(environ)
    own = {**environment.READING, "GIT_ATTR_NOSYSTEM": "1"}
    for name, value in given_to_git.items():
        assert name in ALLOWED or own.get(name) == value
    assert {name for name in environ if name in ALLOWED} <= set(given_to_git)


def test_of_settings_only_whom_to_trust_passes() -> None:
    said = {
        "GIT_CONFIG_COUNT": "3",
        "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": "touch x",
        "GIT_CONFIG_KEY_1": "safe.directory", "GIT_CONFIG_VALUE_1": "/srv/a",
        "GIT_CONFIG_KEY_2": "safe.bareRepository", "GIT_CONFIG_VALUE_2": "explicit",
    }  # fmt: skip
    given_to_git = environment.reading(said)
    assert given_to_git["GIT_CONFIG_COUNT"] == "2"
    assert [given_to_git[f"GIT_CONFIG_KEY_{n}"] for n in (0, 1)] == [
        "safe.directory", "safe.bareRepository",
    ]  # fmt: skip
    for count in ("", "x", "-1", "99999", "1"):
        assert "GIT_CONFIG_COUNT" not in environment.reading({**said, "GIT_CONFIG_COUNT": count})


def test_what_is_in_quarantine_is_looked_at_by_a_hook_alone() -> None:
    objects = {"GIT_OBJECT_DIRECTORY": "x", "GIT_ALTERNATE_OBJECT_DIRECTORIES": "y"}
    assert not objects.keys() & environment.reading(objects).keys()
    pushed = {**objects, "GIT_QUARANTINE_PATH": "x"}
    assert pushed.items() <= environment.reading(pushed).items()


def test_who_commits_and_signs_is_left_to_a_change() -> None:
    kept = {
        "GIT_AUTHOR_NAME": "Li", "GIT_COMMITTER_EMAIL": "li@x", "GIT_SSH_COMMAND": "ssh",
        "GIT_CONFIG_COUNT": "0", "GIT_CONFIG_GLOBAL": "/x", "GIT_TRACE": "1", "HOME": "/",
    }  # fmt: skip
    assert environment.not_for_changes(kept) == []
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_ATTR_SOURCE", "GIT_NOTHING_KNOWN"):
        assert environment.not_for_changes({**kept, name: "x"}) == [name]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = begin(tmp_path / "top")
    (folder / "ledger.yaml").write_text("title: first\n")
    commit(folder)
    git(folder, "branch", "base")
    (folder / "ledger.yaml").write_text("title: second\n")
    commit(folder)
    return folder


@pytest.mark.parametrize("name", HARMFUL)
def test_whatever_is_set_the_same_is_read(
    repository: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for one in [
        name,
        *(other for other in HARMFUL if name.startswith("GIT_CONFIG_C") and "CONFIG" in other),
    ]:
        monkeypatch.setenv(one, HARMFUL[one])
    before, after = (open_revision(repository, rev) for rev in ("base", "main"))
    assert (before.read("ledger.yaml"), after.read("ledger.yaml")) == (
        b"title: first\n", b"title: second\n",
    )  # fmt: skip
    folder = str(repository)
    found = tree_objects.differences(folder, before.commit.tree, after.commit.tree)
    assert [one.file for one in found] == ["ledger.yaml"]
    differing = disk_and_commit.compare(repository, before.files(), ["ledger.yaml"]).differences
    assert [one.file for one in differing] == ["ledger.yaml"]
    assert (
        commit_comparison.merge_base(folder, before.commit.sha, after.commit.sha)
        == before.commit.sha
    )


def test_no_program_of_the_configuration_is_run(repository: Path, tmp_path: Path) -> None:
    ran, program = tmp_path / "ran", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n")
    program.chmod(0o755)
    git(repository, "switch", "--quiet", "base")
    (repository / "other.yaml").write_text("x\n")
    (repository / ".gitattributes").write_text("* diff=bad merge=bad\n")
    commit(repository)
    for name in (
        "core.fsmonitor", "core.pager", "diff.external", "diff.bad.command", "diff.bad.textconv",
        "merge.bad.driver", "core.alternateRefsCommand",
    ):  # fmt: skip
        git(repository, "config", name, str(program))
    git(repository, "config", "core.hooksPath", str(tmp_path))
    ran.unlink(missing_ok=True)
    folder = str(repository)
    main = open_revision(repository, "main")
    one, other = main.commit, commit_named(folder, "base", "--base")
    (repository / "ledger.yaml").write_text("title: third\n")
    assert commit_comparison.merged(folder, one.sha, other.sha).conflicts == ()
    files = ("ledger.yaml", "other.yaml", ".gitattributes")
    assert len(disk_and_commit.compare(repository, main.files(), files).differences) == 3
    assert not ran.exists()


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_what_git_says_of_signatures_is_read_whatever_it_is_set_to_write(repository: Path) -> None:
    for setting in ("i18n.logOutputEncoding=UTF-16", "color.ui=always", "log.showSignature=true"):
        git(repository, "config", *setting.split("="))
    sha = git(repository, "rev-parse", "main")
    assert list(commits.signatures(str(repository), [sha], b"")) == [(sha, "none", "")]


@pytest.mark.parametrize("driver", ["union", "ours", "binary"])
def test_how_a_request_would_be_merged_is_not_for_it_to_say(repository: Path, driver: str) -> None:
    """A branch's own attributes, checked out or not, do not affect how it is merged."""
    git(repository, "switch", "--quiet", "base")
    (repository / ".gitattributes").write_text(f"*.yaml merge={driver}\n")
    (repository / "ledger.yaml").write_text("title: third\n")
    commit(repository)
    git(repository, "config", "merge.ours.driver", "true")
    git(repository, "config", "merge.default", "union")
    folder = str(repository)
    one, other = (git(repository, "rev-parse", rev) for rev in ("main", "base"))
    assert commit_comparison.merged(folder, one, other).conflicts == ("ledger.yaml",)


@pytest.mark.parametrize("where", ["info/attributes", "config"])
def test_how_a_request_is_merged_is_not_for_the_clone_to_say(
    repository: Path, tmp_path: Path, where: str
) -> None:
    """Attributes set only in this clone, and what they refer to, do not affect it either."""
    git(repository, "switch", "--quiet", "base")
    (repository / "ledger.yaml").write_text("title: third\n")
    commit(repository)
    attributes = repository / ".git/info/attributes"
    if where == "config":
        attributes = tmp_path / "attributes"
        git(repository, "config", "core.attributesFile", str(attributes))
    attributes.parent.mkdir(exist_ok=True)
    ran = tmp_path / "ran"
    git(repository, "config", "merge.mine.driver", f"touch '{ran}'; cp %B %A")
    folder = str(repository)
    one, other = (git(repository, "rev-parse", rev) for rev in ("main", "base"))
    for driver in ("union", "mine"):
        attributes.write_text(f"*.yaml merge={driver}\n")
        assert commit_comparison.merged(folder, one, other).conflicts == ("ledger.yaml",)
    assert not ran.exists()


@pytest.mark.parametrize("kind", ["sha1", "sha256"])
def test_what_a_merge_makes_can_be_read_in_every_kind_of_repository(
    tmp_path: Path, kind: str
) -> None:
    folder = tmp_path / "top"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", f"--object-format={kind}", "top")
    for key, value in (("user.name", "Li"), ("user.email", "li@court.example")):
        git(folder, "config", key, value)
    for branch, name in (("main", "a"), ("one", "b"), ("two", "c")):
        if branch != "main":
            git(folder, "switch", "--quiet", "--create", branch, "main")
        (folder / name).write_text(name)
        commit(folder)
    one, two = (git(folder, "rev-parse", rev) for rev in ("one", "two"))
    merged = commit_comparison.merged(str(folder), one, two)
    made = commits.read(str(folder), one)
    assert made
    found = tree_objects.differences(str(folder), made.tree, merged.tree)
    assert [(one.file, one.before) for one in found] == [("c", None)]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("tag", "main"), ("branch", "refs/heads/main"), ("tag", "HEAD"), ("remote", "main")],
)
def test_nobody_stops_or_misleads_a_check_by_a_ref_of_that_name(
    repository: Path, kind: str, name: str
) -> None:
    git(repository, "update-ref", f"refs/{kind}s/{name}".replace("branchs", "heads"), "base")
    folder, main = str(repository), git(repository, "rev-parse", "refs/heads/main")
    for rev in ("main", "HEAD", "main~0", "refs/heads/main", main):
        assert commit_named(folder, rev, "--base", branch_first=True).sha == main
    before = git(repository, "rev-parse", "refs/heads/main~1")
    assert commit_named(folder, "main~1", "--base", branch_first=True).sha == before


def test_where_git_does_not_list_its_refs_none_is_guessed_at(repository: Path) -> None:
    """git would use the tag."""
    git(repository, "update-ref", "refs/tags/main", "base")
    (repository / ".git/refs/heads/main").write_text("1" * 40 + "\n")  # no such object
    with pytest.raises(SurroundingsError):
        commit_named(str(repository), "main", "--base", branch_first=True)


@pytest.mark.parametrize("pushed", ["refs/tags/heads/main", "refs/heads/heads/main"])
def test_a_name_that_says_that_it_is_a_branch_is_that(repository: Path, pushed: str) -> None:
    git(repository, "update-ref", pushed, "base")
    git(repository, "update-ref", "refs/tags/remotes/origin/main", "base")
    git(repository, "update-ref", "refs/remotes/origin/main", "main")
    folder, main = str(repository), git(repository, "rev-parse", "refs/heads/main")
    for rev in ("heads/main", "heads/main~0", "remotes/origin/main"):
        assert commit_named(folder, rev, "--base", branch_first=True).sha == main


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("length", [4, 10, 39])
def test_a_hash_that_is_cut_short_is_that_or_refused(
    repository: Path, length: int, *, first: bool
) -> None:
    main = git(repository, "rev-parse", "main")
    short = main[:length]
    folder = str(repository)

    def named(rev: str) -> str:
        return commit_named(folder, rev, "--base", branch_first=first).sha

    assert {named(short), named(short.upper()), named(f"{short}~0")} == {main}
    for kind in ("tags", "heads", "remotes"):
        git(repository, "update-ref", f"refs/{kind}/{short}", "base")
        for rev in (short, f"{short}~0"):
            with pytest.raises(UsageError) as error:
                named(rev)
            assert error.value.code == "ambiguous-hash"
        assert named(f"refs/{kind}/{short}") == git(repository, "rev-parse", "base")
        git(repository, "update-ref", "-d", f"refs/{kind}/{short}")
    git(repository, "branch", "beef0", "base")  # looks like a hash, but no commit has it
    assert named("beef0") == git(repository, "rev-parse", "base")


def test_a_tag_is_found_by_the_beginning_of_its_hash(repository: Path) -> None:
    git(repository, "tag", "--annotate", "--message", "One", "one", "main")
    tag = git(repository, "rev-parse", "one")
    found = commit_named(str(repository), tag[:12], "--base", branch_first=True)
    assert found.sha == git(repository, "rev-parse", "main")


@pytest.mark.parametrize("name", ["FETCH_HEAD", "ORIG_HEAD"])
def test_what_git_keeps_beside_its_refs_is_that_or_nothing(repository: Path, name: str) -> None:
    git(repository, "update-ref", f"refs/tags/{name}", "base")
    with pytest.raises(UsageError) as error:
        commit_named(str(repository), name, "--base", branch_first=True)
    assert error.value.code == "no-such-revision"
    main = git(repository, "rev-parse", "main")
    (repository / ".git" / name).write_text(f"{main}\n")
    assert commit_named(str(repository), name, "--base", branch_first=True).sha == main


@pytest.mark.parametrize("kind", ["tags", "heads", "remotes"])
def test_a_full_name_is_that_or_nothing(repository: Path, kind: str) -> None:
    git(repository, "update-ref", f"refs/{kind}/refs/remotes/origin/gone", "base")
    for rev in ("refs/remotes/origin/gone", "refs/remotes/origin/gone~0"):
        with pytest.raises(UsageError) as error:
            commit_named(str(repository), rev, "--base", branch_first=True)
        assert error.value.code == "no-such-revision"


@pytest.mark.parametrize("pushed", ["tags", "heads"])
def test_a_branch_of_a_remote_is_found_by_its_name(repository: Path, pushed: str) -> None:
    git(repository, "update-ref", "refs/remotes/origin/main", "base")
    git(repository, "update-ref", f"refs/{pushed}/origin/main", "main")
    base = git(repository, "rev-parse", "base")
    assert commit_named(str(repository), "origin/main", "--base", branch_first=True).sha == base


def test_a_tag_with_a_message_is_its_commit(repository: Path) -> None:
    git(repository, "tag", "--annotate", "--message", "One", "v1", "base")
    assert commit_named(str(repository), "v1", "--base").sha == git(repository, "rev-parse", "base")


def test_the_environment_of_this_process_is_left_to_others(repository: Path) -> None:
    before = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    open_revision(repository, "main")
    assert {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} == before
