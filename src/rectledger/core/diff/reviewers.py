"""Who has to review what was changed, according to the members and the policy in force."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from rectledger.core.diff.item_diff import Happened
from rectledger.core.lifecycle import Step
from rectledger.core.model import Settings

_CLOSINGS = frozenset({"close", "reopen", "review"})
_Reason = Literal["approval", "closing", "settings"]


class Needed(NamedTuple):
    """A required review, of the items `refs` (none: of ledger.yaml).

    For an `approval`, the person named as the approver confirms it; for a `closing` (or reopening
    or follow-up review) and for the `settings`, any one of `members` reviews it. If there are none,
    `roles` says who it would have been. Without members in the ledger, roles are unknown.
    """

    reason: _Reason
    members: tuple[str, ...]
    roles: tuple[str, ...]
    refs: tuple[str, ...]


def reviewers(happened: Iterable[Happened], settings: Settings, *, edited: bool) -> list[Needed]:
    """Who has to review what happened, under the settings of the base; `edited`: ledger.yaml
    differs."""
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
    """The members who may review a closing: not whoever entered it and, if policy requires four
    eyes, nobody of the lead department."""
    members = {one.id: one for one in settings.members}
    return tuple(
        who
        for who in _having(roles, settings)
        if who != step.entry.by
        and not (settings.policy.four_eyes and members[who].department == step.before.lead)
    )


def _having(roles: tuple[str, ...], settings: Settings) -> tuple[str, ...]:
    return tuple(one.id for one in settings.members if set(one.roles) & set(roles))
