"""Whole commands on the real ledger and on small broken ones, in both languages.

`UPDATE=1 pytest tests/test_transcripts.py` writes the current output; review the diff.
"""

import os
from pathlib import Path

import pytest

from transcript import ROOT, matches, run, settings, steps

FOLDER = Path(__file__).parent / "transcripts"
BROKEN = FOLDER / "broken"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_command_prints_what_its_transcript_says(path: Path) -> None:
    text = path.read_text("utf-8")
    changes = settings(text)
    printed = [(step, run(step.command, ROOT, **changes)) for step in steps(text)]
    assert not [step.command for step, out in printed if "Traceback" in out]
    if os.environ.get("UPDATE"):
        head = [f"# {name}={value}" for name, value in changes.items()]
        body = [f"$ {step.command}\n{out}\n" for step, out in printed]
        path.write_text("\n".join([*head, *body]), "utf-8")
        return
    for step, out in printed:
        if not matches(out, step.expected):
            assert out == step.expected
