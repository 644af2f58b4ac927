"""What `init` has made, and what to do next."""

from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Literal

from rectledger.render.json import VERSION, dumps
from rectledger.words import gettext as _

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class Begun:
    """A ledger's folder as it was named; whether the ledger is new; files made and changed."""

    root: str
    new: bool
    made: tuple[str, ...]
    changed: tuple[str, ...]
    repository: Literal["made", "inside", "no-git"]


def document(begun: Begun) -> str:
    """The JSON of `init`."""
    return dumps(
        {
            "version": VERSION,
            "complete": True,
            "root": begun.root,
            "new": begun.new,
            "created": list(begun.made),
            "changed": list(begun.changed),
            "repository": begun.repository != "no-git",
            "repository_created": begun.repository == "made",
        }
    )


def page(out: "Console", begun: Begun) -> None:
    """What was made, file by file, and the commands that come next."""
    from rectledger.render.console import GOOD, say

    say(out, _headline(begun), f"bold {GOOD}")
    for file in begun.made:
        say(out, f"  {Path(begun.root, file)}")
    for file in begun.changed:
        say(out, _("  {file} (brought up to date)").format(file=Path(begun.root, file)))
    if begun.repository == "no-git":
        out.print()
        say(
            out,
            _("There is no git on this machine, so the ledger has no repository yet. "
              "Install git and run this command again; it makes what is missing."),
        )  # fmt: skip
    if begun.new:
        _next(out, begun)


def _headline(begun: Begun) -> str:
    if begun.new and begun.repository == "made":
        return _("A new ledger, in a git repository of its own:")
    if begun.new and begun.repository == "inside":
        return _("A new ledger, in the git repository that its folder belongs to:")
    if begun.new:
        return _("A new ledger:")
    if begun.repository == "made":
        return _("A ledger is there; it has a git repository now, and what else it needed:")
    if begun.made or begun.changed:
        return _("A ledger is there; it has what it needed now:")
    return _("A ledger is there, and needs nothing.")


def _next(out: "Console", begun: Begun) -> None:
    from rectledger.render.console import QUIET, heading, say

    # A name that begins with a dash is no option.
    here = quote(f"./{begun.root}" if begun.root.startswith("-") else begun.root)
    subject = _("Begin the ledger")
    heading(out, _("What comes next"))
    say(out, _("  Put what is yours in place of the examples: ledger.yaml first."))
    for command, why in (
        (f"rectledger --ledger {here} check", _("says what does not fit together")),
        (f"git -C {here} add .", _("takes the files up")),
        (f'git -C {here} commit -m "{subject}"', _("keeps them")),
    ):
        if command.startswith("rectledger") or begun.repository != "no-git":
            say(out, f"  {command}")
            say(out, f"      {why}", QUIET)
