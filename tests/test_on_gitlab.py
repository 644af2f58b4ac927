"""The jobs' scripts, actually run: bash, git, venv and pip as on GitLab, unmodified."""

import http.server
import json
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import office
from forge import TITLE, Machine, archive, hostile, index, refs_in_the_way, repository, stand_in
from ledgers import begin, commit, git
from rectledger.render.generated_files.ci_install_source import InstallSource
from test_pipelines import made

TOKENS = {"CI_JOB_TOKEN": "secret", "RECTLEDGER_TOKEN": "secret"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> InstallSource:
    return archive(stand_in(tmp_path_factory.mktemp("wheels")))


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return index(tmp_path_factory.mktemp("index"))


def merge_request(folder: Path, strangers: Path) -> tuple[Machine, Path]:
    """A project, and a clone of it at a request's branch; the target branch has moved on."""
    project = begin(folder / "project")
    commit(project)
    git(project, "switch", "--quiet", "--create", "request")
    hostile(project)
    commit(project, "The request")
    git(project, "switch", "--quiet", "main", "--")
    commit(project, "Later")
    refs_in_the_way(project, "main", "refs/heads/request")
    runner = Machine(folder / "runner", strangers)
    only = ("--branch", "request", "--single-branch")
    git(folder, "clone", "--quiet", *only, "project", str(runner.tree))
    return runner, project


def on_gitlab(
    runner: Machine, source: InstallSource, code: int, target: str, folder: str = "$x",
    **environ: str,
) -> str:  # fmt: skip
    job = made("zh", "gitlab", folder, signed=folder == "$x", source=source)["rectledger check"]
    held = {k: v.replace("$$", "$") for k, v in job["variables"].items()}  # as GitLab does
    return runner.run(
        job["script"][0], code, CI_PROJECT_ID="1", CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
        CI_MERGE_REQUEST_PROJECT_URL=target, **TOKENS,
        **held, **environ,
    )  # fmt: skip


@pytest.mark.parametrize(("diff", "check"), [(0, 0), (3, 1)])
def test_a_merge_request_is_shown_and_judged(
    tmp_path: Path, strangers: Path, wheel: InstallSource, diff: int, check: int
) -> None:
    runner, project = merge_request(tmp_path, strangers)
    on_gitlab(
        runner, wheel, check, "https://forge.example/a/b", CI_MERGE_REQUEST_PROJECT_ID="1",
        SAYS_diff=TITLE, EXIT_diff=str(diff), EXIT_check=str(check),
    )  # fmt: skip
    base = "refs/rectledger/base"
    assert [arguments for arguments, _ in runner.noted] == [
        ["--ledger=$x", "diff", base, "HEAD", "--format", "markdown"],
        ["--ledger=$x", "check", "--base", base, "--format", "text", "--signed"],
    ]
    assert git(runner.tree, "rev-parse", base) == git(project, "rev-parse", "refs/heads/main")
    artifact = runner.tree / "rectledger-diff.md"
    assert (artifact.is_symlink(), artifact.read_text("utf-8")) == (False, TITLE)
    for _, seen in runner.noted:
        assert not [name for name in seen if "TOKEN" in name]
    assert git(runner.tree, "remote", "get-url", "origin") == "https://forge.example/a/b.git"


def test_the_base_of_a_fork_s_request_is_the_target_s(tmp_path: Path, strangers: Path) -> None:
    """What is installed is the pinned commit, whatever else has the same name."""
    runner, fork = merge_request(tmp_path, strangers)
    shutil.copytree(fork, tmp_path / "target.git", symlinks=True)
    later = commit(tmp_path / "target.git", "Newly closed")
    named = repository(tmp_path / "program")
    on_gitlab(runner, named, 0, str(tmp_path / "target"), CI_MERGE_REQUEST_PROJECT_ID="2")
    assert git(runner.tree, "rev-parse", "refs/rectledger/base") == later


@pytest.mark.parametrize("in_the_way", [False, True])
def test_the_real_commands_answer_as_the_job_expects(
    tmp_path: Path, strangers: Path, wheel: InstallSource, in_the_way: bool
) -> None:
    """A request to a ledger on a server; the runner has all its refs, including replacements."""
    place = office.begin(tmp_path / "project")
    place.git("switch", "--quiet", "--create", "request")
    place.enter("issues/002.yaml", office.close(by="zhou"))
    head = place.commit("zhou")
    place.git("switch", "--quiet", "main")
    if in_the_way:
        refs_in_the_way(place.top, "main", head)
    runner = Machine(tmp_path / "runner", strangers)
    alone = {"GIT_NO_REPLACE_OBJECTS": "1"}
    git(tmp_path, "clone", "--quiet", "project", str(runner.tree), **alone)
    git(runner.tree, "fetch", "--quiet", "origin", "+refs/replace/*:refs/replace/*", **alone)
    git(runner.tree, "checkout", "--quiet", head, **alone)
    said = on_gitlab(
        runner, wheel, 1, "https://forge.example/a/b", "data", CI_MERGE_REQUEST_PROJECT_ID="1",
        REALLY=sys.executable, **office.surroundings_of_check(),
    )  # fmt: skip
    assert "own-department" in said
    assert ("refs/replace/" in said) == in_the_way  # ignored, with a message
    assert "| 2 | Issue 2 |" in (runner.tree / "rectledger-diff.md").read_text("utf-8")


class Forge(http.server.BaseHTTPRequestHandler):
    """The notes of a merge request, as in GitLab's API."""

    notes: list[dict[str, Any]]
    asked: list[tuple[str, str, Any]]

    def _answer(self) -> None:
        size = int(self.headers.get("Content-Length", "0"))
        data = json.loads(self.rfile.read(size)) if size else None
        path, _, query = self.path.partition("?")
        assert self.headers["PRIVATE-TOKEN"] == "secret"
        if self.command != "GET":
            self.asked.append((self.command, path, data))
        page = int(query.rpartition("page=")[2] or "1")
        said = {"id": 5} if path.endswith("/user") else self.notes[page * 2 - 2 : page * 2]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    do_GET = do_POST = do_PUT = _answer  # noqa: N815  # names required by the base class

    def log_message(self, *_: Any) -> None:
        """Log nothing to standard error."""


@pytest.fixture
def api() -> Iterator[str]:
    Forge.notes, Forge.asked = [], []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forge) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def note(number: int, author: int, body: str) -> dict[str, Any]:
    return {"id": number, "author": {"id": author}, "body": body}


