"""The origin of everything in a request, read from each of its commits."""

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

# Stands for the hash of a file in a malformed folder. Since it contains a blank, nothing is read
# under it.
_MALFORMED = "malformed folder"
# The requested files: for each folder, its files and subfolders by name.
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
    """What the commits `made` of a request, up to `head`, and their parents have in these files of
    the ledger at `path`.

    `known` has some of the records, by file and hash. For the files in `whole`, it is determined
    how git itself merges them in each merge commit. Signatures are checked if there is a list of
    `signers`.
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
    """The trees of the commits `made` and of their parents; "" if the clone lacks a commit."""
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
    """How git itself merges these files in each merge commit whose parents differ in them, by file
    and commit; nothing for a file with conflicts."""
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
            # If one parent does not have the file, any other content comes from a file that the
            # other side renamed.
            is_own = all(held[file]) or content in held[file]
            if name not in merged.conflicts and is_own:
                yield (file, one.sha), content


def _authors(folder: str, made: Collection[MadeCommit], signers: bytes | None) -> dict[str, Author]:
    """The author of each commit, with its signature if there is a list of signers to check it."""
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
    """The hash of each of the `wanted` files in a tree. `known` caches folders, because many
    commits share them."""
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
