"""A command imports nothing that it does not use."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from transcript import ROOT, surroundings

# Modules that some commands need and others do not, by the start of their names.
HEAVY = {
    "git", "gitdb", "ruamel", "rich", "ryaml", "hashlib", "multiprocessing", "concurrent.futures",
    "rich.progress", "rectledger.cli.completion.last_word",
    "rectledger.render.generated_files.json_schema", "rectledger.store.yaml.validation_errors",
    "rectledger.store.yaml.key_positions", "rectledger.i18n.messages.errors",
    "rectledger.store.init_files", "rectledger.store.evidence_files", "rectledger.store.git",
    "rectledger.store.yaml.write_record", "rectledger.i18n.example_ledger",
    "rectledger.i18n.schema_descriptions", "rectledger.cli.change",
    "rectledger.cli.completion.parameter_values", "rectledger.cli.arguments.values",
    "rectledger.core.changes", "rectledger.render.pages.change",
    "rectledger.store.yaml.amend_field", "rectledger.store.yaml.append_entry",
    "rectledger.store.incoming_evidence", "rectledger.store.lock", "rectledger.store.replace_files",
    "rectledger.i18n.messages.refusals", "rectledger.workspace.changing.session",
    "rectledger.workspace.changing.records_to_change", "rectledger.workspace.changing.save_change",
    "rectledger.core.diff", "rectledger.formatting.diff", "rectledger.render.diff_markdown",
    "rectledger.workspace.comparing.diff", "icalendar", "rectledger.exchange.exports.ics",
    "rectledger.exchange.exports.csv", "rectledger.exchange.exports.json",
    "rectledger.store.output_file", "jinja2", "markdown_it", "openpyxl", "docx", "pygal",
    "rectledger.cli.report_document", "rectledger.publish.formats.markdown_templates",
    "rectledger.publish.formats.html", "rectledger.publish.formats.docx",
    "rectledger.publish.documents.ledger_workbook", "rectledger.publish.documents.dashboard",
}  # fmt: skip
READS = {"ryaml"}
SHOWS = {"rich"}
GIT = {"git", "gitdb", "rectledger.store.git"}
DIFF = {
    "rectledger.core.diff", "rectledger.formatting.diff", "rectledger.render.diff_markdown",
    "rectledger.workspace.comparing.diff",
}  # fmt: skip
# What every change uses.
WRITES = {
    "ruamel", "rectledger.cli.change", "rectledger.cli.arguments.values", "rectledger.core.changes",
    "rectledger.render.pages.change", "rectledger.store.yaml.amend_field",
    "rectledger.store.yaml.append_entry", "rectledger.store.incoming_evidence",
    "rectledger.store.lock", "rectledger.store.yaml.write_record", "rectledger.store.replace_files",
    "rectledger.i18n.messages.refusals", "rectledger.workspace.changing.session",
    "rectledger.workspace.changing.records_to_change", "rectledger.workspace.changing.save_change",
}  # fmt: skip

# A command, and which of those it uses.
USED = {
    "--version": set(),
    "status": READS | SHOWS,
    "status --json": READS,
    "list": READS | SHOWS,
    "list --json": READS,
    "show 21": READS | SHOWS,
    "overdue": READS | SHOWS,
    "summary": READS | SHOWS,
    "log 21": READS | SHOWS,
    "check --json": READS
    | GIT
    | {"ruamel", "rectledger.store.evidence_files", "rectledger.store.yaml.key_positions"},
    "status --json --at HEAD": READS | {"rectledger.store.git"},
    "diff": READS | SHOWS | DIFF | {"rectledger.store.git"},
    "diff --json": READS | DIFF | {"rectledger.store.git"},
    "diff --format markdown": READS | DIFF | {"rectledger.store.git"},
    "export csv": READS | {"rectledger.exchange.exports.csv", "rectledger.store.git"},
    "export csv -o /dev/null": READS
    | {
        "rectledger.exchange.exports.csv",
        "rectledger.store.git",
        "rectledger.store.replace_files",
        "rectledger.store.output_file",
    },
    "export json": READS | {"rectledger.exchange.exports.json", "rectledger.store.git"},
    "export ics": READS
    | {"icalendar", "hashlib", "rectledger.exchange.exports.ics", "rectledger.store.git"},
    "schema issue": READS  # the ledger may declare fields
    | {
        "rectledger.render.generated_files.json_schema",
        "rectledger.i18n.schema_descriptions",
    },
    "completion bash": set(),
}
CLOSE = "close 1 --document Minutes --by office"


def imported(command: str, cwd: Path = ROOT) -> set[str]:
    """The modules loaded after a command has run."""
    code = (
        "import sys\nfrom rectledger.__main__ import main\n"
        f"sys.argv = ['rectledger', *{command.split()!r}]\n"
        "try:\n    main()\nfinally:\n    print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd, env=surroundings(), capture_output=True, encoding="utf-8", timeout=60, check=True,
    )  # fmt: skip
    return set(done.stderr.splitlines()[-1].split())


@pytest.fixture(scope="module")
def before() -> set[str]:
    """The modules loaded by an empty Typer app."""
    code = (
        "import sys, typer\napp = typer.Typer()\n"
        "@app.command()\ndef main():\n    pass\n"
        "app([], standalone_mode=False)\nprint(*sys.modules)"
    )
    return set(subprocess.check_output([sys.executable, "-c", code], encoding="utf-8").split())


def heavy(modules: set[str]) -> set[str]:
    return {name for name in HEAVY for module in modules if f"{module}.".startswith(f"{name}.")}


@pytest.mark.parametrize("command", USED)
def test_a_command_imports_nothing_that_it_does_not_use(command: str, before: set[str]) -> None:
    assert heavy(imported(command) - before) <= USED[command]


@pytest.mark.parametrize(
    ("command", "used"),
    [
        (CLOSE, READS | SHOWS | GIT | WRITES),
        (f"{CLOSE} --json", READS | GIT | WRITES),
        (f"{CLOSE} --json --dry-run", READS | GIT | WRITES),
    ],
)
def test_a_verb_imports_nothing_that_it_does_not_use(
    command: str, used: set[str], before: set[str], tmp_path: Path
) -> None:
    imported("init . --example inspection --json", tmp_path)
    git = ["git", "-c", "user.name=Li Na", "-c", "user.email=li@example.org"]
    for step in (["add", "."], ["commit", "--quiet", "--message", "Create the ledger"]):
        subprocess.run([*git, *step], cwd=tmp_path, env=surroundings(), check=True, timeout=60)
    for key, value in {"user.name": "Li Na", "user.email": "li@example.org"}.items():
        subprocess.run([*git, "config", key, value], cwd=tmp_path, check=True, timeout=60)
    found = heavy(imported(command, tmp_path) - before)
    assert found <= used
    assert "rectledger.workspace.changing.save_change" in found


def test_a_merge_draws_nothing(tmp_path: Path, before: set[str]) -> None:
    imported("init . --example inspection --json", tmp_path)
    text = (tmp_path / "issues/001.yaml").read_text("utf-8")
    (tmp_path / "base").write_text(text)
    (tmp_path / "ours").write_text(f"# ours\n{text}")
    (tmp_path / "theirs").write_text(text.replace("title: ", "title: a ", 1))
    found = imported("merge-driver base ours theirs issues/001.yaml", tmp_path)
    assert not heavy(found - before) & {"rich", "git", "rectledger.cli.change"}
    assert (tmp_path / "ours").read_text() != f"# ours\n{text}"


def test_a_ledger_that_is_begun_for_a_program_is_not_drawn(tmp_path: Path) -> None:
    assert not imported("init new --json", tmp_path) & {"rich.console", "ryaml", "ruamel.yaml"}


def test_a_command_does_not_import_another(before: set[str]) -> None:
    shared = {
        "app", "arguments", "code_lookup", "command_line", "commands", "event_commands",
        "global_options", "help", "item_references", "option_declarations", "pages", "query",
    }  # fmt: skip
    for command, own in {"status": "status", "list --json": "list", "show 21": "show"}.items():
        modules = {name for name in imported(command) if name.startswith("rectledger.cli.")}
        assert {name.rpartition(".")[2] for name in modules} - shared == {own}


@pytest.mark.parametrize(
    "command", ["--help", "close --help", "completion bash -- rectledger close 2"]
)
def test_help_and_completion_open_no_repository(command: str) -> None:
    found = {
        "git",
        "ruamel.yaml",
        "rectledger.cli.change",
        "rectledger.workspace.changing.save_change",
    }
    assert not imported(command) & found


def test_the_names_above_are_those_of_modules() -> None:
    """Otherwise the test would look for a renamed module in vain."""
    assert {name for name in HEAVY if importlib.util.find_spec(name) is None} == set()
