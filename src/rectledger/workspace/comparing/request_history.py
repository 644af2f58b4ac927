"""Where what a request holds comes from: read from every commit that it brings."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from posixpath import normpath

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
    wanted: dict[str, dict[str, str]] = defaultdict(dict)
    for file in files:
        below, slash, name = normpath(path + file).rpartition("/")
        wanted[below + slash][name] = file
    hashes = {one: _held(folder, tree, wanted) for one, tree in trees(folder, made).items()}
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


def _held(folder: str, tree: str, wanted: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The hash of each of the `wanted` files that a tree has: these are given by the folder that
    they are in and their name there."""
    held: dict[str, str] = {}
    for below, files in wanted.items():
        way = [one for _, one in tree_objects.way(folder, tree, below)]
        if any(one.malformed for one in way):
            held |= dict.fromkeys(files.values(), _MALFORMED)
        elif len(way) > below.count("/"):
            there = way[-1].entries
            held |= {file: there[name].content for name, file in files.items() if name in there}
    return held
