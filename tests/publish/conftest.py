"""Every test of documents starts in English, and the language is reset afterwards."""

from collections.abc import Iterator

import pytest

from rectledger.i18n import language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")
