"""Modules that a test imports again in another language are dropped after the test."""

import sys
from collections.abc import Iterator

import pytest

ROOM = "rectledger.cli"


@pytest.fixture(autouse=True)
def _modules_as_they_were() -> Iterator[None]:
    held = {name: module for name, module in sys.modules.items() if name.startswith(ROOM)}
    yield
    for name in [name for name in sys.modules if name.startswith(ROOM) and name not in held]:
        del sys.modules[name]
    sys.modules.update(held)
    for name, module in held.items():
        above, _, own = name.rpartition(".")
        setattr(sys.modules[above], own, module)
