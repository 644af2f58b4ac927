"""Typer's own texts in help pages, listed here so that the catalogue includes them."""

from rectledger.i18n.language import N_

STRINGS = (
    N_("Usage:"),
    N_("Options"),
    N_("Arguments"),
    N_("Commands"),
    N_("Error"),
    N_("[default: {}]"),
    N_("[env var: {}]"),
    N_("[required]"),
    N_("Show this message and exit."),
    N_("Missing command."),
)
