"""What `init` created, and the next steps."""

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
    """What was set up for a team, under its JSON names: the forge whose pipeline was written
    (`ci`), whether an existing `.gitlab-ci.yml` must include it, whether CODEOWNERS was written,
    and the members who cannot be owners because they have no address."""

    ci: Literal["github", "gitlab"] | None
    to_include: bool
    codeowners: bool
    without_address: tuple[str, ...]


@dataclass(frozen=True)
class Begun:
    """The ledger's folder as given; whether the ledger is new; files created and changed, relative
    to that folder; whether git was just configured to merge records."""

    root: str
    new: bool
    made: tuple[str, ...]
    changed: tuple[str, ...]
    repository: Literal["made", "inside", "no-git"]
    merging_set: bool
    team: Team | None = None
    identified: bool = True  # git has a name and an address to commit with


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
    """Print the files created and the commands to run next."""
    from rectledger.render.console import GOOD, say

    say(out, _headline(begun), f"bold {GOOD}")
    for file in begun.made:
        say(out, f"  {_shown(begun, file)}")
    for file in begun.changed:
        say(out, _("  {file} (updated)").format(file=_shown(begun, file)))
    if begun.merging_set:
        say(out, _("  git's configuration (this installation of rectledger merges records)"))
    if begun.repository == "no-git":
        out.print()
        say(
            out,
            _("git is not installed, so the ledger has no repository yet. "
              "Install git and run this command again to create it."),
        )  # fmt: skip
    if begun.new:
        _next(out, begun)
    if begun.team:
        _for_team(out, begun.team)


def _shown(begun: Begun, file: str) -> str:
    """The path of a file from the current folder."""
    return os.path.normpath(Path(begun.root, file))


def _headline(begun: Begun) -> str:
    if begun.new and begun.repository == "made":
        return _("Created a ledger in a new git repository:")
    if begun.new and begun.repository == "inside":
        return _("Created a ledger in the existing git repository:")
    if begun.new:
        return _("Created a ledger:")
    if begun.repository == "made":
        return _("The ledger already exists; created a git repository and added what was missing:")
    if begun.made or begun.changed or begun.merging_set:
        return _("The ledger already exists; added what was missing:")
    return _("The ledger already exists; nothing to do.")


def _next(out: "Console", begun: Begun) -> None:
    from rectledger.render.console import QUIET, heading, say

    # A name that starts with a dash must not be read as an option.
    here = quote(f"./{begun.root}" if begun.root.startswith("-") else begun.root)
    subject = _("Create the ledger")
    heading(out, _("Next steps"))
    commit = [
        (f"git -C {here} add .", _("stages the files")),
        (f'git -C {here} commit -m "{subject}"', _("commits them")),
    ]
    if not begun.identified:
        known = _("tell git once who you are; if you list members, with the address listed there")
        commit = [
            (_('git config --global user.name "Wang Fang"'), ""),
            ("git config --global user.email wang@example.org", known),
            *commit,
        ]
    if any(RECORD_FILE.fullmatch(file) for file in begun.made):
        say(out, _("  Try any command on these examples; your own ledger goes in another folder."))
        status = f"rectledger --ledger {here} status", _("shows how the ledger stands")
        steps = [*commit, status]
    else:
        file = _shown(begun, SETTINGS_FILE)
        say(out, _("  Edit {file}: your inspection, outline and departments.").format(file=file))
        check = f"rectledger --ledger {here} check", _("checks the ledger for errors")
        add = f"rectledger --ledger {here} add issue --help", _("shows how to add the first issue")
        steps = [check, *commit, add]
    for command, why in steps:
        if command.startswith("rectledger") or begun.repository != "no-git":
            say(out, f"  {command}")
            if why:
                say(out, f"      {why}", QUIET)


def _for_team(out: "Console", team: Team) -> None:
    """Print what people must still do for the files to take effect."""
    from rectledger.render.console import heading, say

    heading(out, _("For the team"))
    if team.to_include:
        say(out, _("  Add this to .gitlab-ci.yml; otherwise the pipeline does not run:"))
        say(out, "    include: [{local: /.gitlab/rectledger.yml}]")
    if team.ci == "github":
        say(out, _("  Commit the files, protect the branch, require the check `rectledger check`."))
        say(out, _("  Also require branches to be up to date, or use a merge queue."))
    if team.ci == "gitlab":
        say(out, _("  Commit the files, protect the branch, and require pipelines to succeed."))
    if team.codeowners:
        say(out, _("  Require approval by code owners on the protected branch."))
    if team.without_address:
        words = _("  Not code owners, because no address that the forge can use is listed: {who}")
        say(out, words.format(who=_(", ").join(team.without_address)))
