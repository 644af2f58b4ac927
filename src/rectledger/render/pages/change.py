"""What a command changed, would change, or cannot change."""

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rectledger.core.changes.proposed_change import Edit, Refusal
from rectledger.core.changes.saved_change import SavedChange
from rectledger.core.judged_closings import on_time
from rectledger.core.lifecycle import fold
from rectledger.core.model import Close, Settings
from rectledger.formatting import consequences, entries
from rectledger.formatting.values import figure, issues_closed, named, text_of
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import ngettext
from rectledger.i18n.messages import refusals
from rectledger.render import json

if TYPE_CHECKING:
    from rich.console import Console


def refused(found: Sequence[Refusal], settings: Settings, *, as_json: bool, no_color: bool) -> None:
    """Print every reason for refusing a change on standard error."""
    said = [
        (one, *refusals.say(one.ref, one.code, _with_names(one.args, settings))) for one in found
    ]
    if as_json:
        for one, message, hint in said:
            print(json.error(one.code, message, hint, one.ref), file=sys.stderr)
        return
    from rectledger.render.console import console
    from rectledger.render.pages import findings

    err = console(stream=sys.stderr, no_color=no_color)
    for n, (_one, message, hint) in enumerate(said):
        later = [more for _o, _m, more in said[n + 1 :]]
        findings.error(err, message, None if hint in later else hint)


def _with_names(args: Mapping[str, object], settings: Settings) -> dict[str, object]:
    """What a refusal is about, with the names of departments and members beside their codes."""
    members = {one.id: one.name for one in settings.members}
    departments = {code: one.name for code, one in settings.departments.items()}
    names = {"who": members, "known": members, "lead": departments, "word": departments}

    def shown(key: str, value: object) -> object:
        if isinstance(value, list):
            return [named(str(one), names[key]) for one in value]
        return named(value, names[key]) if isinstance(value, str) else value

    return {key: shown(key, value) if key in names else value for key, value in args.items()}


def page(out: "Console", saved: SavedChange, settings: Settings, prefix: str) -> None:
    """Print what was done item by item, the evidence, the commit and the counts."""
    from rectledger.render.console import GOOD, QUIET, indented, say, text
    from rectledger.render.line_breaks import Data

    change = saved.change
    shown = saved.outcome == "only-shown"
    if saved.resumed and not shown:
        say(out, _("An earlier run of this command was interrupted; this run completed it."), QUIET)
    by_ref = {edit.new.ref: edit for edit in change.edits}
    for edit in (by_ref[ref] for ref in change.asked):
        mark = text("  " if shown else "✓ ", GOOD)
        head = Data.assemble(mark, text(edit.new.ref, "bold"), text(f"  {text_of(edit.new.title)}"))
        out.print(head)
        indented(out, _done(edit, settings), 4)
    for line in _around(saved, prefix):
        say(out, line)
    if shown:
        _lines(out, saved, prefix)


def _done(edit: Edit, settings: Settings) -> Iterator[str]:
    """What was done to an item, and its effect: on time or late, or the new deadline."""
    entry, status = edit.entry, fold(edit.new)
    if entry is None:
        yield _("added")
        yield consequences.added(status)
        yield from consequences.by_kind(edit.new, settings)
        yield from consequences.counts_from(edit.new)
        return
    what = entries.what(entry, settings)
    substantial = isinstance(entry, Close) and entry.result == "substantial"
    if substantial and not settings.policy.substantial_counts:
        what = _("{what}; by policy it still counts as ongoing").format(what=what)
    yield f"{entry.date} {what}"
    before = fold(edit.old) if edit.old else None
    yield from consequences.outcome(entry, before, status, settings)
    yield from entries.references(entry)


