"""Every test of documents begins in English, and so does what comes after, whatever they spoke."""

from collections.abc import Iterator

import pytest

from rectledger.i18n import language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")
