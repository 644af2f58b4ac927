"""Many whole commands in a short time: one process imports the program and forks for each.

Each command has its own process, environment and streams, as if started normally; only the import
is shared, which takes most of a command's time.
"""

import contextlib
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rights
from hostile_files import ISSUE, LEDGER
from transcript import ROOT, surroundings

DATA = ROOT / "data"
COMMANDS = ("status", "list", "show 21", "overdue", "summary", "log", "check")


def small(folder: Path, issues: int = 3) -> Path:
    """A ledger of so many issues; issue 2 has the title Plain."""
    (folder / "issues").mkdir(parents=True)
    (folder / "ledger.yaml").write_text(LEDGER, "utf-8")
    for number in range(1, issues + 1):
        text = ISSUE.replace("id: 2", f"id: {number}")
        (folder / "issues" / f"{number:03}.yaml").write_text(text, "utf-8")
    return folder


@dataclass(frozen=True)
class Done:
    """The result of a command."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


class Runner:
    """Runs commands; `stop` ends it. With `publishing`, the libraries for documents are imported
    too."""

    def __init__(self, folder: Path, *, publishing: bool = False) -> None:
        self._streams = folder / "out", folder / "err"
        self._process = subprocess.Popen(
            [sys.executable, __file__, *map(str, self._streams), *["publishing"] * publishing],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=surroundings(),
            encoding="utf-8",
        )

    def __call__(
        self, ledger: Path, *arguments: str, out: str | None = None, unprivileged: bool = False,
        **environ: str,
    ) -> Done:  # fmt: skip
        """Run `rectledger` with `arguments` in a ledger's folder.

        With `out`, all output goes there. With `unprivileged`, it has no administrator privileges.
        """
        assert self._process.stdin
        assert self._process.stdout
        job = {"folder": str(ledger), "arguments": arguments, "environ": environ, "out": out}
        job["unprivileged"] = unprivileged
        print(json.dumps(job), file=self._process.stdin, flush=True)
        code = int(self._process.stdout.readline())
        if out is not None:
            return Done(code, "", "")
        return Done(code, *(stream.read_text("utf-8") for stream in self._streams))

    def stop(self) -> None:
        self._process.communicate()


# The libraries for documents, which take a second to import.
_PUBLISHING = re.compile(r"rectledger\.(publish|exchange)\.|rectledger\.cli\.documents")


def import_all(*, publishing: bool = False) -> None:
    """Import everything a command may need, so that forks already have it."""
    import ruamel.yaml  # noqa: F401

    import rectledger

    for module in pkgutil.walk_packages(rectledger.__path__, "rectledger."):
        if not module.name.endswith("__main__") and (
            publishing or not _PUBLISHING.match(module.name)
        ):
            importlib.import_module(module.name)
    from rectledger.core.model import Issue, Measure, Settings

    for record in (Issue, Measure, Settings):
        record.model_rebuild()


def _serve(out: str, err: str, *more: str) -> None:
    import_all(publishing=bool(more))
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if child == 0:
            os._exit(run_here(job, out, err))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def run_here(
    job: dict[str, Any], out: str, err: str, begin: Callable[[], None] | None = None
) -> int:
    """Run a job in this process, which cannot be used afterwards; return the exit code.

    A job may run another program than rectledger, given by `program`, a module with `main`. `begin`
    is called once everything is set up.
    """
    import signal
    import traceback

    signal.alarm(60)
    code = 1
    try:
        main = importlib.import_module(job.get("program", "rectledger.__main__")).main
        os.chdir(str(job["folder"]))
        os.environ.update(job["environ"])
        sys.argv = ["rectledger", *job["arguments"]]
        sys.stdin = open(os.devnull)  # noqa: SIM115
        given = job["out"]
        for number, path in ((1, given or out), (2, given or err)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        if job["unprivileged"]:
            rights.give_up()
        if begin:
            begin()
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
        with contextlib.suppress(OSError):
            sys.stderr.flush()
    return code


if __name__ == "__main__":
    _serve(*sys.argv[1:])
