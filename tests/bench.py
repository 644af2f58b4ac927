"""`make bench`: how long commands take and what memory they need, next to a peer in the same run.

Whole processes are timed, alternating with the peer, so that other load on the machine affects
both. The limit is on the ratio of the medians; the seconds are only for orientation. Nothing here
is a test: a busy machine is not a defect.
"""

import hashlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from rich.console import Console
from rich.table import Table

from transcript import IDENTITY, PYTHON, ROOT, surroundings

MIB = 1024 * 1024
EVIDENCE_MIB = 500
MOST_MIB = 250
ENV = {k: v for k, v in surroundings(**IDENTITY).items() if k != "PYTHONDONTWRITEBYTECODE"}
RECTLEDGER = [sys.executable, "-m", "rectledger", "--ledger"]
EMPTY_APP = "import typer\napp = typer.Typer()\n@app.command()\ndef main(): pass\napp()\n"


@dataclass(frozen=True)
class Timed:
    """The median time of a command, and the peak memory of any of its processes."""

    seconds: float
    mib: float


@dataclass(frozen=True)
class Row:
    """A measurement and its peer's; their ratio, and its limit if there is one."""

    what: str
    own: Timed
    peer: str
    its: float
    ratio: float
    bar: float | None


@dataclass(frozen=True)
class Document:
    """A generated document, and the limits on its time and size."""

    row: Row
    megabytes: float
    most_seconds: float
    most_megabytes: float | None


