"""Every test of documents begins in English, and so does what comes after, whatever they spoke."""

from collections.abc import Iterator

import pytest

from rectledger import words


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    words.use("en")
    yield
    words.use("en")
