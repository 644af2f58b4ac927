"""Which options a command requires without typer knowing: together with others, or by its event."""

from rectledger.i18n.language import N_

# typer marks what is required whatever else is given.
_REQUIRED = N_("required")
_OF_ISSUE = N_("required for an issue")
_ONE_OF_THREE = N_("--evidence, --document or --url required")
REQUIRED: dict[str, dict[str, str]] = {
    "add": {
        "title": _REQUIRED,
        "section": _OF_ISSUE,
        "kind": _OF_ISSUE,
        "lead": _OF_ISSUE,
        "number": N_("required for a measure"),
    },
    "amend": {
        "note": _REQUIRED,
        "now": N_("--now or --take-out required"),
        "taken_out": N_("--now or --take-out required"),
    },
    "close": dict.fromkeys(
        ("evidence", "document", "url"),
        N_("--evidence, --document or --url, depending on policy"),
    ),
    "submit": {
        "note": N_("required without --evidence, --document or --url"),
        **dict.fromkeys(("evidence", "document", "url"), N_("required without --note")),
    },
    "attach": dict.fromkeys(("evidence", "document", "url"), _ONE_OF_THREE),
    "reassign": dict.fromkeys(
        ("lead", "support", "no_support"), N_("--lead, --support or --no-support required")
    ),
    "review": {
        "to": N_("required with --outcome relapsed"),
        "approved_by": N_("required by policy for a later deadline"),
    },
    "reopen": {"approved_by": N_("required by policy for a later deadline")},
    "check": dict.fromkeys(("signed", "ff_only"), N_("requires --base")),
    "report": {
        "reference": N_("required for closure"),
        "json": N_("requires -o or --check"),
    },
    "init": {"source": N_("required with --ci")},
}


def requirements(command: str) -> dict[str, str]:
    """What is required of a command's parameters, by name: untranslated, without brackets."""
    from rectledger.core.model.events import EVENTS

    event = EVENTS.get(command)
    noted = event is not None and event.model_fields["note"].is_required()
    return ({"note": _REQUIRED} if noted else {}) | REQUIRED.get(command, {})
