"""Every test of documents begins in English, whichever language the one before it spoke."""

import pytest

from rectledger import words


@pytest.fixture(autouse=True)
def english() -> None:
    words.use("en")
