"""Being here puts tests/ on the import path, so that every test can import builders and
strategies."""

import os
import signal
from collections.abc import Iterator

import pytest

import strategies  # noqa: F401  # its hypothesis settings apply to all tests
from runner import Runner
from transcript import DROPPED, NO_SETTINGS

# Nor do child processes see any of them, unless a test passes them on.
for name in [*filter(DROPPED.fullmatch, os.environ)]:
    del os.environ[name]
os.environ.update(NO_SETTINGS)
# A shell starts background jobs with ^C ignored, and child processes would inherit that.
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
    """The same for commands that make documents: their imports are done once."""
    runner = Runner(tmp_path_factory.mktemp("streams"), publishing=True)
    yield runner
    runner.stop()
