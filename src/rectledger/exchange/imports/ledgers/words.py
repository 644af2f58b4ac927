"""The wording tables under a style, each text looked up once."""

from collections.abc import Callable
from typing import TypeVar

from rectledger.exchange.imports.style import Style
from rectledger.exchange.imports.wording.departments import Departments, read_departments
from rectledger.exchange.imports.wording.kinds import Kind, deadline_kind, known_kind, read_kind
from rectledger.exchange.imports.wording.states import StateRead, read_state, state_in_progress

T = TypeVar("T")
_KEPT = 20_000  # texts; a table repeats its words, but not its reports
_UNSURE = ("unknown-state", "state-contradicted", "state-qualified")


class Words:
    """What texts say under a style."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self._kept: dict[tuple[str, str], object] = {}

    def _once(self, name: str, text: str, read: Callable[[str], T]) -> T:
        key = (name, text)
        if key not in self._kept:
            if len(self._kept) > _KEPT:
                self._kept.clear()
            self._kept[key] = read(text)
        return self._kept[key]  # type: ignore[return-value]

    def label(self, text: str) -> str | None:
        """The field of a text that is a header or a label."""
        return self._once("label", text, self.style.columns.field_of)

    def state(self, text: str) -> StateRead:
        """The state in a value that is a state."""
        style = self.style
        return self._once("state", text, lambda t: read_state(t, style.states, style.kinds))

    def progress(self, text: str) -> StateRead | None:
        """The state that a report begins with."""
        style = self.style
        return self._once(
            "progress", text, lambda t: state_in_progress(t, style.states, style.kinds)
        )

    def state_or_progress(self, text: str) -> tuple[StateRead | None, bool]:
        """The state in a value that is a state or a report, and whether it is a state by itself."""
        read = self.state(text)
        if read.code in _UNSURE or read.code == "percent":
            return (self.progress(text) if read.code != "percent" else None), False
        return read, True

    def kind(self, text: str) -> Kind | None:
        return self._once("kind", text, lambda t: read_kind(t, self.style.kinds))

    def known_kind(self, text: str) -> Kind | None:
        return self._once("known-kind", text, lambda t: known_kind(t, self.style.kinds))

    def deadline_kind(self, text: str) -> Kind | None:
        style = self.style
        return self._once("due", text, lambda t: deadline_kind(t, style.kinds, style.days))

    def departments(self, text: str) -> Departments:
        return self._once("departments", text, read_departments)
