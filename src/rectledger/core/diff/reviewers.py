"""Who has to look at what was changed, by the members and the policy that bind."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from rectledger.core.diff.item_diff import Happened
from rectledger.core.lifecycle import Step
from rectledger.core.model import Settings

_CLOSINGS = frozenset({"close", "reopen", "review"})
_Reason = Literal["approval", "closing", "settings"]


class Needed(NamedTuple):
    """A look that is needed, at the items `refs` (none: at ledger.yaml).

    Of an `approval`, whoever is named as having approved confirms it; of a `closing` (or reopening
    or look-back) and of the `settings`, any one of `members` looks at it. There may be nobody: then
    `roles` says who it would have been. Without members in the ledger, roles cannot be told.
    """

    reason: _Reason
    members: tuple[str, ...]
    roles: tuple[str, ...]
    refs: tuple[str, ...]


def reviewers(happened: Iterable[Happened], settings: Settings, *, edited: bool) -> list[Needed]:
    """Who is needed for what happened under the settings of the base; `edited` says that
    ledger.yaml is not the same."""
    wanted: dict[tuple[_Reason, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for one in happened:
        for reason, members, roles in _of_item(one, settings):
            refs = wanted.setdefault((reason, members, roles), [])
            if one.record.ref not in refs and not one.with_issue:
                refs.append(one.record.ref)
    found = [Needed(*key, tuple(refs)) for key, refs in wanted.items() if refs]
    found.sort(key=lambda one: one.reason)
    if edited:
        found.append(Needed("settings", _having(("office",), settings), ("office",), ()))
    return found


def _of_item(
    one: Happened, settings: Settings
) -> Iterator[tuple[_Reason, tuple[str, ...], tuple[str, ...]]]:
    for step in one.entered:
        entry = step.entry
        if entry.approver is not None:
            yield "approval", (entry.approver,), ()
        if entry.event in _CLOSINGS:
            roles = tuple(settings.policy.closers) or ("office",)
            yield "closing", _who_may(step, roles, settings), roles


def _who_may(step: Step, roles: tuple[str, ...], settings: Settings) -> tuple[str, ...]:
    """The members who may look at a closing: not who entered it, and where policy asks for four
    eyes nobody of the lead department."""
    members = {one.id: one for one in settings.members}
    return tuple(
        who
        for who in _having(roles, settings)
        if who != step.entry.by
        and not (settings.policy.four_eyes and members[who].department == step.before.lead)
    )


def _having(roles: tuple[str, ...], settings: Settings) -> tuple[str, ...]:
    return tuple(one.id for one in settings.members if set(one.roles) & set(roles))
