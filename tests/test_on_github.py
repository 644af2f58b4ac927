"""The workflow's scripts, actually run: bash, venv and pip as on GitHub, unmodified."""

import os
import re
import sys
from pathlib import Path

import pytest

import office
from forge import TITLE, Machine, archive, hostile, index, refs_in_the_way, repository, stand_in
from ledgers import git
from rectledger.render.generated_files.ci_install_source import Archive, Checkout, InstallSource
from rectledger.render.generated_files.ci_pipeline import GITHUB
from test_pipelines import made, parsed
from transcript import ROOT

BASE = made("en", "github")["jobs"]["check"]["env"]["BASE"]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A runner where the workflow has installed rectledger."""
    machine = begun(tmp_path_factory.mktemp("runner"))
    on_github(machine, 0, source=archive(stand_in(tmp_path_factory.mktemp("wheels"))))
    return machine


def begun(folder: Path) -> Machine:
    """A runner with nothing installed, and hostile files in the request."""
    folder.joinpath("index").mkdir(parents=True)
    machine = Machine(folder / "runner", index(folder / "index"))
    hostile(machine.tree)
    (machine.folder / "temp dir").mkdir()
    return machine


def on_github(
    machine: Machine, step: int, code: int = 0, source: InstallSource | None = None, **environ: str
) -> str:
    """Run a step of the job `check`, with nothing left by earlier ones."""
    for name in ("noted", "output", "summary"):
        (machine.folder / name).unlink(missing_ok=True)
    job = made("zh", "github", "整改 台账", signed=True, source=source)["jobs"]["check"]
    settings = {k: v for k, v in job["env"].items() if "${{" not in v}
    return machine.run(
        job["steps"][step]["run"], code,
        RUNNER_TEMP=str(machine.folder / "temp dir"), BASE="refs/remotes/origin/a b",
        GITHUB_OUTPUT=str(machine.folder / "output"),
        GITHUB_STEP_SUMMARY=str(machine.folder / "summary"), **settings, **environ,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["file", "commit", "base"])
def test_what_is_named_is_installed_and_no_namesake(tmp_path: Path, kind: str) -> None:
    """Not the package that an index has under the name, nor what a branch, tag or replacement named
    like the commit leads to. `base` is what this repository itself uses."""
    machine = begun(tmp_path)
    if kind == "file":
        on_github(machine, 0, source=archive(stand_in(tmp_path)))
    else:
        commit = repository(tmp_path / "server/office/rectledger")
        environ = {
            "GITHUB_SERVER_URL": (tmp_path / "server").as_uri(), "BASE_COMMIT": commit.commit,
            "GITHUB_REPOSITORY": "office/rectledger",
        }  # fmt: skip
        own = parsed(ROOT / GITHUB)["jobs"]["check"]["steps"][0]
        if kind == "commit":
            on_github(machine, 0, source=commit)
        else:
            assert [*own["env"]] == ["BASE_COMMIT"]
            machine.run(own["run"], RUNNER_TEMP=str(machine.folder / "temp dir"), **environ)
    on_github(machine, 3)
    assert len(machine.noted) == 1


def test_what_is_not_as_it_was_named_is_not_installed(tmp_path: Path) -> None:
    machine = begun(tmp_path)
    wheel = stand_in(tmp_path)
    on_github(machine, 0, 1, Archive(wheel.as_uri(), "0" * 64))
    other = Checkout(repository(tmp_path / "other").url, "0" * 40)
    on_github(machine, 0, 128, other)
    assert not list(machine.folder.rglob("bin/rectledger"))


def outputs(text: str) -> dict[str, str]:
    """The outputs of a step, parsed as GitHub does."""
    found, lines = {}, iter(text.splitlines())
    for line in lines:
        name, _, end = line.partition("<<")
        held: list[str] = []
        for inner in lines:
            if inner == end:
                break
            held.append(inner)
        else:
            raise AssertionError(end)
        found[name] = "\n".join(held)
    return found


@pytest.mark.parametrize("code", [0, 3])
def test_what_a_request_changes_is_handed_on_whole(machine: Machine, code: int) -> None:
    printed = on_github(machine, 2, code, SAYS_diff=TITLE, EXIT_diff=str(code))
    assert printed == ""  # nothing in it is taken for a workflow command
    said = (machine.folder / "output").read_text("utf-8")
    assert outputs(said) == {"body": TITLE}
    assert (machine.folder / "summary").read_text("utf-8") == TITLE
    ((arguments, seen),) = machine.noted
    assert arguments == [
        "--ledger=整改 台账", "diff", "refs/remotes/origin/a b", "HEAD", "--format", "markdown"
    ]  # fmt: skip
    assert seen["RECTLEDGER_LANG"] == "zh"


def test_no_two_runs_end_what_they_hand_on_in_the_same_way(machine: Machine) -> None:
    ends = set()
    for _ in range(2):
        on_github(machine, 2)
        first = (machine.folder / "output").read_text().splitlines()[0]
        ends.add(first.removeprefix("body<<"))
    assert len(ends) == 2
    assert all(len(end) == 32 for end in ends)


@pytest.mark.parametrize("code", [0, 1])
def test_a_request_is_judged(machine: Machine, code: int) -> None:
    said = on_github(machine, 3, code, SAYS_check="::error file=a::b\n", EXIT_check=str(code))
    assert said == "::error file=a::b\n"
    assert [arguments for arguments, _ in machine.noted] == [[
        "--ledger=整改 台账", "check", "--base", "refs/remotes/origin/a b", "--format", "github",
        "--signed",
    ]]  # fmt: skip


GH = """\
#!/bin/sh
case " $* " in *" --paginate "*) printf '%s' "$EARLIER"; exit;; esac
printf '%s\\n' "$@" >"$NOTED"
cat >"$NOTED.body"
"""


@pytest.mark.parametrize("earlier", ["", "41\n42\n"])
def test_one_comment_is_written_and_then_renewed(machine: Machine, earlier: str) -> None:
    """A stub replaces the forge's own program; the test checks the requests it gets."""
    programs = machine.folder / "programs"
    programs.mkdir(exist_ok=True)
    (programs / "gh").write_text(GH)
    (programs / "gh").chmod(0o755)
    (step,) = made("en", "github")["jobs"]["comment"]["steps"]
    machine.run(
        step["run"], BODY=TITLE, NUMBER="7", GITHUB_REPOSITORY="a/b", EARLIER=earlier,
        PATH=f"{programs}:{os.environ['PATH']}",
    )  # fmt: skip
    asked = (machine.folder / "noted").read_text().splitlines()
    (machine.folder / "noted").unlink()
    where = "issues/comments/42" if earlier else "issues/7/comments"
    assert asked == [
        "api", "--silent", "--method", "PATCH" if earlier else "POST", f"repos/a/b/{where}",
        "-F", "body=@-",
    ]  # fmt: skip
    body = (machine.folder / "noted.body").read_text("utf-8")
    assert body == f"<!-- rectledger -->\n{TITLE}\n"


