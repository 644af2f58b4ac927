"""What an error says: one sentence, and a hint on what to do next."""

from collections.abc import Mapping
from gettext import gettext as _


def say(code: str, args: Mapping[str, object]) -> tuple[str, str | None]:
    """The message and the hint for an error of `code`, in the language that is spoken."""
    message, hint = {
        "no-ledger": (
            _("no ledger here: neither ledger.yaml nor data/ledger.yaml in {folder} or above it"),
            _("Go to a ledger's folder, or name it with --ledger DIR or RECTLEDGER_DIR."),
        ),
        "no-ledger-there": (
            _("no ledger in {folder}: it holds no ledger.yaml"),
            _("Name the folder that holds ledger.yaml."),
        ),
        "no-ledger-but-inside": (
            _("no ledger in {folder}: it holds no ledger.yaml"),
            _("There is one in {inside}: try --ledger {inside}."),
        ),
        "bad-day": (
            _("{option} takes a day, and {value} is none"),
            _("Write it as YYYY-MM-DD, such as 2021-10-31."),
        ),
        "no-such-item": (
            _("{ref} is not in this ledger"),
            _("`rectledger list` shows the issues, `rectledger list --measures` the measures."),
        ),
        "no-such-item-near": (
            _("{ref} is not in this ledger"),
            _("Issue {issue} has measures {first} to {last}."),
        ),
        "not-open-yet": (
            _("{ref} was opened on {opened}, after {as_of}"),
            _("Ask for a later day with --as-of."),
        ),
        "bad-reference": (
            _("{ref} is no reference to an item"),
            _("An issue is called 21, a measure 21.2."),
        ),
        "unknown-filter": (_("{option}: unknown {value}"), _("Known: {known}.")),
        "near-filter": (_("{option}: unknown {value}"), _("Did you mean {nearest}?")),
        "unreadable-ledger": (
            _("ledger.yaml cannot be read, so nothing can be counted"),
            _("Mend it first; everything that is wrong is listed above."),
        ),
        "no-such-command": (
            _("no such command: {command}"),
            _("`rectledger --help` lists the commands."),
        ),
        "near-command": (_("no such command: {command}"), _("Did you mean {near}?")),
        "usage": ("{message}", _("`{command} --help` shows what it takes.")),
        "bug": (
            _("something went wrong inside rectledger: {message}"),
            _("This is a bug; please report it with the command that you ran."),
        ),
        "surroundings": ("{message}", None),
    }[code]
    return message.format(**args), hint.format(**args) if hint else None
