"""What a fault is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong, once, at a known point of a command.

    `kind` is who meets it and how, `where` names the point for people. The rest is how it is let
    in: the tracer's options, a step, or what the `git` in front of git is told.
    """

    kind: str
    where: str
    strace: tuple[str, ...] = ()
    step: Mapping[str, Any] | None = None
    git: Mapping[str, str] = field(default_factory=dict)
    # No program can promise to say a sentence when it gets no memory.
    excused: bool = False

    @property
    def kills(self) -> bool:
        """Whether it ends the command itself."""
        return self.kind in {"call-kill", "step-kill", "git-call-both"}
