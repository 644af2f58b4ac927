"""Where what a request holds comes from: read from every commit that it brings."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from posixpath import normpath
from typing import Any

from rectledger.core.merge_request.introducing_commits import History
from rectledger.core.merge_request.request_history import Author, Origins, Signature
from rectledger.core.model import Record
from rectledger.core.model.records import record_type
from rectledger.core.record_fingerprint import named_in
from rectledger.store.git import commit_comparison, commits, tree_objects
from rectledger.store.git.commits import MadeCommit
from rectledger.workspace.reading.records_in_git import record_in

# In place of the hash of a file in a folder that says what no folder can. It has a blank in it: so
# nothing is read there.
_MALFORMED = "malformed folder"
# The files that are asked for: in each folder by their names there, and further folders.
_Wanted = dict[str, Any]
Known = Mapping[tuple[str, str], Record]


def origins(
    folder: str,
    made: Collection[MadeCommit],
    head: str,
    path: str,
    files: Collection[str],
    *,
    whole: Collection[str] = (),
    known: Known,
    signers: bytes | None,
) -> Origins:
    """What the commits `made`, which a request with this head brings, and those that they stand
    on, had in these files of the ledger at `path`.

    `known` has what some of them say, by file and hash. Of those of them that are `whole` it is
    asked what git makes of each where it merges. How each commit is signed is asked where there is
    a list of `signers` to hold it to.
    """
    grown = History(head, {one.sha: one.parents for one in made})
    wanted: _Wanted = {}
    for file in files:
        *folders, name = normpath(path + file).split("/")
        below = wanted
        for one in folders:
            below = below.setdefault(f"{one}/", {})
        below[name] = file
    known_folders: dict[tuple[str, int], dict[str, str]] = {}
    hashes = {
        one: _held(folder, tree, wanted, known_folders) if tree else {}
        for one, tree in trees(folder, made).items()
    }
    asked = {(file, sha) for held in hashes.values() for file, sha in held.items()}
    new = {(file, sha) for file, sha in asked - known.keys() if record_type(file)}
    contents = {**{(file, sha): record_in(folder, file, sha) for file, sha in new}, **known}
    by_git = dict(_by_git(folder, made, path, whole, hashes))
    return Origins(grown, _authors(folder, made, signers), hashes, contents, by_git)


def trees(folder: str, made: Collection[MadeCommit]) -> dict[str, str]:
    """The tree of each of the commits `made`, and of those that they stand on; "" where the clone
    does not hold one."""
    tree_of = {one.sha: one.tree for one in made}
    for one in dict.fromkeys(parent for each in made for parent in each.parents):
        if one not in tree_of:
            stood_on = commits.read(folder, one)
            tree_of[one] = stood_on.tree if stood_on else ""
    return tree_of


def _by_git(
    folder: str,
    made: Iterable[MadeCommit],
    path: str,
    files: Collection[str],
    hashes: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[tuple[str, str], str]]:
    """What git by itself makes of these files in each merge whose parents have them otherwise, by
    file and commit; nothing of a file on which they are at odds."""
    for one in made:
        held = {file: [hashes[of].get(file, "") for of in one.parents] for file in files}
        differing = [file for file in files if len(set(held[file])) > 1]
        if not differing:
            continue
        merged = commit_comparison.merged_in_turn(folder, one.parents)
        for file in differing:
            name = normpath(path + file)
            kept = tree_objects.find(folder, merged.tree, name)
            content = kept.content if kept else ""
            # What is neither of the one nor of the other, where one of them has no such file, was
            # another file's that one side renamed.
            is_own = all(held[file]) or content in held[file]
            if name not in merged.conflicts and is_own:
                yield (file, one.sha), content


def _authors(folder: str, made: Collection[MadeCommit], signers: bytes | None) -> dict[str, Author]:
    """Who made each commit; how it is signed, where there is a list of signers to hold it to."""
    authors = {
        one.sha: Author(one.sha, one.name, one.address, names=named_in(one.message)) for one in made
    }
    if signers is not None:
        for sha, state, signer in commits.signatures(folder, authors, signers):
            authors[sha] = authors[sha]._replace(signature=Signature(state, signer))
    return authors


def _held(
    folder: str, tree: str, wanted: _Wanted, known: dict[tuple[str, int], dict[str, str]]
) -> dict[str, str]:
    """The hash of each of the `wanted` files that a tree has. What is in a folder that is the same
    in many commits is looked up once, and `known` then."""
    key = tree, id(wanted)
    if key not in known:
        held: dict[str, str] = {}
        there = tree_objects.read(folder, [tree])[tree]
        for name, below in wanted.items():
            entry = there.entries.get(name.removesuffix("/"))
            if there.malformed:
                held |= dict.fromkeys(_files(below), _MALFORMED)
            elif entry is not None and isinstance(below, str):
                held[below] = entry.content
            elif entry is not None and entry.mode == tree_objects.FOLDER:
                held |= _held(folder, entry.sha, below, known)
        known[key] = held
    return known[key]


def _files(wanted: _Wanted | str) -> Iterator[str]:
    if isinstance(wanted, str):
        yield wanted
    else:
        for below in wanted.values():
            yield from _files(below)
