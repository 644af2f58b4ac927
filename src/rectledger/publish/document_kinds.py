"""The kinds of document, with their file formats and titles."""

from importlib import import_module
from typing import Any, Literal, NamedTuple

from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _

Form = Literal["md", "html", "docx", "xlsx"]


class DocumentKind(NamedTuple):
    """A kind of document. `module` in `documents/` gathers and makes it; the first of `forms` is
    the default; `about` is its line in help; `template` is the format of its template, if it has
    one; `since`: it can show what changed."""

    module: str
    forms: tuple[Form, ...]
    about: str
    title: str = ""
    template: Literal["md", "html"] | None = "md"
    of_issue: bool = False
    since: bool = False


KINDS: dict[str, DocumentKind] = {
    "notice": DocumentKind(
        "notice", ("md", "html", "docx"),
        N_("the public notice: what was done about each issue"),
        N_("Notice of rectification"),
    ),
    "ledger": DocumentKind(
        "ledger_workbook", ("xlsx",), N_("the whole ledger as a workbook"), template=None
    ),
    "bulletin": DocumentKind(
        "bulletin", ("md", "html", "docx", "xlsx"),
        N_("departments ranked, and what changed since a day or commit"),
        N_("Progress bulletin"), since=True,
    ),
    "overdue": DocumentKind(
        "overdue_list", ("md", "html", "docx", "xlsx"),
        N_("the list of ongoing items, the longest overdue first"),
        N_("Ongoing and overdue"),
    ),
    "evidence": DocumentKind(
        "evidence_index", ("md", "html", "docx", "xlsx"),
        N_("the index of all evidence, with checksums"),
        N_("Index of evidence"),
    ),
    "closure": DocumentKind(
        "closure_form", ("md", "html", "docx"),
        N_("the form on which one issue is closed, to be signed"),
        N_("Request to close an issue"), of_issue=True,
    ),
    "dashboard": DocumentKind(
        "dashboard", ("html",),
        N_("one web page to search and sort, without a network"), template="html",
    ),
}  # fmt: skip
BINARY: frozenset[Form] = frozenset({"docx", "xlsx"})
SUFFIXES: dict[str, Form] = {
    ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".docx": "docx",
    ".xlsx": "xlsx",
}  # fmt: skip


def listed() -> str:
    """The kinds, a line each, for help."""
    return "\n".join(f"{code:<11}{_(kind.about)}" for code, kind in KINDS.items())


def title(kind: str) -> str:
    """The title of a kind of text document."""
    return _(KINDS[kind].title)


def module(kind: str) -> Any:
    """The module that makes documents of a kind."""
    return import_module(f"rectledger.publish.documents.{KINDS[kind].module}")
