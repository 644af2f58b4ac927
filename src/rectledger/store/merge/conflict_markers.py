"""The marks of a conflict, as git writes them: each side whole, one below the other."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ConflictMarkers:
    """How long the marks are, and what each side is called behind them."""

    size: int = 7
    ours: str = "ours"
    theirs: str = "theirs"

    def around(self, ours: str, theirs: str, style: str) -> str:
        """Lines of both sides between marks; `style` is how lines end here."""
        start, between, end = "<" * self.size, "=" * self.size, ">" * self.size
        lines = f"{start} {self.ours}", ours, between, theirs, f"{end} {self.theirs}"
        return "".join(one if one.endswith("\n") or not one else one + style for one in lines)

    def around_files(self, ours: bytes, theirs: bytes) -> bytes:
        """Two files whole between marks, whatever is in them."""
        style = "\r\n" if b"\r\n" in ours else "\n"
        # Each byte is a character of its own, and comes out as it was.
        one, other = (data.decode("latin-1") for data in (ours, theirs))
        named = ConflictMarkers(self.size, _as_bytes(self.ours), _as_bytes(self.theirs))
        return named.around(one, other, style).encode("latin-1")


def _as_bytes(label: str) -> str:
    return label.encode().decode("latin-1")
