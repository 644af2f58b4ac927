"""What `init` has made, and what to do next."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Literal

from rectledger.core.model.layout import RECORD_FILE, SETTINGS_FILE
from rectledger.i18n.language import gettext as _
from rectledger.render import json

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class Team:
    """What was set up for a team, under the names that JSON has for it: the forge whose pipeline
    was written (`ci`), and whether somebody else's `.gitlab-ci.yml` has to take it in; whether
    CODEOWNERS was, and the members who cannot be owners, for want of an address."""

    ci: Literal["github", "gitlab"] | None
    to_include: bool
    codeowners: bool
    without_address: tuple[str, ...]


@dataclass(frozen=True)
class Begun:
    """A ledger's folder as it was named; whether the ledger is new; files made and changed, as they
    are reached from that folder; whether git has just been told how it is to merge records."""

    root: str
    new: bool
    made: tuple[str, ...]
    changed: tuple[str, ...]
    repository: Literal["made", "inside", "no-git"]
    merging_set: bool
    team: Team | None = None


def document(begun: Begun) -> str:
    """The JSON of `init`."""
    return json.document(
        None,
        complete=True,
        root=begun.root,
        new=begun.new,
        created=begun.made,
        changed=begun.changed,
        repository=begun.repository != "no-git",
        repository_created=begun.repository == "made",
        merge_driver_set=begun.merging_set,
        **(asdict(begun.team) if begun.team else {}),
    )


def page(out: "Console", begun: Begun) -> None:
    """What was made, file by file, and the commands that come next."""
    from rectledger.render.console import GOOD, say

    say(out, _headline(begun), f"bold {GOOD}")
    for file in begun.made:
        say(out, f"  {_shown(begun, file)}")
    for file in begun.changed:
        say(out, _("  {file} (brought up to date)").format(file=_shown(begun, file)))
    if begun.merging_set:
        say(out, _("  and in git's configuration: records are merged by this installation"))
    if begun.repository == "no-git":
        out.print()
        say(
            out,
            _("There is no git on this machine, so the ledger has no repository yet. "
              "Install git and run this command again; it makes what is missing."),
        )  # fmt: skip
    if begun.new:
        _next(out, begun)
    if begun.team:
        _for_team(out, begun.team)


def _shown(begun: Begun, file: str) -> str:
    """A file as it is reached from here."""
    return os.path.normpath(Path(begun.root, file))


def _headline(begun: Begun) -> str:
    if begun.new and begun.repository == "made":
        return _("A new ledger, in a git repository of its own:")
    if begun.new and begun.repository == "inside":
        return _("A new ledger, in the git repository that its folder belongs to:")
    if begun.new:
        return _("A new ledger:")
    if begun.repository == "made":
        return _("A ledger is there; it has a git repository now, and what else it needed:")
    if begun.made or begun.changed or begun.merging_set:
        return _("A ledger is there; it has what it needed now:")
    return _("A ledger is there, and needs nothing.")


def _next(out: "Console", begun: Begun) -> None:
    from rectledger.render.console import QUIET, heading, say

    # A name that begins with a dash is no option.
    here = quote(f"./{begun.root}" if begun.root.startswith("-") else begun.root)
    subject = _("Create the ledger")
    heading(out, _("What comes next"))
    commit = [
        (f"git -C {here} add .", _("adds the files to the next commit")),
        (f'git -C {here} commit -m "{subject}"', _("makes the commit")),
    ]
    if any(RECORD_FILE.fullmatch(file) for file in begun.made):
        say(out, _("  Try any command on these examples; your own ledger goes in another folder."))
        status = f"rectledger --ledger {here} status", _("shows how the ledger stands")
        steps = [*commit, status]
    else:
        file = _shown(begun, SETTINGS_FILE)
        say(out, _("  Edit {file}: your inspection, outline and departments.").format(file=file))
        check = f"rectledger --ledger {here} check", _("checks the files")
        add = f"rectledger --ledger {here} add issue --help", _("says how to add the first issue")
        steps = [check, *commit, add]
    for command, why in steps:
        if command.startswith("rectledger") or begun.repository != "no-git":
            say(out, f"  {command}")
            say(out, f"      {why}", QUIET)


def _for_team(out: "Console", team: Team) -> None:
    """What people have to do themselves, so that what was written binds."""
    from rectledger.render.console import heading, say

    heading(out, _("For the team"))
    if team.to_include:
        say(out, _("  Add this to .gitlab-ci.yml, or the pipeline does not run:"))
        say(out, "    include: [{local: /.gitlab/rectledger.yml}]")
    if team.ci == "github":
        say(out, _("  Commit it, protect the branch, and require the check `rectledger check`."))
        say(out, _("  Require branches to be up to date too, or a merge queue."))
    if team.ci == "gitlab":
        say(out, _("  Commit it, protect the branch, and let only what passed the pipeline merge."))
    if team.codeowners:
        say(out, _("  Let the protected branch require a review by code owners."))
    if team.without_address:
        words = _("  Without an address that a forge knows, and so no owners: {who}")
        say(out, words.format(who=_(", ").join(team.without_address)))
