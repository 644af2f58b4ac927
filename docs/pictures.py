"""Draw the pictures of the documents, of what the program prints: `make pictures`."""

import html
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
CELL = 12.2  # the width of a cell in the picture, as rich lays it out
COMMAND = ("status", "--as-of", "2021-10-31")

# rich's own frame fetches a font from elsewhere; a picture of ours fetches nothing.
FRAME = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" \
xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "Noto Sans CJK SC", \
"PingFang SC", "Microsoft YaHei", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
  <rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def draw(language: str, *arguments: str, width: int = 96) -> str:
    """What `rectledger ARGUMENTS` prints in a terminal of `width` columns, as SVG."""
    surroundings = {
        **os.environ, "FORCE_COLOR": "1", "TERM": "xterm-256color", "COLORTERM": "truecolor",
        "COLUMNS": str(width), "PYTHONUTF8": "1", "RECTLEDGER_TODAY": "2021-12-01",
    }  # fmt: skip
    printed = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "rectledger", "--ledger", "data", "--lang", language, *arguments],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    out = Console(record=True, width=width, file=io.StringIO(), force_terminal=True,
                  color_system="truecolor", legacy_windows=False)  # fmt: skip
    out.print(Text.from_ansi(printed), end="")
    title = " ".join(["rectledger", *arguments])
    drawn = out.export_svg(title=title, code_format=FRAME, unique_id=f"{arguments[0]}-{language}")
    return _spaced(drawn)


def _spaced(svg: str) -> str:
    """`svg` with each run of wide or narrow characters given the room that its cells take.

    rich gives a run as many cells as it has characters, which squeezes Chinese to half its width.
    """

    def runs(match: re.Match[str]) -> str:
        before, x, middle, after, content = match.groups()
        start, made = float(x), []
        for run in re.findall(r"[\u2e80-\uffef]+|[^\u2e80-\uffef]+", html.unescape(content)):
            room = cell_len(run) * CELL
            shown = html.escape(run).replace(" ", "&#160;")
            size = (
                ' font-size="23px"' if run[0] > "\u2e7f" else ""
            )  # a wide character fills two cells
            made.append(
                f'<text{before} x="{start:g}"{middle}{size} textLength="{room:g}"{after}>'
                f"{shown}</text>"
            )
            start += room
        return "".join(made)

    return re.sub(
        r'<text([^>]*?) x="([\d.]+)"([^>]*?) textLength="[\d.]+"([^>]*)>([^<]*)</text>', runs, svg
    )


def photograph(language: str, picture: Path, width: int = 1200, height: int = 1130) -> None:
    """The upper part of the dashboard of the real ledger, as Chromium shows it."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        page = Path(folder) / "dashboard.html"
        made = [sys.executable, "-m", "rectledger", "--ledger", "data", "--lang", language]
        subprocess.run([*made, "report", "dashboard", "-o", page], cwd=ROOT, check=True)  # noqa: S603
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        shown = browser.new_page(viewport={"width": width, "height": height})
        shown.goto(page.as_uri())
        shown.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":  # with a language: print its picture; else write all
    if sys.argv[1:]:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        sys.stdout.write(draw(sys.argv[1], *COMMAND))
    else:
        PICTURES.mkdir(exist_ok=True)
        for language in ("zh", "en"):
            picture = draw(language, *COMMAND)
            (PICTURES / f"status.{language}.svg").write_text(picture, "utf-8", newline="\n")
            photograph(language, PICTURES / f"dashboard.{language}.png")
