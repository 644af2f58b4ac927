"""Conflict markers, as git writes them: both sides in full, one below the other."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ConflictMarkers:
    """The length of the markers, and the label of each side."""

    size: int = 7
    ours: str = "ours"
    theirs: str = "theirs"

    def around(self, ours: str, theirs: str, style: str) -> str:
        """The lines of both sides between markers; `style` is the line ending to use."""
        start, between, end = "<" * self.size, "=" * self.size, ">" * self.size
        lines = f"{start} {self.ours}", ours, between, theirs, f"{end} {self.theirs}"
        return "".join(one if one.endswith("\n") or not one else one + style for one in lines)

    def around_files(self, ours: bytes, theirs: bytes) -> bytes:
        """Two complete files between markers, whatever they contain."""
        style = "\r\n" if b"\r\n" in ours else "\n"
        # Latin-1 maps each byte to one character and back.
        one, other = (data.decode("latin-1") for data in (ours, theirs))
        named = ConflictMarkers(self.size, _as_bytes(self.ours), _as_bytes(self.theirs))
        return named.around(one, other, style).encode("latin-1")


def _as_bytes(label: str) -> str:
    return label.encode().decode("latin-1")
