"""Its place puts tests/ on the import path, so that every test finds builders and strategies."""

import os
import signal
from collections.abc import Iterator

import pytest

import strategies  # noqa: F401  # what it says of properties holds for all of them
from runner import Runner
from transcript import DROPPED, NO_SETTINGS

# Nor does what a test starts see anything of them, unless it asks for it.
for name in [*filter(DROPPED.fullmatch, os.environ)]:
    del os.environ[name]
os.environ.update(NO_SETTINGS)
# What a shell starts in the background ignores ^C, and so would all that is started from here.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="module")
def rectledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """Runs whole commands, each in a process of its own."""
    runner = Runner(tmp_path_factory.mktemp("streams"))
    yield runner
    runner.stop()


@pytest.fixture(scope="module")
def publishing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """The same, for commands that make documents: what they take is imported once."""
    runner = Runner(tmp_path_factory.mktemp("streams"), publishing=True)
    yield runner
    runner.stop()
