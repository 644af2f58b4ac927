"""Git trees, parsed here: their entries, what no folder can contain, and differences."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgers import ALONE, begin, commit, git
from rectledger.errors import SurroundingsError
from rectledger.store.git import objects, tree_objects
from rectledger.store.git.ledger_at_commit import open_revision
from rectledger.store.git.tree_objects import Difference, TreeEntry, differences, parse
from rectledger.workspace.reading.load_ledger import open_ledger
from transcript import surroundings

ONE, TWO = "1" * 40, "2" * 40


def raw(*entries: tuple[str, str, str]) -> bytes:
    """The bytes of a tree with these entries: mode, name, hash."""
    return b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(sha) for mode, name, sha in entries)


def test_a_tree_is_read() -> None:
    data = raw(("100644", "a b", ONE), ("40000", "issues", TWO), ("120000", "l\n", ONE))
    assert parse(data) == (
        {
            "a b": TreeEntry("100644", ONE), "issues": TreeEntry("40000", TWO),
            "l\n": TreeEntry("120000", ONE),
        }, ()
    )  # fmt: skip
    assert parse(b"") == ({}, ())
    long = parse(raw(("100755", "a", "3" * 64)), 64)
    assert long.entries == {"a": TreeEntry("100755", "3" * 64)}


@pytest.mark.parametrize(
    ("entries", "odd"),
    [
        ([("100644", "a", ONE), ("100644", "a", TWO)], "a"),
        ([("100644", "a", ONE), ("40000", "a", TWO)], "a"),
        ([("100644", "a/b", ONE)], "a/b"),
        ([("100644", "..", ONE)], ".."),
        ([("40000", ".git", ONE)], ".git"),
        ([("40000", ".GIT", ONE)], ".GIT"),
        ([("40000", ".git ", ONE)], ".git "),
        ([("40000", ".g\u200cit", ONE)], ".g\u200cit"),
        ([("40000", "Git~1", ONE)], "Git~1"),
        ([("40000", ".git::$INDEX_ALLOCATION", ONE)], ".git::$INDEX_ALLOCATION"),
        ([("100644", "b", ONE), ("100644", "a", TWO)], "a"),
        ([("040000", "a", ONE)], "a"),
        ([("100666", "a", ONE)], "a"),
    ],
)
def test_what_no_folder_can_say_is_told(entries: list[tuple[str, str, str]], odd: str) -> None:
    assert parse(raw(*entries)).malformed == (odd,)


@pytest.mark.parametrize("data", [b"x", raw(("100644", "a", ONE))[:-1], b"100644 a\0"])
def test_what_is_no_tree_is_told(data: bytes) -> None:
    assert parse(data).malformed == ("",)


def test_names_that_only_look_like_gits_own_are_names() -> None:
    names = [".gitattributes", ".github", "digits", "git", "git~", "\u62a5\u544a-git"]
    assert parse(raw(*(("100644", name, ONE) for name in names))).malformed == ()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = begin(tmp_path / "top")
    for name in ("data/issues/001.yaml", "data/issues/002.yaml", "data/ledger.yaml", "other/x"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    commit(folder)
    return folder


def tree(folder: Path, data: bytes) -> str:
    """The hash of a tree with these bytes, valid or not."""
    command = ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"]
    plain = {k: v for k, v in surroundings().items() if not k.startswith("GIT_")}
    done = subprocess.run(
        command, cwd=folder, input=data, capture_output=True, check=True, env={**plain, **ALONE}
    )
    return done.stdout.decode().strip()


def test_what_differs_is_what_git_says_differs(repository: Path) -> None:
    before = git(repository, "rev-parse", "HEAD^{tree}")
    (repository / "data/issues/001.yaml").write_text("other")
    (repository / "data/issues/002.yaml").unlink()
    (repository / "data/ledger.yaml").chmod(0o755)
    (repository / "new/deep").mkdir(parents=True)
    (repository / "new/deep/\u6587").write_text("x")
    (repository / "other/x").unlink()
    (repository / "other/x").mkdir()
    (repository / "other/x/y").write_text("y")
    commit(repository)
    after = git(repository, "rev-parse", "HEAD^{tree}")
    found = differences(str(repository), before, after)
    said = git(repository, "diff-tree", "-r", "-z", "--name-only", "--no-renames", before, after)
    assert sorted(one.file for one in found) == sorted(said.rstrip("\0").split("\0"))
    assert Difference("data/issues/002.yaml", found[1].before, None) == found[1]
    assert differences(str(repository), before, before) == []


@pytest.mark.parametrize("kind", ["an empty folder", "another order", "a mode written otherwise"])
def test_trees_that_differ_and_name_no_file_are_an_error(repository: Path, kind: str) -> None:
    folder, empty = str(repository), tree(repository, b"")
    file = git(repository, "rev-parse", "HEAD:data/ledger.yaml")
    plain = [("100644", "a", file), ("100644", "b", file)]
    before = tree(repository, raw(*plain))
    entries = {
        "an empty folder": [*plain, ("40000", "c", empty)],
        "another order": plain[::-1],
        "a mode written otherwise": [("0100644", "a", file), plain[1]],
    }[kind]
    after = tree(repository, raw(*entries))
    with pytest.raises(SurroundingsError) as raised:
        differences(folder, before, after)
    assert raised.value.code == "differs-untold"


NAMES = st.sampled_from(["a", "b", "issues", "x.yaml"])
CONTENTS = st.recursive(
    st.integers(0, 2), lambda inner: st.dictionaries(NAMES, inner, min_size=1, max_size=3)
)


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(NAMES, CONTENTS, max_size=3), st.dictionaries(NAMES, CONTENTS, max_size=3))
def test_unequal_trees_have_a_list_of_paths(
    scratch: Path, one: dict[str, object], other: dict[str, object]
) -> None:
    before, after = made(scratch, one), made(scratch, other)
    found = differences(str(scratch), before, after)
    assert bool(found) == (before != after)
    olds, news = dict(flat(one)), dict(flat(other))
    changed = {name for name in {**olds, **news} if olds.get(name) != news.get(name)}
    assert {each.file for each in found} == changed


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begin(tmp_path_factory.mktemp("trees") / "top")


def made(folder: Path, content: dict[str, object]) -> str:
    """A tree of these files, by content, and folders."""
    entries = []
    for name, held in content.items():
        if isinstance(held, dict):
            entries.append(("40000", name, made(folder, held)))
        else:
            entries.append(("100644", name, str(held) * 40))
    entries.sort(key=lambda entry: entry[1] + ("/" if entry[0] == "40000" else ""))
    return tree(folder, raw(*entries))


def flat(content: dict[str, object], path: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for name, held in content.items():
        if isinstance(held, dict):
            found += flat(held, f"{path}{name}/")
        else:
            found.append((path + name, held))
    return found


def test_what_a_commit_brings_that_no_folder_can_have_is_found(repository: Path) -> None:
    folder = str(repository)
    blob = git(repository, "rev-parse", "HEAD:other/x")
    root = git(repository, "rev-parse", "HEAD^{tree}")
    twice = tree(repository, raw(("100644", "a", blob), ("100644", "a", blob)))
    deep = tree(repository, raw(("40000", "deep", twice)))
    above = tree(repository, raw(("40000", ".GIT", deep)))
    kept = [
        (name, one.mode, one.sha) for name, one in tree_objects.tree(folder, root).entries.items()
    ]

    def beside(name: str, sha: str) -> str:
        entries = sorted([*kept, (name, "40000", sha)])
        return tree(repository, raw(*((mode, each, one) for each, mode, one in entries)))

    new = beside("more", deep)
    assert list(tree_objects.malformed(folder, [(new, [root])])) == [("more/deep/", ("a",))]
    assert list(tree_objects.malformed(folder, [(new, [new])])) == []  # it already existed
    assert list(tree_objects.malformed(folder, [(beside("z", deep), [new, root])])) == [
        ("z/deep/", ("a",))
    ]  # fmt: skip
    assert list(tree_objects.malformed(folder, [(beside("z", above), [root, ""])])) == [
        ("z/", (".GIT",))
    ]
    later = beside("more", tree(repository, raw(("100644", "b", blob))))
    brought = [(later, [new]), (new, [root])]
    assert list(tree_objects.malformed(folder, brought)) == [("more/deep/", ("a",))]


def test_trees_that_came_first_are_let_go_of(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tree_objects._AtHand()
    monkeypatch.setattr(known, "most", 5)
    for n in range(9):
        known.keep("x", str(n), tree_objects.Tree({"a": TreeEntry("100644", ONE)}))
    assert [sha for _, sha in known.trees] == ["7", "8"]
    assert known.entries == 4


def test_folders_that_lie_too_deep_in_each_other_are_an_error(repository: Path) -> None:
    folder, deep = str(repository), made(repository, {"file": "0"})
    for _ in range(100):
        deep = tree(repository, raw(("40000", "a", deep)))
    deeper = tree(repository, raw(("40000", "a", deep)))
    asked: list[Callable[[str], object]] = [
        lambda sha: differences(folder, "", sha),
        lambda sha: list(tree_objects.below(folder, sha)),
        lambda sha: list(tree_objects.malformed(folder, [(sha, [""])])),
    ]
    for ask in asked:
        ask(deep)
        with pytest.raises(SurroundingsError) as refused:
            ask(deeper)
        assert refused.value.code == "folders-too-deep"
    assert differences(folder, deeper, "")  # they may be removed


def test_a_file_is_found_by_its_folders(repository: Path) -> None:
    folder, root = str(repository), git(repository, "rev-parse", "HEAD^{tree}")
    said = git(repository, "rev-parse", "HEAD:data/issues/001.yaml")
    assert tree_objects.find(folder, root, "data/issues/001.yaml") == TreeEntry("100644", said)
    for name in ("data/issues/009.yaml", "data/nothing/x", "data/ledger.yaml/x", "nothing"):
        assert tree_objects.find(folder, root, name) is None


def test_in_a_folder_with_a_name_twice_nothing_is_read(repository: Path) -> None:
    files = [git(repository, "rev-parse", f"HEAD:data/issues/00{n}.yaml") for n in (1, 2)]
    twice = tree(repository, raw(*(("100644", "001.yaml", sha) for sha in files)))
    settings = git(repository, "rev-parse", "HEAD:data/ledger.yaml")
    data = tree(repository, raw(("40000", "issues", twice), ("100644", "ledger.yaml", settings)))
    top = tree(repository, raw(("40000", "data", data)))
    made_so = git(repository, "commit-tree", "-m", "One", top)
    then = open_revision(repository, made_so)
    for found in (then.entries("issues"), then.read("issues/001.yaml")):
        assert not isinstance(found, list | bytes)
        assert (found.code, found.file) == ("malformed-tree", "issues")
    assert then.read("ledger.yaml") == b"data/ledger.yaml"


@pytest.mark.parametrize("where", ["..", "."])
def test_a_folder_is_named_truly_and_once(repository: Path, where: str) -> None:
    settings = git(repository, "rev-parse", "HEAD:data/ledger.yaml")
    odd = ("100644", "a/b", settings)
    inside = [("100644", "ledger.yaml", settings)]
    data = tree(repository, raw(*([odd] if where == "." else []), *inside))
    top = tree(repository, raw(*([odd] if where == ".." else []), ("40000", "data", data)))
    made = git(repository, "commit-tree", "-m", "One", top)
    opened = open_ledger(open_revision(repository, made), with_evidence=True)
    told = [(one.code, one.file) for one in (*opened.unreadable, *opened.unopened)]
    assert told == [("malformed-tree", where)]


def test_every_answer_is_of_what_was_asked(repository: Path) -> None:
    """Each object has the bytes git has for it; None if it is of another kind or unknown."""
    folder = str(repository)
    listed = git(repository, "cat-file", "--batch-all-objects", "--batch-check").splitlines()
    known = [tuple(line.split()[:2]) for line in listed]
    assert {kind for _, kind in known} == {"blob", "tree", "commit"}
    for asked in ("blob", "tree", "commit", "tag"):
        for sha, kind in known:
            opened = objects.get(folder, sha, asked)  # type: ignore[arg-type]
            assert (opened is not None) == (kind == asked)
            if opened:
                data = b"".join(opened[1])
                assert len(data) == opened[0]
                said = subprocess.run(
                    ["git", "hash-object", "-t", kind, "--stdin"], cwd=folder, input=data,
                    capture_output=True, check=True,
                ).stdout.decode()  # fmt: skip
                assert said.strip() == sha
    assert objects.get(folder, "0" * 40) is None


@pytest.mark.parametrize(
    "name", ["HEAD", "HEAD:x", "", "1" * 39, "1" * 40 + "\n" + "2" * 40, "1" * 40 + "\n", "A" * 40]
)
def test_nothing_is_asked_for_but_by_its_hash(repository: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not the hash of an object"):
        objects.get(str(repository), name)


def test_an_answer_about_another_object_is_an_error(tmp_path: Path) -> None:
    """A git that answers about another object, for example after losing count."""
    folder = tmp_path / "top"
    folder.mkdir()
    fake = tmp_path / "bin/git"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\nread -r asked\nprintf '{TWO} blob 1\\nx\\n'\nread -r more\n")
    fake.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{fake.parent}:/usr/bin:/bin")
        with pytest.raises(SurroundingsError) as raised:
            objects.get(str(folder), ONE)
    assert raised.value.code == "git-answers-another"
    objects.end(str(folder))
