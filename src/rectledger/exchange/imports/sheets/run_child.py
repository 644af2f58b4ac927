"""Reads a file in a child process, and puts together what the child sends back."""

import dataclasses
import io
import json
import os
import pickle
import signal
import subprocess
import sys

from rectledger.exchange.imports.sheets.bounds import Bounds
from rectledger.exchange.imports.sheets.cells import Row
from rectledger.exchange.imports.source import Sheet, SourceError, Workbook

# The child is isolated from environment and user site, but finds modules where this process does.
_START = """
import sys
sys.path[:] = sys.argv[3:]
from rectledger.exchange.imports.sheets.child import main
main(*sys.argv[1:3])
"""
# What Python itself may need to start: its libraries, and on Windows the system's.
_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
# A failed allocation outside Python aborts; the system's own guard against lack of memory kills.
_OUT_OF_MEMORY = (getattr(signal, "SIGABRT", None), getattr(signal, "SIGKILL", None))


def run_child(data: bytes, suffix: str, bounds: Bounds) -> Workbook:
    """The tables of `data`; raises SourceError, also if the child dies or takes too long."""
    limit = bounds.csv if suffix == ".csv" else bounds.workbook
    if len(data) > limit:
        raise SourceError("file-too-large", size=len(data), limit=limit)
    settings = json.dumps(dataclasses.asdict(bounds))
    try:
        # `run` feeds and empties the pipes, and kills and reaps the child on any exception.
        done = subprocess.run(  # noqa: S603 (this Python, and nothing of the file's in its arguments)
            [sys.executable, "-I", "-c", _START, suffix, settings, *_paths()],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            timeout=bounds.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SourceError("too-slow", seconds=bounds.seconds) from None
    try:
        return _received(io.BytesIO(done.stdout))
    except (EOFError, pickle.UnpicklingError):
        raise _died(-done.returncode, bounds) from None


def _paths() -> list[str]:
    return [os.path.abspath(path) for path in sys.path]  # noqa: PTH100 (keeps paths into zips)


def _received(stream: io.BytesIO) -> Workbook:
    """The workbook of the messages in `stream`, up to the one that says that all were sent."""
    workbook, sheets, rows = Workbook(()), list[Sheet](), list[Row]()
    while True:
        # The child runs our own code as the same user: were it subverted, it would need no pickle.
        message = pickle.load(stream)  # noqa: S301
        if message is None:
            return dataclasses.replace(workbook, sheets=sheets)
        if isinstance(message, SourceError):
            raise message
        if isinstance(message, Workbook):
            workbook = message
        elif isinstance(message, Sheet):
            rows = []
            sheets.append(dataclasses.replace(message, rows=rows))
        else:
            rows += message


def _died(by_signal: int, bounds: Bounds) -> SourceError:
    if by_signal == getattr(signal, "SIGXCPU", None):
        return SourceError("too-slow", seconds=bounds.seconds)
    if by_signal in _OUT_OF_MEMORY:
        return SourceError("too-much-memory", limit=bounds.memory)
    return SourceError("unreadable")
