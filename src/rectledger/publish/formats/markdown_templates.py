"""From what a document holds to its wording: templates in Markdown, the house's or an office's.

A template is jinja2's, in a sandbox: it is given values and can reach nothing else. Whatever it
prints is escaped for Markdown, so that a record's text comes out as that text; a table is printed
as a table.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from importlib.resources import files
from traceback import extract_tb
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, TemplateError, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment
from markupsafe import Markup

from rectledger.errors import UsageError
from rectledger.formatting import markdown_escaping, values
from rectledger.i18n.chinese_numerals import chinese
from rectledger.i18n.language import language
from rectledger.publish.content import Content
from rectledger.publish.context import About
from rectledger.publish.office_template import Template
from rectledger.publish.tables.table import Cell, Code, Table

MOST_REPEATED, MOST_POWER = 100_000, 100  # what a template may make of one text, or number
Escape = Callable[[str], str]
# What goes wrong in a template that is broken, and not in the program.
FAILURES = (
    TemplateError, ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError,
    SyntaxError, TypeError, ValueError,
)  # fmt: skip


_OWN_MODULE = re.compile(r"\brectledger(?:\.\w+)*\.(?=\w)")  # whoever writes a template knows none


class Said(NamedTuple):
    """What a template is told of the document itself: the ledger's title, the day, the lines that
    every document has below its title, and the warning that something could not be read."""

    title: str
    day: str
    lines: Sequence[str]
    missing: str | None


def built_in(kind: str) -> str:
    """The house's own template for a kind of document, in the language that is spoken."""
    found = files("rectledger.publish") / "templates" / f"{kind}.{language()}.md"
    return found.read_text("utf-8")


def worded(
    content: Content, about: About, template: Template, escape: Escape = markdown_escaping.text
) -> str:
    """A document in Markdown, with values written by `escape`.

    Raises UsageError, naming the template and the line, where it is broken.
    """
    said = Said(about.title, values.long_day(about.day), list(about.lines()), about.missing())
    words = {"about": said, **content.words, **content.tables}
    try:
        return str(_Environment(escape).from_string(template.text).render(words)).strip() + "\n"
    except FAILURES as error:
        raise broken(error, template.name) from error


def broken(error: Exception, name: str) -> UsageError:
    """Why a template cannot be used, and in which line of it."""
    # What went wrong while it was filled in has no line of its own, but a place in its code.
    places = [f.lineno for f in extract_tb(error.__traceback__) if f.filename == "<template>"]
    line = getattr(error, "lineno", None) or next(reversed(places), None)
    said = str(error)
    if isinstance(error, SyntaxError):  # of the code that was made of it, whose lines are its own
        line, said = None, error.msg
    code = "template-forbidden" if isinstance(error, SecurityError) else "template-broken"
    detail = _OWN_MODULE.sub("", said) or type(error).__name__
    return UsageError(code, file=f"{name}:{line}" if line else name, detail=detail)


def printable(value: object) -> object:
    """A value that prints as the same text each time. Raises TypeError for what a template made on
    the way to one: a row that is still to be run through, a function, a loop."""
    if isinstance(value, Mapping | Sequence) and not isinstance(value, str):
        for one in value.values() if isinstance(value, Mapping) else value:
            printable(one)
    elif not isinstance(value, str | int | float | Undefined | None):
        raise TypeError(f"{type(value).__name__} is nothing to print; is |list or () missing?")
    return value


def settled(environment: SandboxedEnvironment) -> None:
    """Take from a template what would give other bytes each time."""
    environment.globals.pop("lipsum")
    environment.filters.pop("random")


class _Generator(CodeGenerator):
    """jinja2's own, but for `~`: what stands beside a text that is written is written as well, and
    not escaped for HTML as jinja2 would have it."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox in which `Markup` is Markdown that is written: the outcome of a macro or a block.

    Nothing makes it of a value but `printed`: not a filter, not an operator, none of its methods.
    """

    code_generator_class = _Generator
    intercepted_binops = frozenset({"+", "%", "*", "**"})

    def __init__(self, escape: Escape) -> None:
        super().__init__(
            autoescape=True, finalize=self.printed, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        )  # fmt: skip
        self._escape = escape
        self.filters = {name: _of_text(one) for name, one in self.filters.items()}
        settled(self)
        self.filters |= {
            "chinese": chinese, "day": values.long_day, "sentence": values.sentence,
            "clause": values.clause, **dict.fromkeys(("e", "escape", "forceescape"), same),
        }  # fmt: skip

    def printed(self, value: object) -> Markup:
        """A value as Markdown."""
        if isinstance(value, Markup):
            return value
        value = printable(value)
        if isinstance(value, Table):
            said = "\n".join(table(value, self._escape))
        elif isinstance(value, str | int | float | None):
            said = cell(value, self._escape)
        else:
            said = self._escape(str(value))
        return Markup(said)  # noqa: S704  # escaped here

    def joined(self, parts: Sequence[object]) -> str:
        """What `~` makes: Markdown where one of its `parts` is, else their text."""
        if any(isinstance(part, Markup) for part in parts):
            return Markup("").join(self.printed(part) for part in parts)
        return "".join(map(str, parts))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Raises SecurityError for what would be too much."""
        if isinstance(left, Markup) or isinstance(right, Markup):
            if operator == "+":
                return self.joined((left, right))
            raise SecurityError(f"{operator} is not for what is written already")
        sized, times = (left, right) if hasattr(left, "__len__") else (right, left)
        if operator == "*" and hasattr(sized, "__len__") and len(sized) * times > MOST_REPEATED:
            raise SecurityError("something is repeated too often")
        if operator == "**" and abs(right) > MOST_POWER:
            raise SecurityError("a power is too high")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Of what is written, no method is safe: it would take a text for HTML."""
        return not isinstance(obj, Markup) and super().is_safe_attribute(obj, attr, value)


def _of_text(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose outcome is a value like any other, to be escaped where it is printed."""

    @wraps(function)
    def used(*given: Any, **named: Any) -> Any:
        made = function(*given, **named)
        return str(made) if isinstance(made, Markup) else made

    return used


def same(value: object) -> object:
    """For those who are used to saying that something is to be escaped, or is not: it is."""
    return value


# What cannot stand in a code span, or in one of a cell, as it is.
_NOT_AS_CODE = re.compile(r"[`|\\]|\A\s|\s\Z|\s\s|\A\Z")


def cell(value: Cell, escape: Escape) -> str:
    """A value in Markdown. A number is ours, and what is to be copied stands as code."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else str(value)
    if isinstance(value, Code) and value.isprintable() and not _NOT_AS_CODE.search(value):
        return f"`{value}`"
    return escape(value)


def table(held: Table, escape: Escape) -> list[str]:
    """The lines of a table in Markdown; numbers stand to the right."""
    headers = [column.header for column in held.columns]  # ours, and nothing but words
    lines = markdown_escaping.table(
        headers, ([cell(one, escape) for one in row] for row in held.rows)
    )
    rules = ["---:" if one.form in ("number", "rate") else "---" for one in held.columns]
    return [lines[0], "| " + " | ".join(rules) + " |", *lines[2:]]
