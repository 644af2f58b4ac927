"""No file or function of the source is too long to read at once."""

import ast
from collections.abc import Iterator

from transcript import ROOT

FILES = sorted((ROOT / "src").rglob("*.py"))


def functions() -> Iterator[tuple[str, int]]:
    """Every function by location, with its number of lines from `def` to the end."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{path.relative_to(ROOT)}:{node.lineno}", lines


def test_no_function_has_more_than_fifty_lines() -> None:
    found = list(functions())
    assert len(found) > 1_000
    assert [one for one in found if one[1] > 50] == []


def test_no_file_has_more_than_three_hundred_lines() -> None:
    lines = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in FILES
    }
    assert {file: n for file, n in lines.items() if n > 300} == {}
