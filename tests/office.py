"""A ledger with members, kept by an office in a repository that receives requests.

It is in `data/`. Issue 1 is closed with a file of evidence, and so is its measure; issue 2 is under
way, 3 submitted by its own department, 4 open, 5 the last one, with two measures.
"""

import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ledgers import ALONE, git
from transcript import surroundings

TODAY = "2021-12-01"
MINUTES, REPORT = b"minutes\n", b"a report\n"
SETTINGS = """\
title: Rectification
language: en
timezone: Asia/Shanghai
inspection: {inspector: Team, inspected: Court, feedback: 2021-07-30}
kinds:
  immediate: {name: Immediate, months: 3}
  long-term: {name: Long-term, review_months: 6}
outline:
  - id: 1
    title: First aspect
    sections:
      - {id: 1-1, title: One}
departments:
  enforcement: {name: Enforcement}
  finance: {name: Finance}
  bureau: {name: Office}
members:
  - id: wang
    name: Wang Fang
    emails: [wang@court.example]
    department: bureau
    roles: [office]
  - id: li
    name: Li Na
    emails: [li@court.example]
    department: enforcement
  - id: zhou
    name: Zhou Jie
    emails: [zhou@court.example]
    department: enforcement
    roles: [acceptor]
  - id: chen
    name: Chen Wei
    emails: [chen@court.example]
    department: finance
    roles: [acceptor]
  - id: zhao
    name: Zhao Lei
    emails: [zhao@court.example]
    roles: [leader]
policy:
  evidence: file-or-reference
  closers: [office, acceptor]
  approvers: [leader]
  four_eyes: true
  extensions: 1
  evidence_max_mib: 1
"""
ISSUE = """\
# kept by the office
id: {n}
title: Issue {n}
section: 1-1
kind: immediate
lead: enforcement
opened: 2021-07-30
due: 2021-10-31
"""
MEASURE = """\
issue: {n}
number: {m}
title: Measure {n}.{m}
lead: enforcement
due: 2021-10-31
"""
NAMES = {
    "wang": "Wang Fang", "li": "Li Na", "zhou": "Zhou Jie", "chen": "Chen Wei", "zhao": "Zhao Lei",
}  # fmt: skip


def path_of(name: str, data: bytes) -> str:
    return f"evidence/001/{name}-{hashlib.sha256(data).hexdigest()[:8]}.pdf"


def piece(name: str, data: bytes) -> str:
    """A piece of evidence, as in an entry."""
    return (
        f"      - path: {path_of(name, data)}\n        name: {name}.pdf\n"
        f"        size: {len(data)}\n        sha256: {hashlib.sha256(data).hexdigest()}\n"
    )


def entry(date: str, event: str, by: str, *more: str) -> str:
    """An entry, as in a file; `more` are its other lines."""
    lines = [f"  - date: {date}", f"    event: {event}", f"    by: {by}"]
    return "".join(f"{line}\n" for line in [*lines, *(f"    {line}" for line in more)])


def close(date: str = "2021-11-20", by: str = "chen", *more: str) -> str:
    """A closing with a document reference as evidence."""
    said = more or ("evidence:", "  - document: Minutes")
    return entry(date, "close", by, "result: complete", *said)


@dataclass(frozen=True)
class Office:
    """The repository, and what a person does in it."""

    top: Path

    @property
    def root(self) -> Path:
        """The ledger's folder."""
        return self.top / "data"

    def git(self, *arguments: str, check: bool = True, **environ: str) -> str:
        return git(self.top, *arguments, check=check, **environ)

    def branch(self, name: str = "request", at: str = "main") -> None:
        """Create a branch and switch to it."""
        self.git("switch", "--quiet", "--create", name, at)

    def text(self, file: str) -> str:
        return (self.root / file).read_text("utf-8")

    def write(self, file: str, text: str | bytes) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def replace(self, file: str, old: str, new: str) -> None:
        """Edit a file by hand, in one place."""
        text = self.text(file)
        assert text.count(old) == 1, (file, old)
        self.write(file, text.replace(old, new))

    def enter(self, file: str, said: str) -> None:
        """Append an entry to a log."""
        text = self.text(file)
        self.write(file, text + ("" if "log:\n" in text else "log:\n") + said)

    def commit(self, who: str, *options: str, message: str = "Change") -> str:
        """Commit everything, as a member or as `Name <address>`."""
        name, address = NAMES.get(who, who), f"{who}@court.example"
        if "<" in who:
            name, address = who.rstrip(">").split(" <")
        self.git("add", "--all")
        self.git(
            "-c", f"user.name={name}", "-c", f"user.email={address}", "commit", "--quiet",
            "--allow-empty", *options, "--message", message,
        )  # fmt: skip
        return self.git("rev-parse", "HEAD")

    def key(self, name: str) -> str:
        """A person's public key, created when first asked for."""
        path = self.top.parent / f"key-{name}"
        if not path.exists():
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(path)]
            subprocess.run(command, check=True, env=surroundings())
        return path.with_name(path.name + ".pub").read_text().strip()

    def sign(self, name: str) -> tuple[str, ...]:
        """The git options that sign a commit with a person's key."""
        self.key(name)
        path = self.top.parent / f"key-{name}"
        self.git("config", "gpg.format", "ssh")
        self.git("config", "user.signingKey", str(path))
        return ("--gpg-sign",)


def begin(top: Path) -> Office:
    """The ledger as `main` has it."""
    office = Office(top)
    top.mkdir(parents=True)
    office.git("init", "--quiet", "--initial-branch", "main")
    office.write("ledger.yaml", SETTINGS)
    for number in range(1, 6):
        office.write(f"issues/{number:03}.yaml", ISSUE.format(n=number))
    for number, part in ((1, 1), (5, 1), (5, 2)):
        office.write(f"measures/{number:03}-{part:02}.yaml", MEASURE.format(n=number, m=part))
    office.write(
        ".gitattributes", "/evidence/** -text -diff -merge\n/sources/** -text -diff -merge\n"
    )
    office.commit("wang", message="Begin")
    for name, data in (("minutes", MINUTES), ("report", REPORT)):
        office.write(path_of(name, data), data)
    proof = ("evidence:\n" + piece("minutes", MINUTES) + piece("report", REPORT)).rstrip("\n")
    office.enter("measures/001-01.yaml", close("2021-10-20"))
    office.enter("issues/001.yaml", entry("2021-08-02", "start", "li"))
    office.enter("issues/001.yaml", entry("2021-09-01", "progress", "li", "note: Half is done"))
    office.enter("issues/001.yaml", close("2021-10-20", "chen", proof))
    office.commit("chen", message="Close 1")
    office.enter("issues/002.yaml", entry("2021-08-02", "start", "li"))
    office.enter("issues/002.yaml", entry("2021-10-01", "progress", "li", "note: Begun"))
    office.enter("issues/003.yaml", entry("2021-10-05", "submit", "li", "note: All is done"))
    office.commit("li", message="Report")
    office.git("branch", "base")
    return office


def surroundings_of_check(**more: str) -> dict[str, str]:
    return {**ALONE, "RECTLEDGER_TODAY": TODAY, "COLUMNS": "2000", **more}
