"""`rectledger schema`: the JSON Schema of a ledger's files, for editors."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal

from rectledger import errors
from rectledger.cli.global_options import PAST, Common, common_options
from rectledger.cli.option_declarations import argument
from rectledger.i18n.language import gettext as _

if TYPE_CHECKING:
    from rectledger.core.model import OwnField


def _fields(common: Common) -> "Mapping[str, OwnField] | None":
    """The fields that the ledger here declares; None if there is none."""
    from rectledger.cli.query import known_settings, named_source

    try:
        return known_settings(named_source(common), common).fields
    except errors.UsageError:
        if common.ledger:
            raise
        return None


@partial(common_options, refused=PAST)
def command(
    common: Common,
    kind: Literal["issue", "measure", "ledger"] | None = argument(
        "KIND", _("The kind of file; default: list them and how to use them."), None
    ),
) -> int:
    from rectledger.render.generated_files import json_schema

    if kind is not None:
        print(json_schema.text(kind, _fields(common)), end="")
    elif common.json:
        print(json_schema.index())
    else:
        from rectledger.render.console import console

        json_schema.page(console(no_color=common.no_color))
    return errors.DONE


command.__doc__ = _("Print the JSON Schema of a kind of file, for editors.")
