"""How large a file may be, and what reading it may cost."""

from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True)
class Bounds:
    """Sizes in bytes, except where another unit is given."""

    workbook: int = 128 * MB  # of the file: photographs, which are not unpacked, make it large
    csv: int = 64 * MB
    members: int = 10_000  # files in the zip
    unpacked: int = 400 * MB  # all XML of the zip together
    # Unpacked per packed. Sheets reach 20 to 40; only a bomb comes near 1,000. Small members may
    # reach anything.
    ratio: int = 200
    any_ratio_below: int = 10 * MB
    cells: int = 2_000_000  # rows × columns, from A1 to the last value, of all sheets together
    text: int = 64_000_000  # characters in all cells together
    memory: int = 1024 * MB  # address space of the child, where the system can limit it
    seconds: int = 120


BOUNDS = Bounds()
