"""The definition of a fault."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong, once, at a known point of a command.

    `kind` is who is hit and how, `where` names the point for people. The rest is how to inject it:
    the tracer's options, a step, or the settings of the `git` wrapper.
    """

    kind: str
    where: str
    strace: tuple[str, ...] = ()
    step: Mapping[str, Any] | None = None
    git: Mapping[str, str] = field(default_factory=dict)
    # No program can promise to print a message when it is out of memory.
    excused: bool = False

    @property
    def kills(self) -> bool:
        """Whether it kills the command itself."""
        return self.kind in {"call-kill", "step-kill", "git-call-both"}
