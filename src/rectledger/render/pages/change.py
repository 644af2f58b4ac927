"""What a verb has done, would do, or cannot do."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rectledger.core.changes.proposed_change import Edit, Refusal
from rectledger.core.changes.saved_change import SavedChange
from rectledger.core.judged_closings import on_time
from rectledger.core.lifecycle import fold
from rectledger.core.model import Close, Settings
from rectledger.formatting import consequences, entries
from rectledger.formatting.values import figure, issues_closed, text_of
from rectledger.i18n.language import gettext as _
from rectledger.i18n.language import ngettext
from rectledger.i18n.messages import refusals
from rectledger.render import json

if TYPE_CHECKING:
    from rich.console import Console


def refused(found: Sequence[Refusal], *, as_json: bool, no_color: bool) -> None:
    """Say on standard error every reason why a change is refused."""
    said = [(one, *refusals.say(*one)) for one in found]
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


def page(out: "Console", saved: SavedChange, settings: Settings, prefix: str) -> None:
    """What was done: item by item, the evidence, the commit, and the count."""
    from rectledger.render.console import GOOD, QUIET, indented, say, text
    from rectledger.render.line_breaks import Data

    change = saved.change
    shown = saved.outcome == "only-shown"
    if saved.resumed and not shown:
        say(out, _("An earlier run of this command was cut off; this one has completed it."), QUIET)
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
    """What was done to an item, and what came of it: on time or how late, or by when."""
    entry, status = edit.entry, fold(edit.new)
    if entry is None:
        yield _("added")
        yield consequences.added(status)
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
    """What goes for the whole of a change."""
    change = saved.change
    along = [edit.new.ref for edit in change.edits if edit.new.ref not in change.asked]
    if along:
        words = ngettext("With it: {refs}", "With them: {refs}", len(change.asked))
        yield words.format(refs=_(", ").join(along))
    if change.staying:
        refs = _(", ").join(change.staying)
        if change.verb in ("reopen", "review"):
            yield _("Measures that stay closed or waived: {refs}").format(refs=refs)
            yield _("    (rectledger reopen takes those up that are to be done again)")
        else:
            yield _("Measures that stay as they are: {refs}").format(refs=refs)
            if not change.asked_along:
                # Not `--with-measures`: the issue has its entry now.
                named = change.staying[:1] if change.verb == "amend" else change.staying
                command = f"rectledger {change.verb} {' '.join(named)} …"
                yield _("    (for those that are to go along: {command})").format(command=command)
    for name in saved.twice:
        yield _("{name} was handed in twice; it is kept once").format(name=name)
    for one in saved.kept:
        words = _("Evidence: {path} ({name}, {size} bytes)")
        if one.before:
            words = _("Evidence, kept there before: {path} ({name}, {size} bytes)")
        yield words.format(path=prefix + one.path, name=one.name, size=figure(one.size))
        yield f"    SHA-256 {one.sha256}"
    if saved.other:
        yield _(
            "To git you are {who}: in a request, what is entered in another's name is refused."
        ).format(who=text_of(saved.other.name))
    if saved.own_rules:
        yield _("ledger.yaml has changes that are not committed; the committed rules were used.")
    if saved.outcome == "committed" and saved.branch:
        yield _("Commit {sha} on {branch}").format(sha=saved.commit[:10], branch=saved.branch)
    elif saved.outcome == "committed":
        yield _("Commit {sha} on no branch").format(sha=saved.commit[:10])
    elif saved.outcome == "not-asked":
        yield _("Written, and not committed.")
    elif saved.outcome == "no-repository":
        yield _("Written; there is no git repository here, so nothing was committed.")
    if saved.counted:
        yield issues_closed(saved.counted)


def _lines(out: "Console", saved: SavedChange, prefix: str) -> None:
    """The lines that would be added, file by file; those that an amendment replaces too."""
    from rectledger.render.console import BAD, GOOD, heading, say

    for file, (before, after) in saved.written.items():
        heading(out, prefix + file)
        for mark, line in changed(before or b"", after):
            say(out, f"{mark} {line}", GOOD if mark == "+" else BAD)
    out.print()
    say(out, _("Nothing was written."))


def changed(before: bytes, after: bytes) -> Iterator[tuple[str, str]]:
    """The lines that are taken out (`-`) and added (`+`) between two versions of a file."""
    from difflib import SequenceMatcher

    old, new = (data.decode("utf-8-sig", "replace").splitlines() for data in (before, after))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (("-", line) for line in old[i1:i2])
            yield from (("+", line) for line in new[j1:j2])


def document(saved: SavedChange, settings: Settings) -> str:
    """The JSON of a verb."""
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