def run(command: list[str] | str) -> Timed:
    """Run a command once (a string in a shell); discard its output."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, shell=isinstance(command, str), env=ENV, stdout=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)  # includes the children's usage
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {process.returncode}")
    return Timed(seconds, usage.ru_maxrss / 1024)


def in_turns(runs: int, *commands: list[str] | str) -> list[Timed]:
    """Run each command so many times, alternating, after one run that does not count."""
    taken: list[list[Timed]] = [[] for _ in commands]
    for turn in range(runs + 1):
        for times, command in zip(taken, commands, strict=True):
            one = run(command)
            if turn:
                times.append(one)
    return [
        Timed(statistics.median(t.seconds for t in times), max(t.mib for t in times))
        for times in taken
    ]


def beside(
    what: str, own: list[str], peer: str, its: list[str] | str, bar: float | None, runs: int
) -> Row:
    mine, other = in_turns(runs, own, its)
    return Row(what, mine, peer, other.seconds, mine.seconds / other.seconds, bar)


def generate(work: Path, files: int) -> None:
    """Generate a ledger of so many files, a list of them for `xargs -0`, and as many entries for
    hledger."""
    folder = work / str(files)
    _records(folder, files)
    with (work / f"{files}.list").open("wb") as stream:
        for path in folder.rglob("*.yaml"):
            stream.write(os.fsencode(path) + b"\0")
    with (work / f"{files}.journal").open("w", encoding="utf-8") as journal:
        for n in range(files):
            journal.write(
                f"2021-10-31 * {n} close\n    closed:department{n % 13}    1\n    open\n\n"
            )


def _records(folder: Path, files: int) -> None:
    """A ledger built from the real one: the same issues over and over, renumbered."""
    real = ROOT / "data"
    issues = [path.read_text("utf-8") for path in sorted((real / "issues").iterdir())]
    measures: dict[int, list[str]] = {}
    for path in sorted((real / "measures").iterdir()):
        measures.setdefault(int(path.name[:3]), []).append(path.read_text("utf-8"))
    for name in ("issues", "measures"):
        (folder / name).mkdir(parents=True)
    shutil.copy(real / "ledger.yaml", folder)
    left, number = files, 0
    while left > 0:
        number += 1
        of = (number - 1) % len(issues) + 1
        text = re.sub(r"^id: \d+", f"id: {number}", issues[of - 1], count=1)
        (folder / "issues" / f"{number:03}.yaml").write_text(text, "utf-8")
        below = measures.get(of, [])[: left - 1]
        for part, measure in enumerate(below, 1):
            text = re.sub(r"^issue: \d+", f"issue: {number}", measure, count=1)
            (folder / "measures" / f"{number:03}-{part:02}.yaml").write_text(text, "utf-8")
        left -= 1 + len(below)


def of_files(work: Path, files: int, runs: int, bar: float | None) -> list[Row]:
    """`status` of a large ledger next to `cat`, and next to hledger if installed."""
    # In another process: a child's memory reading starts from its parent's.
    subprocess.run([sys.executable, __file__, work, str(files)], check=True, env=ENV)
    folder, names = work / str(files), work / f"{files}.list"
    what, own = f"status, {files:,} files", [*RECTLEDGER, str(folder), "status"]
    cat = f"xargs -0 cat < {names}"
    peers: dict[str, list[str] | str] = {"cat": cat}
    if shutil.which("hledger"):
        peers["hledger"] = ["hledger", "-f", str(work / f"{files}.journal"), "balance"]
    bars = {"cat": bar, "hledger": bar and 1.0}
    mine, *others = in_turns(runs, own, *peers.values())
    return [
        Row(what, mine, peer, its.seconds, mine.seconds / its.seconds, bars[peer])
        for peer, its in zip(peers, others, strict=True)
    ]


def of_documents(work: Path, files: int) -> list[Document]:
    """The dashboard and the workbook of a large ledger next to `status` of the same; then of its
    issues alone."""
    subprocess.run([sys.executable, __file__, work, str(files)], check=True, env=ENV)
    folder = work / str(files)
    made = _documents(folder)
    for measure in (folder / "measures").iterdir():
        measure.unlink()
    return made + _documents(folder)


def _documents(folder: Path) -> list[Document]:
    issues, measures = (
        sum(1 for _ in (folder / name).iterdir()) for name in ("issues", "measures")
    )
    status, made = [*RECTLEDGER, str(folder), "status"], []
    for kind, suffix, seconds, megabytes in (
        ("dashboard", "html", 5, 15), ("ledger", "xlsx", 20, None)
    ):  # fmt: skip
        target = folder.parent / f"document.{suffix}"
        # English and names make the files larger.
        own = [*RECTLEDGER, str(folder), "report", kind, "-o", str(target)]
        own += ["--lang", "en", "--internal"]
        what = f"report {kind}, {issues:,} issues and {measures:,} measures"
        row = beside(what, own, "status", status, None, 3)
        made.append(Document(row, target.stat().st_size / 1e6, seconds, megabytes))
    return made


def of_evidence(work: Path) -> Row:
    """`check` of a ledger with much evidence next to `sha256sum`, both without start-up time."""
    shutil.copytree(ROOT / "data", work / "evident")
    kept = work / "evident" / "evidence" / "019"
    kept.mkdir(parents=True)
    block = os.urandom(MIB)
    digest = hashlib.sha256()
    with (kept / "report.bin").open("wb") as stream:
        for _ in range(EVIDENCE_MIB):
            stream.write(block)
            digest.update(block)
    issue = work / "evident" / "issues" / "019.yaml"
    issue.write_text(
        issue.read_text("utf-8") + "  - date: 2021-11-01\n    event: attach\n    by: office\n"
        "    evidence:\n      - path: evidence/019/report.bin\n        name: report.bin\n"
        f"        size: {EVIDENCE_MIB * MIB}\n        sha256: {digest.hexdigest()}\n",
        "utf-8",
    )
    own, bare, its, nothing = in_turns(
        5,
        [*RECTLEDGER, str(work / "evident"), "check"],
        [*RECTLEDGER, str(ROOT / "data"), "check"],
        ["sha256sum", str(kept / "report.bin")],
        ["sha256sum", os.devnull],
    )
    mine = Timed(own.seconds - bare.seconds, own.mib)
    other = its.seconds - nothing.seconds
    what = f"check, {EVIDENCE_MIB} MiB of evidence, above start-up"
    return Row(what, mine, "sha256sum", other, mine.seconds / other, 1.3)


def of_commit(folder: Path, files: int) -> Row:
    """`status --at` next to `git archive` of the same commit."""
    _committed(folder)
    its = f"git -C {folder} archive HEAD | wc -c"
    own = [*RECTLEDGER, str(folder), "status", "--at", "HEAD"]
    return beside(f"status --at, {files:,} files", own, "git archive | wc -c", its, None, 3)


def of_branch(folder: Path, files: int, changed: int = 50) -> list[Row]:
    """`diff` and `check --base` of a branch that adds an entry to some records, next to `git diff
    --stat` and `status` of the same."""
    git = ["git", "-C", str(folder)]  # of_commit has made it a repository
    subprocess.run([*git, "branch", "base"], check=True, env=ENV)
    entry = "  - date: 2021-10-31\n    event: attach\n    by: office\n"
    entry += "    evidence:\n      - document: Minutes\n"
    for path in sorted((folder / "issues").iterdir())[:changed]:
        with path.open("a", encoding="utf-8") as stream:
            stream.write(entry)
    subprocess.run([*git, "commit", "--quiet", "--all", "-m", "Two"], check=True, env=ENV)
    status = f"{PYTHON} -m rectledger --ledger {quote(str(folder))} status"
    its = f"git -C {quote(str(folder))} diff --stat base && {status}"
    peer = "git diff --stat, status"
    asked = {"diff": ["diff", "base"], "check --base": ["check", "--base", "base"]}
    return [
        beside(
            f"{what}, {files:,} files of which {changed} changed",
            [*RECTLEDGER, str(folder), *arguments], peer, its, 2.0, 5,
        )
        for what, arguments in asked.items()
    ]  # fmt: skip


def of_closings(work: Path, measures: int, runs: int) -> Row:
    """`close` next to an empty Typer app plus `git add` and `git commit` of as many files,
    alternating.

    Each run closes another issue with so many measures, and adds a file of evidence.
    """
    ours, theirs = work / f"closing{measures}", work / f"committing{measures}"
    (work / "minutes.pdf").write_bytes(os.urandom(64 * 1024))
    issue = "id: {n}\ntitle: One\nsection: 1-1\nkind: immediate\nlead: enforcement\n"
    issue += "opened: 2021-07-30\ndue: 2021-10-31\n"
    measure = "issue: {n}\nnumber: {m}\ntitle: Do\nlead: enforcement\ndue: 2021-10-31\n"
    for folder in (ours, theirs):
        for name in ("issues", "measures", "evidence"):
            (folder / name).mkdir(parents=True)
        shutil.copy(ROOT / "data" / "ledger.yaml", folder)
        (folder / ".gitattributes").write_text(
            "/evidence/** -text -diff -merge -filter\n/sources/** -text -diff -merge -filter\n"
        )
        for n in range(1, runs + 2):
            (folder / "issues" / f"{n:03}.yaml").write_text(issue.format(n=n))
            for m in range(1, measures + 1):
                text = measure.format(n=n, m=m)
                (folder / "measures" / f"{n:03}-{m:02}.yaml").write_text(text)
        _committed(folder)
    taken: list[tuple[Timed, Timed]] = []
    for n in range(1, runs + 2):
        own = [*RECTLEDGER, str(ours), "close", str(n), "--evidence", str(work / "minutes.pdf")]
        records = [theirs / "issues" / f"{n:03}.yaml"]
        records += [theirs / "measures" / f"{n:03}-{m:02}.yaml" for m in range(1, measures + 1)]
        for record in records:
            record.write_text(record.read_text() + "log: []\n")
        kept = theirs / "evidence" / f"{n:03}.pdf"
        shutil.copy(work / "minutes.pdf", kept)
        names = " ".join(str(path.relative_to(theirs)) for path in (*records, kept))
        its = (
            f"{PYTHON} {quote(str(work / 'empty.py'))} && cd {quote(str(theirs))}"
            f" && git add -- {names} && git commit --quiet -m 'Close {n}' -- {names}"
        )
        taken.append((run(own), run(its)))
    mine, other = (
        Timed(statistics.median(t.seconds for t in times), max(t.mib for t in times))
        for times in zip(*taken[1:], strict=True)
    )
    what = f"close, an issue with {measures} measures and a file"
    peer = "an empty Typer app, git add, git commit"
    return Row(what, mine, peer, other.seconds, mine.seconds / other.seconds, 2.0)


def _committed(folder: Path) -> None:
    """Turn a folder into a repository, with everything in one commit."""
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "One"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True, env=ENV)


def show(rows: list[Row]) -> None:
    """Print the table, then the limits that span several rows."""
    table = Table("what", "seconds", "MiB a process", "beside", "seconds", "ratio", "bar", "")
    for row in rows:
        table.add_row(
            row.what, f"{row.own.seconds:.3f}", f"{row.own.mib:.0f}", row.peer, f"{row.its:.3f}",
            f"{row.ratio:.2f}", f"≤ {row.bar}" if row.bar else "",
            "" if row.bar is None else _held(row.ratio <= row.bar),
        )  # fmt: skip
    out = Console(width=120, highlight=False)
    out.print(table)
    most = max(row.own.mib for row in rows)
    held = _held(most < MOST_MIB)
    out.print(f"Most memory of one process: {most:.0f} MiB (under {MOST_MIB}: {held})")
    per_file = {n: 1e6 * seconds / n for n, seconds in _alone(rows).items()}
    few, many = min(per_file), max(per_file)
    out.print(
        f"A file takes {per_file[few]:.0f} µs of {few:,} and {per_file[many]:.0f} µs of {many:,}"
        f" (linear: {_held(per_file[many] <= per_file[few])})"
    )
    if not shutil.which("hledger"):
        out.print("hledger is not installed: not measured beside it.")


def show_documents(documents: list[Document]) -> None:
    """Print time and size of documents next to their limits."""
    for one in documents:
        seconds = f"{one.row.own.seconds:.1f} s (under {one.most_seconds}: "
        seconds += f"{_held(one.row.own.seconds < one.most_seconds)})"
        size = f"{one.megabytes:.1f} MB"
        if one.most_megabytes:
            size += f" (under {one.most_megabytes}: {_held(one.megabytes < one.most_megabytes)})"
        print(f"{one.row.what}: {seconds}, {size}")


def _held(holds: bool) -> str:
    return "met" if holds else "MISSED"


def _alone(rows: list[Row]) -> dict[int, float]:
    """The seconds of `status` by number of files, as measured next to `cat`."""
    return {
        int(row.what.split()[1].replace(",", "")): row.own.seconds
        for row in rows
        if row.peer == "cat"
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        (work / "empty.py").write_text(EMPTY_APP)
        own, empty = (
            [*RECTLEDGER, str(ROOT / "data"), "status"],
            [sys.executable, work / "empty.py"],
        )
        rows = [beside("status, the real ledger", own, "an empty Typer app", empty, 1.4, 21)]
        rows += [of_closings(work, measures, 15) for measures in (1, 8)]
        rows += of_files(work, 10_000, 5, None)
        rows += of_files(work, 40_000, 5, 2.0)
        rows += of_files(work, 100_000, 3, None)
        rows.append(of_evidence(work))
        rows.append(of_commit(work / "10000", 10_000))
        rows += of_branch(work / "10000", 10_000)
        documents = of_documents(work, 50_526)  # 10,001 issues, with the measures of the real ones
        show(rows + [one.row for one in documents])
        show_documents(documents)


if __name__ == "__main__":
    if sys.argv[1:]:
        generate(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        main()
