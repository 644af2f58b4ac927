"""Findings and errors: what is wrong, where, and what to do."""

from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console, Group

from rectledger.core.findings import Finding
from rectledger.formatting.values import place, visible
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import ngettext
from rectledger.i18n.messages import findings as words
from rectledger.render.console import BAD, GOOD, QUIET, WARN, say, text
from rectledger.render.line_breaks import Data


def finding(out: Console, one: Finding, prefix: str) -> None:
    """Print a finding: place, message and code, then its hint."""
    message, hint = words.say(one.code, one.args)
    label, style = (_("note: "), QUIET) if one.severity == "note" else (_("error: "), BAD)
    where, code = text(place(one, prefix), "bold"), text(f"[{one.code}]", QUIET)
    said = Data.assemble(text(label, style), where, " ", text(message), " ", code)
    out.print(Group(said))
    if hint:
        out.print(Group(Data.assemble(text(_(" hint: "), QUIET), text(hint))))


def incomplete(out: Console, unreadable: Sequence[Finding]) -> None:
    """Print the first line of a page if some files could not be read."""
    files = len({one.file for one in unreadable})
    message = ngettext(
        "INCOMPLETE: {n} file cannot be read and is left out of the totals.",
        "INCOMPLETE: {n} files cannot be read and are left out of the totals.",
        files,
    )
    say(out, message.format(n=files), BAD)


def annotation(one: Finding, prefix: str) -> str:
    """A finding as a GitHub workflow command; `prefix` is the ledger's folder in the repository."""
    message, hint = words.say(one.code, one.args)
    known = {"line": one.line, "col": one.column, "title": f"rectledger: {one.code}"}
    file = place(replace(one, line=None, column=None), prefix)
    values = {"file": file, **known} if one.file else known
    said = ",".join(f"{k}={_escaped(str(v), ':,')}" for k, v in values.items() if v is not None)
    command = "notice" if one.severity == "note" else "error"
    said_of_it = "\n".join(visible(line) for line in (message, hint) if line)
    return f"::{command} {said}::{_escaped(said_of_it)}"


def _escaped(value: str, more: str = "") -> str:
    """`value` with the special characters of workflow commands escaped."""
    for mark in ("%", "\r", "\n", *more):
        value = value.replace(mark, f"%{ord(mark):02X}")
    return value


def merging(out: Console, head: tuple[str, str], base: tuple[str, str]) -> None:
    """Print the commits of a merge that is checked, each as given and with its hash."""
    said = _("Result of merging {head} ({commit}) into {base} ({into})")
    names = [rev if not sha.startswith(rev) else _("commit") for rev, sha in (head, base)]
    values = {"head": names[0], "commit": head[1][:10], "base": names[1], "into": base[1][:10]}
    say(out, said.format(**values), QUIET)


def verdict(out: Console, found: Sequence[Finding], issues: int, measures: int) -> None:
    """Print the last line of `check`."""
    errors = sum(one.severity == "error" for one in found)
    counted = _("{issues} and {measures} checked").format(
        issues=ngettext("{n} issue", "{n} issues", issues).format(n=issues),
        measures=ngettext("{n} measure", "{n} measures", measures).format(n=measures),
    )
    said, style = _("no errors"), f"bold {GOOD}"
    if errors:
        said, style = ngettext("{n} error", "{n} errors", errors).format(n=errors), BAD
    rest = text(_("; {counted}").format(counted=counted))
    out.print(Group(Data.assemble(text(said, style), rest)))


def waiting(out: Console, process: str) -> None:
    """Say that the command waits for another process to finish its change."""
    words = _("Waiting for process {process}, which is changing this ledger…")
    out.print(Group(text(words.format(process=process), QUIET)))


def error(out: Console, message: str, hint: str | None) -> None:
    """Print an error that ends a command."""
    out.print(Group(Data.assemble(text(_("error: "), BAD), text(message))))
    if hint:
        out.print(Group(Data.assemble(text(_(" hint: "), WARN), text(hint))))
