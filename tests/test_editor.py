"""What a real language server reports for a ledger's files, using the schema that `init` wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import NEEDS
from editor import Editor, needs_server
from rectledger.core.model import Issue
from rectledger.core.model.layout import editor_line
from rectledger.store.yaml import write_record
from transcript import ROOT, run

pytestmark = needs_server

HEAD = """\
# yaml-language-server: $schema=../schema/issue.json
id: 1
title: a
section: 1-1
kind: immediate
lead: finance
opened: 2021-07-30
"""
ENTRY = HEAD + "log:\n  - date: 2021-10-31\n    by: office\n"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("editor") / "ledger"
    assert "[exit" not in run(f"rectledger init {root}", root.parent)
    return root


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    with Editor() as running:
        yield running


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_marks_nothing_in_what_init_writes(
    editor: Editor, tmp_path: Path, language: str
) -> None:
    run(f"rectledger init . --lang {language} --example inspection", tmp_path)
    for path in sorted(tmp_path.rglob("*.yaml")):
        assert editor.problems(path.parent, path.read_text("utf-8")) == [], path.name


@pytest.mark.parametrize(
    "file", ["issues/019.yaml", "issues/021.yaml", "measures/024-02.yaml", "measures/015-01.yaml",
             "ledger.yaml"],
)  # fmt: skip
def test_it_marks_nothing_in_the_real_ledger(editor: Editor, ledger: Path, file: str) -> None:
    text = f"{editor_line(file)}\n{(ROOT / 'data' / file).read_text('utf-8')}"
    assert editor.problems((ledger / file).parent, text) == []


def test_it_marks_nothing_in_a_log_of_every_event(editor: Editor, ledger: Path) -> None:
    entries = [{"date": "2021-10-31", "event": e, "by": "office", **NEEDS[e]} for e in NEEDS]
    whole = Issue.model_validate(
        {"id": 1, "title": {"zh": "甲"}, "section": "1-1", "kind": "no", "lead": "1e3",
         "opened": "2021-07-30", "log": entries}
    )  # fmt: skip
    text = f"{editor_line(whole.file)}\n{write_record.render(whole)}"
    assert editor.problems(ledger / "issues", text) == []


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (HEAD + "du: 2021-10-31\n", 8, "du is not allowed"),
        (HEAD + "due: 2021-02-30\n", 8, "YYYY-MM-DD"),
        (HEAD + "due: 20210230\n", 8, "YYYY-MM-DD"),
        (HEAD + "next: 2021\n", 8, "quoted if"),
        (HEAD + "next: {}\n", 8, '"zh"'),
        (HEAD + "standing: 'yes'\n", 8, "boolean"),
        (HEAD.replace("id: 1", "id: one"), 2, "integer"),
        (HEAD.replace("kind: immediate", "kind: Immediate"), 5, "lowercase letters"),
        (HEAD.replace("lead: finance\n", ""), 2, '"lead"'),
        (ENTRY + "    event: clsoe\n    result: complete\n", 11, "Use one of"),
        (ENTRY + "    event: progres\n    note: a\n", 11, "Use one of"),
        (ENTRY + "    event: close\n    resutl: complete\n", 12, "resutl is not allowed"),
        (ENTRY + "    event: start\n    result: complete\n", 12, "result is not allowed"),
        (ENTRY + "    event: close\n    result: done\n", 12, '"complete", "substantial"'),
        (ENTRY + "    event: progress\n", 9, '"note"'),
        (ENTRY + "    event: submit\n", 9, '"note"'),
        (ENTRY + "    event: reassign\n", 9, '"lead"'),
        (ENTRY + "    event: review\n    outcome: relapsed\n    note: a\n", 9, '"to"'),
        (ENTRY, 9, '"event"'),
        (ENTRY + "    event: attach\n    evidence:\n      - url: a\n", 13, "http://"),
    ],
)
def test_it_marks_what_is_wrong_in_its_line(
    editor: Editor, ledger: Path, text: str, line: int, says: str
) -> None:
    problems = editor.problems(ledger / "issues", text)
    assert [(at, says in message) for at, message in problems if at == line][:1] == [(line, True)]
    assert {at for at, _message in problems} <= {line, min(line, 9)}


def test_it_offers_the_keys_of_a_record(editor: Editor, ledger: Path) -> None:
    offered = editor.completions(ledger / "issues", HEAD + "|")
    assert {"due", "heading", "leader", "log", "next", "standing", "support"} <= set(offered)
    assert "id" not in offered  # it is already there
    assert offered["due"].startswith("The first deadline.")


def test_it_offers_the_events_and_says_what_they_mean(editor: Editor, ledger: Path) -> None:
    offered = editor.completions(ledger / "issues", ENTRY + "    event: |")
    assert set(NEEDS) <= set(offered)
    assert offered["extend"] == "The deadline is extended, with approval."


def test_it_offers_the_keys_that_an_event_takes(editor: Editor, ledger: Path) -> None:
    offered = set(editor.completions(ledger / "issues", ENTRY + "    event: close\n    |"))
    assert {"result", "note", "evidence"} <= offered
    assert not {"to", "outcome", "approved_by"} & offered


def test_it_offers_whole_entries_to_begin_with(editor: Editor, ledger: Path) -> None:
    offered = editor.completions(ledger / "issues", HEAD + "log:\n  - |")
    assert "event: close\n  by: \n  result: " in offered["close (closing)"]


def test_it_offers_the_kinds_of_evidence(editor: Editor, ledger: Path) -> None:
    text = ENTRY + "    event: attach\n    evidence:\n      - |"
    assert {"path", "document", "url"} <= set(editor.completions(ledger / "issues", text))


def test_it_explains_a_key_in_the_ledger_s_language(editor: Editor, tmp_path: Path) -> None:
    run("rectledger init . --lang zh --example inspection", tmp_path)
    assert "首次时限" in editor.hover(tmp_path / "issues", HEAD + "d|ue: 2021-10-31\n")