def base_on(branch: str) -> str:
    """The workflow's base ref for a request to a branch."""
    (name,) = re.findall(r"format\('(.*)', github\.base_ref\) \}\}$", str(BASE))
    return str(name).format(branch)


def check_out(runner: Machine, server: Path, head: str, environ: dict[str, str]) -> None:
    """As actions/checkout does with full history: branches and tags; and also replacements, in
    their usual place."""
    runner.tree.mkdir()
    refs = ("heads/*:refs/remotes/origin/*", "tags/*:refs/tags/*", "replace/*:refs/replace/*")
    for words in (
        ("init", "--quiet"), ("remote", "add", "origin", str(server)),
        ("fetch", "--quiet", "--no-tags", "origin", *(f"+refs/{one}" for one in refs)),
        ("checkout", "--quiet", "--force", head),
    ):  # fmt: skip
        git(runner.tree, *words, **environ)


@pytest.mark.parametrize("in_the_way", [False, True])
def test_the_real_commands_answer_as_the_workflow_expects(tmp_path: Path, in_the_way: bool) -> None:
    """A request to a ledger on a server, its head checked out as in the workflow."""
    place, job = office.begin(tmp_path / "server"), made("en", "github")["jobs"]["check"]
    place.git("switch", "--quiet", "--create", "request")
    place.enter("issues/002.yaml", office.close(by="zhou"))
    head = place.commit("zhou")
    place.git("switch", "--quiet", "main")
    if in_the_way:
        refs_in_the_way(place.top, "main", head)
    runner = Machine(tmp_path, tmp_path / "none")
    environ = {k: v for k, v in job["env"].items() if k.startswith("GIT_")}
    check_out(runner, place.top, head, environ)
    bin_ = tmp_path / "temp/rectledger/bin"
    bin_.mkdir(parents=True)
    (bin_ / "rectledger").write_text(
        f"#!/bin/sh\nexec '{sys.executable}' -P -m rectledger \"$@\"\n"
    )
    (bin_ / "rectledger").chmod(0o755)
    environ |= {
        **office.surroundings_of_check(), "RUNNER_TEMP": str(tmp_path / "temp"),
        "GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "LEDGER": "data", "RECTLEDGER_LANG": "en", "BASE": base_on("main"),
    }  # fmt: skip
    runner.run(job["steps"][2]["run"], **environ)
    said = (tmp_path / "summary").read_text("utf-8")
    assert "| 2 | Issue 2 | 2021-11-20 closing: complete" in said
    assert "one of Wang Fang, Chen Wei" in said  # and not just anyone from the lead department
    assert outputs((tmp_path / "output").read_text("utf-8"))["body"] == said.rstrip("\n") + "\n"
    told = runner.run(job["steps"][3]["run"], 1, **environ)
    errors = [line for line in told.splitlines() if line.startswith("::error ")]
    assert errors[0].startswith("::error file=data/issues/002.yaml,line=")
    assert "own-department" in errors[0]
    assert ("history-replaced" in told) == in_the_way  # ignored, with a message
