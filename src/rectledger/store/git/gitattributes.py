"""Whether a change to files above a ledger affects how git treats the ledger's files.

`.gitattributes` and `.gitignore` apply to all folders below them. To find out what a change means
for the ledger's present and future files, git itself is asked, in a temporary folder. A change that
cannot be tested this way counts as affecting them.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rectledger.core.model.layout import (
    ISSUES,
    SETTINGS_FILE,
    SIGNERS_FILE,
    evidence_folder,
    issue_file,
    measure_file,
)
from rectledger.errors import SurroundingsError
from rectledger.store.git.run_git import outcome_of_reading, reason, told

NAMES = (".gitattributes", ".gitignore")
_NUMBERED = re.compile(r"(?:issues|measures|evidence)/(\d{1,6})")
_WILD = re.compile(r"[*?\[\\]")
_AT_ONCE = 2000
Lines = Mapping[str, Sequence[str]]  # the lines of each such file, by path


def above(path: str) -> list[str]:
    """The paths, above a ledger, of the files that may apply to it, whether or not they exist."""
    folders = path.split("/")[:-1]
    return ["/".join([*folders[:n], name]) for n in range(len(folders)) for name in NAMES]


def bear_on(path: str, before: Lines, after: Lines, files: Sequence[str]) -> bool:
    """Whether git treats a present or future file of the ledger at `path` differently.

    `before` and `after` are all attributes and ignore files that apply to it, including those
    inside it; `files` are the ledger's files, as paths in the repository.
    """
    names: set[str] = set()  # one sample name for each changed line
    for file in {**before, **after}:
        if file.startswith(path):
            continue
        for line in _changed(before.get(file, ()), after.get(file, ())):
            name = _basename(line, file, path)
            if name is None:
                return True
            names |= {name} - {""}
    asked = [*files, *_to_come(path, files, names)]
    return bool(names) and _answers(before, asked) != _answers(after, asked)


def _changed(before: Sequence[str], after: Sequence[str]) -> Sequence[str]:
    """The lines from the first to the last difference between two files, because order matters."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    return [*before[start : len(before) - end], *after[start : len(after) - end]]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines two files have in common at their start."""
    both = list(zip(one, other, strict=False))
    return next((n for n, (old, new) in enumerate(both) if old != new), len(both))


def _basename(line: str, file: str, path: str) -> str | None:
    """A sample name that a line's pattern matches in any folder; "" if the pattern matches nothing
    in the ledger at `path`; None if one name is not enough to test it."""
    said = line.strip()
    if not said or said.startswith("#"):
        return ""
    if file.endswith(".gitattributes"):
        if said.startswith(("[attr]", '"')):
            return None
        said = said.split()[0]
    pattern = said.removeprefix("!")
    if "/" not in pattern.rstrip("/"):
        return _instance(pattern.rstrip("/"))
    below = path.removeprefix(file.rpartition("/")[0] + "/" if "/" in file else "").split("/")
    parts = pattern.strip("/").split("/")
    for part, folder in zip(parts, below[:-1], strict=False):
        if _WILD.search(part):
            return None
        if part.casefold() != folder.casefold():
            return ""
    return None


def _instance(pattern: str) -> str | None:
    """A sample name that a pattern without folders matches; None if it is hard to construct."""
    found = re.sub(r"\[([^]!^:\\-])[^]:\\]*\]", r"\1", pattern)
    found = found.replace("*", "x").replace("?", "x")
    return None if re.search(r"[\[\\]", found) else found


def _to_come(path: str, files: Sequence[str], names: Iterable[str]) -> Iterator[str]:
    """Files that the ledger may have in the future."""
    last = max(map(int, _NUMBERED.findall(" ".join(files))), default=0)
    for number in (*range(last + 1, last + 11), 999, 9999):
        yield path + issue_file(number)
        yield path + measure_file(number, 1)
        yield f"{path}{evidence_folder(number)}/report-0123abcd.pdf"
    for own in (SETTINGS_FILE, SIGNERS_FILE, *NAMES):
        yield f"{path}{own}"
    for name in names:
        if re.fullmatch(r"\d+(-\d+)?\.yaml", name):
            yield f"{path}{ISSUES}/{name}"
            yield f"{path}measures/{name}"
        yield f"{path}evidence/{name}"
        yield f"{path}sources/{name}"
        yield f"{path}evidence/001/{name}"
        yield f"{path}evidence/{last + 1:03}/{name}"


def _answers(lines: Lines, files: Sequence[str]) -> list[bytes]:
    """How git treats these files under these lines."""
    with tempfile.TemporaryDirectory() as place:
        told(place, "init", "--quiet", "--template=")
        for file, said in lines.items():
            there = Path(place, file)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(os.fsencode("\n".join(said) + "\n"))
        answers = []
        for at in range(0, len(files), _AT_ONCE):
            some = files[at : at + _AT_ONCE]
            answers.append(told(place, "check-attr", "--all", "--", *some))
            answers.append(_ignored(place, [f"./{one}" for one in some]))
        return answers


def _ignored(place: str, files: Sequence[str]) -> bytes:
    """Which of these files git would ignore."""
    # check-ignore takes names literally, and rejects the variable that asks for it.
    plain = {"GIT_LITERAL_PATHSPECS": "0"}
    done = outcome_of_reading(place, "check-ignore", "--no-index", "--", *files, env=plain)
    if done.returncode > 1:
        detail = reason(done.stderr.decode("utf-8", "replace"))
        raise SurroundingsError("git-refused", folder=place, detail=detail)
    return done.stdout
