"""What a document of words holds, before it is worded."""

from collections.abc import Mapping
from typing import NamedTuple

from rectledger.publish.tables import Table


class Content(NamedTuple):
    """What a template is given: values to print and to loop over, and whole tables, by name.

    All texts are plain, in the reader's language. `wide` asks for a page that lies on its side.
    """

    words: Mapping[str, object]
    tables: Mapping[str, Table]
    wide: bool = False
