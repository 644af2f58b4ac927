"""Word a document with a Markdown template, built in or provided by an office.

Templates are jinja2 in a sandbox: they get values and can access nothing else. Whatever they print
is escaped for Markdown, so that a record's text appears unchanged; a table is printed as a table.
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

MOST_REPEATED, MOST_POWER = 100_000, 100  # limits on repetition and powers in templates
Escape = Callable[[str], str]
# Errors caused by a broken template, not by the program.
FAILURES = (
    TemplateError, ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError,
    SyntaxError, TypeError, ValueError,
)  # fmt: skip


_OWN_MODULE = re.compile(r"\brectledger(?:\.\w+)*\.(?=\w)")  # unknown to template authors


class Said(NamedTuple):
    """`about` in a template: the ledger's title, the date, the lines below the title of every
    document, and the warning about files that could not be read."""

    title: str
    day: str
    lines: Sequence[str]
    missing: str | None


def built_in(kind: str) -> str:
    """The built-in template for a kind of document, in the current language."""
    found = files("rectledger.publish") / "templates" / f"{kind}.{language()}.md"
    return found.read_text("utf-8")


def worded(
    content: Content, about: About, template: Template, escape: Escape = markdown_escaping.text
) -> str:
    """A document in Markdown, with values escaped by `escape`.

    Raises UsageError with the template's name and line if it is broken.
    """
    said = Said(about.title, values.long_day(about.day), list(about.lines()), about.missing())
    words = {"about": said, **content.words, **content.tables}
    try:
        return str(_Environment(escape).from_string(template.text).render(words)).strip() + "\n"
    except FAILURES as error:
        raise broken(error, template.name) from error


def broken(error: Exception, name: str) -> UsageError:
    """The error for a broken template, with its line."""
    # An error while filling it in has no line of its own; take it from the traceback.
    places = [f.lineno for f in extract_tb(error.__traceback__) if f.filename == "<template>"]
    line = getattr(error, "lineno", None) or next(reversed(places), None)
    said = str(error)
    if isinstance(error, SyntaxError):  # in the compiled code, whose line numbers differ
        line, said = None, error.msg
    code = "template-forbidden" if isinstance(error, SecurityError) else "template-broken"
    detail = _OWN_MODULE.sub("", said) or type(error).__name__
    return UsageError(code, file=f"{name}:{line}" if line else name, detail=detail)


def printable(value: object) -> object:
    """`value`, if it always prints as the same text. Raises TypeError for intermediate values such
    as a generator, a function or a loop."""
    if isinstance(value, Mapping | Sequence) and not isinstance(value, str):
        for one in value.values() if isinstance(value, Mapping) else value:
            printable(one)
    elif not isinstance(value, str | int | float | Undefined | None):
        raise TypeError(f"{type(value).__name__} is nothing to print; is |list or () missing?")
    return value


def settled(environment: SandboxedEnvironment) -> None:
    """Remove what would give different bytes each time."""
    environment.globals.pop("lipsum")
    environment.filters.pop("random")


class _Generator(CodeGenerator):
    """jinja2's generator, except for `~`: values joined to Markdown are escaped for Markdown, not
    for HTML as jinja2 would do."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox in which `Markup` is finished Markdown: the result of a macro or a block.

    Only `printed` turns a value into it: no filter, no operator, no method of its own.
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
        """The result of `~`: Markdown if one of the `parts` is Markdown, else text."""
        if any(isinstance(part, Markup) for part in parts):
            return Markup("").join(self.printed(part) for part in parts)
        return "".join(map(str, parts))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Raises SecurityError for results that would be too large."""
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
        """No method of Markdown is safe: it would treat a text as HTML."""
        return not isinstance(obj, Markup) and super().is_safe_attribute(obj, attr, value)


def _of_text(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose result is an ordinary value, escaped when printed."""

    @wraps(function)
    def used(*given: Any, **named: Any) -> Any:
        made = function(*given, **named)
        return str(made) if isinstance(made, Markup) else made

    return used


def same(value: object) -> object:
    """A filter without effect, for `|e` and `|safe`: values are escaped anyway."""
    return value


# Text that cannot be put into a code span, or one in a table cell, unchanged.
_NOT_AS_CODE = re.compile(r"[`|\\]|\A\s|\s\Z|\s\s|\A\Z")


def cell(value: Cell, escape: Escape) -> str:
    """A value in Markdown. Numbers need no escaping; text to be copied becomes code."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else str(value)
    if isinstance(value, Code) and value.isprintable() and not _NOT_AS_CODE.search(value):
        return f"`{value}`"
    return escape(value)


def table(held: Table, escape: Escape) -> list[str]:
    """The lines of a table in Markdown; numbers are aligned right."""
    headers = [column.header for column in held.columns]  # our own plain words
    lines = markdown_escaping.table(
        headers, ([cell(one, escape) for one in row] for row in held.rows)
    )
    rules = ["---:" if one.form in ("number", "rate") else "---" for one in held.columns]
    return [lines[0], "| " + " | ".join(rules) + " |", *lines[2:]]