def _around(saved: SavedChange, prefix: str) -> Iterator[str]:
    """Lines about the change as a whole."""
    change = saved.change
    along = [edit.new.ref for edit in change.edits if edit.new.ref not in change.asked]
    if along:
        words = ngettext("With it: {refs}", "With them: {refs}", len(change.asked))
        yield words.format(refs=_(", ").join(along))
    if change.staying:
        refs = _(", ").join(change.staying)
        if change.verb in ("reopen", "review"):
            yield _("Measures that stay closed or waived: {refs}").format(refs=refs)
            yield _("    (use rectledger reopen for those to be done again)")
        else:
            yield _("Measures left unchanged: {refs}").format(refs=refs)
            if not change.asked_along:
                # `--with-measures` would not work: the issue already has its entry.
                named = change.staying[:1] if change.verb == "amend" else change.staying
                command = f"rectledger {change.verb} {' '.join(named)} …"
                yield _("    (to include them: {command})").format(command=command)
    for name in saved.twice:
        yield _("{name} was attached twice; one copy is kept").format(name=name)
    for one in saved.kept:
        words = _("Evidence: {path} ({name}, {size} bytes)")
        if one.before:
            words = _("Evidence, already there: {path} ({name}, {size} bytes)")
        yield words.format(path=prefix + one.path, name=one.name, size=figure(one.size))
        yield f"    SHA-256 {one.sha256}"
    if saved.other:
        yield _(
            "Your git identity is {who}: a request with entries in somebody else's name is refused."
        ).format(who=text_of(saved.other.name))
    if saved.own_rules:
        yield _("ledger.yaml has uncommitted changes; the committed rules were used.")
    if saved.outcome == "committed" and saved.branch:
        yield _("Commit {sha} on {branch}").format(sha=saved.commit[:10], branch=saved.branch)
    elif saved.outcome == "committed":
        yield _("Commit {sha} (detached HEAD)").format(sha=saved.commit[:10])
    elif saved.outcome == "not-asked":
        files = shlex.join(prefix + file for file in saved.files)
        yield _("Written, not committed. To commit it:")
        yield f"    git add {files}"
        yield "    git commit"
    elif saved.outcome == "no-repository":
        yield _("Written, not committed: there is no git repository here.")
    if saved.counted:
        yield issues_closed(saved.counted)


def _lines(out: "Console", saved: SavedChange, prefix: str) -> None:
    """Print the lines that would be added or replaced, file by file."""
    from rectledger.render.console import BAD, GOOD, heading, say

    for file, (before, after) in saved.written.items():
        heading(out, prefix + file)
        for mark, line in changed(before or b"", after):
            say(out, f"{mark} {line}", GOOD if mark == "+" else BAD)
    out.print()
    say(out, _("Nothing was written."))


def changed(before: bytes, after: bytes) -> Iterator[tuple[str, str]]:
    """The lines removed (`-`) and added (`+`) between two versions of a file."""
    from difflib import SequenceMatcher

    old, new = (data.decode("utf-8-sig", "replace").splitlines() for data in (before, after))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (("-", line) for line in old[i1:i2])
            yield from (("+", line) for line in new[j1:j2])


def document(saved: SavedChange, settings: Settings) -> str:
    """The JSON of a command that changes the ledger."""
    change = saved.change
    return json.document(
        None,
        complete=True,
        command=change.verb,
        outcome=saved.outcome,
        commit=saved.commit or None,
        branch=saved.branch,
        resumed=saved.resumed,
        items=[_item(edit, change.asked, settings) for edit in change.edits],
        staying=change.staying,
        evidence=[
            {"path": one.path, "name": one.name, "size": one.size,
             "sha256": one.sha256, "kept_before": one.before}
            for one in saved.kept
        ],
        files=[
            {"path": file, "new": before is None,
             "added": [line for mark, line in changed(before or b"", after) if mark == "+"],
             "removed": [line for mark, line in changed(before or b"", after) if mark == "-"]}
            for file, (before, after) in saved.written.items()
        ],
        issues=json.count(saved.counted) if saved.counted else None,
    )  # fmt: skip


def _item(edit: Edit, asked: Sequence[str], settings: Settings) -> json.Json:
    status = fold(edit.new)
    return {
        "ref": edit.new.ref,
        "asked": edit.new.ref in asked,
        "title": text_of(edit.new.title),
        "state": status.state,
        "result": status.result,
        "deadline": status.deadline,
        "on_time": on_time(status, settings.policy),
        "entry": json.log_entry(edit.entry) if edit.entry else None,
    }
