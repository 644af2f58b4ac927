"""The kinds of document: which forms each can have, and what it is called."""

from typing import Literal, NamedTuple

from rectledger.i18n.language import gettext as _

Form = Literal["md", "html", "docx", "xlsx"]


class Kind(NamedTuple):
    """A kind of document. `forms` begins with the one that it has unless told; `module` of this
    package makes it; `template` says in what its wording is written, if it has any."""

    module: str
    forms: tuple[Form, ...]
    template: Literal["md", "html"] | None = "md"


KINDS: dict[str, Kind] = {
    "notice": Kind("notice", ("md", "html", "docx")),
    "ledger": Kind("workbook", ("xlsx",), None),
    "bulletin": Kind("bulletin", ("md", "html", "docx", "xlsx")),
    "overdue": Kind("overdue", ("md", "html", "docx", "xlsx")),
    "evidence": Kind("evidence", ("md", "html", "docx", "xlsx")),
    "closure": Kind("closure", ("md", "html", "docx")),
    "dashboard": Kind("dashboard", ("html",), "html"),
}
BINARY: frozenset[Form] = frozenset({"docx", "xlsx"})
SUFFIXES: dict[str, Form] = {
    ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".docx": "docx",
    ".xlsx": "xlsx",
}  # fmt: skip


def title(kind: str) -> str:
    """What a kind of document in words is called."""
    return {
        "notice": _("Notice of rectification"),
        "bulletin": _("Progress bulletin"),
        "overdue": _("Open and overdue"),
        "evidence": _("Index of evidence"),
        "closure": _("Request to strike off an issue"),
    }[kind]
