"""`rectledger completion bash`: the script that switches completion on, and what it calls."""

import contextlib
import shutil
from pathlib import Path
from typing import Annotated, Literal

import typer

from rectledger import errors
from rectledger.cli.global_options import Common, common_options
from rectledger.cli.option_declarations import argument
from rectledger.i18n.language import gettext as _


@common_options
def command(
    common: Common,
    shell: Literal["bash", "zsh", "fish"] = argument("SHELL", _("bash, zsh or fish.")),
    words: Annotated[list[str] | None, typer.Argument(metavar="WORD", hidden=True)] = None,
) -> int:
    if not words:
        script = Path(__file__).parents[1] / "completion" / "scripts" / f"rectledger.{shell}"
        print(script.read_text("utf-8"), end="")
        return errors.DONE
    # This is the script asking, after `--`: whatever is wrong, a prompt is no place to say it.
    with contextlib.suppress(Exception):
        from rectledger.cli.completion import last_word

        columns = shutil.get_terminal_size().columns
        for line in last_word.lines(shell, words, columns):
            print(line)
    return errors.DONE


command.__doc__ = _("Print a shell completion script.")