MARK = "<!-- rectledger -->\n"


@pytest.mark.parametrize(
    ("notes", "asked"),
    [
        ([], ("POST", "/projects/1/merge_requests/7/notes")),
        # Somebody else's note that looks like ours stays untouched.
        ([note(1, 9, MARK), note(2, 5, "by hand")], ("POST", "/projects/1/merge_requests/7/notes")),
        (
            [note(1, 9, MARK), note(2, 5, "by hand"), note(3, 5, f"{MARK}old")],
            ("PUT", "/projects/1/merge_requests/7/notes/3"),
        ),
    ],
)
def test_one_note_is_written_and_then_renewed(
    tmp_path: Path, strangers: Path, api: str, notes: list[dict[str, Any]], asked: tuple[str, str]
) -> None:
    runner = Machine(tmp_path, strangers)
    hostile(runner.tree)
    (runner.tree / "rectledger-diff.md").unlink()
    (runner.tree / "rectledger-diff.md").write_text(TITLE, "utf-8")
    Forge.notes[:] = notes
    (script,) = made("zh", "gitlab")["rectledger comment"]["script"]
    runner.run(
        script, CI_API_V4_URL=api, CI_MERGE_REQUEST_PROJECT_ID="1", CI_MERGE_REQUEST_IID="7",
        **TOKENS,
    )  # fmt: skip
    assert Forge.asked == [(*asked, {"body": f"{MARK}{TITLE}"})]
