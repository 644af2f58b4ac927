"""What an error says of a document that is made: its form, its template."""

from rectledger.words import N_

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "template-broken": (
        N_("the template cannot be used: {file}: {detail}"),
        N_("`rectledger report KIND --print-template` prints the built-in one, to begin with."),
    ),
    "template-forbidden": (
        N_("the template does what templates may not: {file}: {detail}"),
        N_("A template prints the values that it is given, and reaches nothing else."),
    ),
}  # fmt: skip
