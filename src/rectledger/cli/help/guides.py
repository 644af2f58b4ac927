"""The documents that `rectledger help` shows, as they are in `docs/`."""

from pathlib import Path

from rectledger.i18n.language import Language

GUIDES = ("format",)
_PACKAGE = Path(__file__).parents[2]
# A wheel has them in the package; a clone, where they are written.
_FOLDERS = (_PACKAGE / "docs", _PACKAGE.parents[1] / "docs")


def text(guide: str, language: Language) -> str:
    """One of GUIDES, in Markdown. Raises FileNotFoundError if the installation lacks it."""
    name = f"{guide}.md" if language == "en" else f"{guide}.zh-CN.md"
    found = next((folder / name for folder in _FOLDERS if (folder / name).is_file()), None)
    return (found or _FOLDERS[0] / name).read_text("utf-8")
