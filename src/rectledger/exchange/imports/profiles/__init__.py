"""The reading profiles that come with the program, each as NAME.yaml."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def shipped() -> dict[str, Path]:
    """The files of the profiles that come with the program, by name."""
    return {path.stem: path for path in sorted(_FOLDER.glob("*.yaml"))}
