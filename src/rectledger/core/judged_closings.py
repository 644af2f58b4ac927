"""Which closing of an item counts, and whether closings met their deadlines."""

from typing import Literal

from rectledger.core.lifecycle import Status
from rectledger.core.model import Policy
from rectledger.core.policy import counts_as_closed

# Whether closings met their deadlines. late-before: an earlier closing was late. on-time-then and
# late-then: by the deadline then in force, which has since been amended.
Judged = Literal["on-time", "late", "late-before", "on-time-then", "late-then"]


def closing_that_counts(status: Status, policy: Policy) -> str | None:
    """The date of the closing that has to be on time: the first one if policy counts substantially
    complete items as closed, otherwise the one as complete, if there is one."""
    if policy.substantial_counts:
        return status.closed_on
    return status.completed_on or status.closed_on


def on_time(status: Status, policy: Policy) -> bool | None:
    """Whether an item that counts as closed met the deadline then in force each time it was closed;
    None if it does not count as closed or never had a deadline."""
    if not counts_as_closed(status.state, status.result, policy):
        return None
    return status.closed_in_time if policy.substantial_counts else status.completed_in_time


def judged(status: Status, policy: Policy) -> Judged | None:
    """How an item that counts as closed was judged, and on what basis if its deadline and the
    closing that counts do not show it; None as for `on_time`."""
    held, closed_on = on_time(status, policy), closing_that_counts(status, policy)
    if held is None or closed_on is None:
        return None
    if held == (status.deadline is None or closed_on <= status.deadline):
        return "on-time" if held else "late"
    if held:
        return "on-time-then"
    return "late-before" if status.relapses + status.reopenings else "late-then"
