"""Libraries that come with an extra: most who use rectledger can do without them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rectledger.errors import UsageError


@contextmanager
def needed() -> Iterator[None]:
    """Import in this block what needs a library of the extra `publish`.

    Raises UsageError, which says how to install it, where that is missing. What is missing of
    rectledger or of Python itself is not the extra's.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library in ("", "rectledger") or library in sys.stdlib_module_names:
            raise
        raise UsageError("extra-missing", library=library) from error
