"""`rectledger help close` and `rectledger help format`: the help of a command, and the guides."""

import sys
from functools import partial
from typing import Annotated

import typer
from typer._click.globals import get_current_context

from rectledger import errors
from rectledger.cli.global_options import PAST, Common, common_options
from rectledger.cli.help import guides
from rectledger.core.findings import nearest
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import language


@partial(common_options, refused=PAST)
def command(
    common: Common,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="TOPIC", help=_("A command, or `format`."))
    ] = None,
) -> int:
    topic = words[0] if words else None  # `help add issue` is about `add`
    if topic in guides.GUIDES:
        text = guides.text(topic, language())
        if not sys.stdout.isatty():
            print(text, end="")
            return errors.DONE
        from rectledger.render.console import console
        from rectledger.render.pages import guide

        guide.page(console(no_color=common.no_color), text)
        return errors.DONE
    every = get_current_context().find_root()
    if topic is None:
        print(every.get_help())
        return errors.DONE
    found = every.command.get_command(every, topic)  # type: ignore[attr-defined]  # a group's
    if found is None:
        near = nearest(topic, [*every.command.list_commands(every), *guides.GUIDES])  # type: ignore[attr-defined]
        code = "near-topic" if near else "no-such-topic"
        raise errors.UsageError(code, topic=topic, near=near)
    with typer.Context(found, parent=every, info_name=topic) as own:
        print(found.get_help(own))
    return errors.DONE


command.__doc__ = _("Show the help of a command, or the guide to the file format.")
