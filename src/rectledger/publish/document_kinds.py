"""The kinds of document: which forms each can have, and what it is called."""

from importlib import import_module
from typing import Any, Literal, NamedTuple

from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _

Form = Literal["md", "html", "docx", "xlsx"]


class DocumentKind(NamedTuple):
    """A kind of document. `module` of `documents/` gathers and makes it; `forms` begins with the
    one that it has unless told; `title` is what it is called; `template` says in what its wording
    is written, if it has any; `since` that it can tell what changed."""

    module: str
    forms: tuple[Form, ...]
    title: str = ""
    template: Literal["md", "html"] | None = "md"
    of_issue: bool = False
    since: bool = False


KINDS: dict[str, DocumentKind] = {
    "notice": DocumentKind("notice", ("md", "html", "docx"), N_("Notice of rectification")),
    "ledger": DocumentKind("ledger_workbook", ("xlsx",), template=None),
    "bulletin": DocumentKind(
        "bulletin", ("md", "html", "docx", "xlsx"), N_("Progress bulletin"), since=True
    ),
    "overdue": DocumentKind("overdue_list", ("md", "html", "docx", "xlsx"), N_("Open and overdue")),
    "evidence": DocumentKind(
        "evidence_index", ("md", "html", "docx", "xlsx"), N_("Index of evidence")
    ),
    "closure": DocumentKind(
        "closure_form", ("md", "html", "docx"), N_("Request to strike off an issue"), of_issue=True
    ),
    "dashboard": DocumentKind("dashboard", ("html",), template="html"),
}
BINARY: frozenset[Form] = frozenset({"docx", "xlsx"})
SUFFIXES: dict[str, Form] = {
    ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".docx": "docx",
    ".xlsx": "xlsx",
}  # fmt: skip


def title(kind: str) -> str:
    """What a kind of document in words is called."""
    return _(KINDS[kind].title)


def module(kind: str) -> Any:
    """The module that makes documents of a kind."""
    return import_module(f"rectledger.publish.documents.{KINDS[kind].module}")
