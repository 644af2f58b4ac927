"""Whether what lies above a ledger has git treat the ledger's files otherwise than before.

`.gitattributes` and `.gitignore` hold for every folder below them. What a change of one means for
the files of the ledger, there or to come, is asked of git itself, in a folder of its own; what
cannot be asked so is taken to have a bearing.
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
Lines = Mapping[str, Sequence[str]]  # the lines of each such file, by its path


def above(path: str) -> list[str]:
    """The files that hold for a ledger from the folders above it, whether they are there or not."""
    folders = path.split("/")[:-1]
    return ["/".join([*folders[:n], name]) for n in range(len(folders)) for name in NAMES]


def bear_on(path: str, before: Lines, after: Lines, files: Sequence[str]) -> bool:
    """Whether git answers otherwise of a file of the ledger at `path`, there or to come.

    `before` and `after` are all the files of attributes and of names to ignore that hold for it,
    those inside it too; `files` are those that it has, from the top of the repository.
    """
    names: set[str] = set()  # of what a changed line matches, one for each
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
    """The lines between the first and the last in which two files differ: order counts."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    return [*before[start : len(before) - end], *after[start : len(after) - end]]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many lines two files begin alike."""
    both = list(zip(one, other, strict=False))
    return next((n for n, (old, new) in enumerate(both) if old != new), len(both))


def _basename(line: str, file: str, path: str) -> str | None:
    """A name that the pattern of a line matches in any folder; "" where it matches nothing in the
    ledger at `path`; None where it may match more than one name tells."""
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
    """A name that a pattern without folders matches; None where that is not easily told."""
    found = re.sub(r"\[([^]!^:\\-])[^]:\\]*\]", r"\1", pattern)
    found = found.replace("*", "x").replace("?", "x")
    return None if re.search(r"[\[\\]", found) else found


def _to_come(path: str, files: Sequence[str], names: Iterable[str]) -> Iterator[str]:
    """Files that the ledger may have one day."""
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
        yield f"{path}evidence/001/{name}"
        yield f"{path}evidence/{last + 1:03}/{name}"


def _answers(lines: Lines, files: Sequence[str]) -> list[bytes]:
    """What git says of these files where these lines hold."""
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
    # This command takes names as they are, and refuses to be told so.
    plain = {"GIT_LITERAL_PATHSPECS": "0"}
    done = outcome_of_reading(place, "check-ignore", "--no-index", "--", *files, env=plain)
    if done.returncode > 1:
        detail = reason(done.stderr.decode("utf-8", "replace"))
        raise SurroundingsError("git-refused", folder=place, detail=detail)
    return done.stdout
