"""From what a document holds to its wording: templates in Markdown, the house's or an office's.

A template is jinja2's, in a sandbox: it is given values and can reach nothing else. Whatever it
prints is escaped for Markdown, so that a record's text comes out as that text; a table is printed
as a table.
"""

from collections.abc import Callable, Sequence
from importlib.resources import files
from traceback import extract_tb
from typing import NamedTuple

from jinja2 import StrictUndefined, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from rectledger.errors import UsageError
from rectledger.phrases import markdown, texts
from rectledger.publish.about import About
from rectledger.publish.content import Content
from rectledger.publish.tables import Table
from rectledger.publish.template import Template
from rectledger.words import language
from rectledger.words.numerals import chinese

Escape = Callable[[str], str]
# What goes wrong in a template that is broken, and not in the program.
FAILURES = (
    TemplateError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError,
)  # fmt: skip


class Said(NamedTuple):
    """What a template is told of the document itself: the ledger's title, the day, the lines that
    every document has below its title, and the warning that something could not be read."""

    title: str
    day: str
    lines: Sequence[str]
    missing: str | None


def built_in(kind: str) -> str:
    """The house's own template for a kind of document, in the language that is spoken."""
    found = files(__package__) / "templates" / f"{kind}.{language()}.md"
    return found.read_text("utf-8")


def worded(
    content: Content, about: About, template: Template, escape: Escape = markdown.text
) -> str:
    """A document in Markdown, with values written by `escape`.

    Raises UsageError, naming the template and the line, where it is broken.
    """
    said = Said(about.title, texts.long_day(about.day), list(about.lines()), about.missing())
    words = {"about": said, **content.words, **content.tables}
    try:
        return str(_environment(escape).from_string(template.text).render(words)).strip() + "\n"
    except FAILURES as error:
        raise broken(error, template.name) from error


def broken(error: Exception, name: str) -> UsageError:
    """Why a template cannot be used, and in which line of it."""
    # What went wrong while it was filled in has no line of its own, but a place in its code.
    places = [f.lineno for f in extract_tb(error.__traceback__) if f.filename == "<template>"]
    line = getattr(error, "lineno", None) or next(reversed(places), None)
    code = "template-forbidden" if isinstance(error, SecurityError) else "template-broken"
    return UsageError(code, file=f"{name}:{line}" if line else name, detail=str(error))


def _environment(escape: Escape) -> ImmutableSandboxedEnvironment:
    def printed(value: object) -> Markup:
        if isinstance(value, Markup):
            return value
        if isinstance(value, Table):
            said = "\n".join(table(value, escape))
        else:
            said = escape("" if value is None else str(value))
        return Markup(said)  # noqa: S704  # escaped here

    environment = ImmutableSandboxedEnvironment(
        autoescape=True, finalize=printed, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters |= {
        "chinese": chinese, "day": texts.long_day, "sentence": texts.sentence,
        "clause": texts.clause,
    }  # fmt: skip
    return environment


def table(held: Table, escape: Escape) -> list[str]:
    """The lines of a table in Markdown; numbers stand to the right."""
    headers = [escape(column.header) for column in held.columns]
    rows = ([escape("" if cell is None else str(cell)) for cell in row] for row in held.rows)
    lines = markdown.table(headers, rows)
    rules = ["---:" if column.form == "number" else "---" for column in held.columns]
    return [lines[0], "| " + " | ".join(rules) + " |", *lines[2:]]
