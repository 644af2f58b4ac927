"""What the workflow runs on GitHub, run for real: bash, venv and pip as there, unedited."""

import os
import sys
from pathlib import Path

import pytest

import office
from forge import TITLE, Machine, hostile, stand_in
from test_pipelines import made


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A runner on which rectledger was installed as the workflow does it."""
    machine = Machine(
        tmp_path_factory.mktemp("runner"), stand_in(tmp_path_factory.mktemp("wheels"))
    )
    hostile(machine.tree)
    (machine.folder / "temp dir").mkdir()
    install = made("zh", "github")["jobs"]["check"]["steps"][0]["run"]
    machine.run(install, RUNNER_TEMP=str(machine.folder / "temp dir"))
    return machine


def on_github(machine: Machine, step: int, code: int = 0, **environ: str) -> str:
    """A step of the job `check`; nothing that an earlier one left is there."""
    for name in ("noted", "output", "summary"):
        (machine.folder / name).unlink(missing_ok=True)
    job = made("zh", "github", "整改 台账", signed=True)["jobs"]["check"]
    settings = {k: v for k, v in job["env"].items() if "${{" not in v}
    return machine.run(
        job["steps"][step]["run"], code,
        RUNNER_TEMP=str(machine.folder / "temp dir"), BASE="refs/remotes/origin/a b",
        GITHUB_OUTPUT=str(machine.folder / "output"),
        GITHUB_STEP_SUMMARY=str(machine.folder / "summary"), **settings, **environ,
    )  # fmt: skip


def outputs(text: str) -> dict[str, str]:
    """What a step hands on, read as GitHub reads it."""
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
    assert printed == ""  # nothing of it is taken for a command to the runner
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
    """The forge's own program is stood in for; what it is asked to do is looked at."""
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


def test_the_real_commands_answer_as_the_workflow_expects(tmp_path: Path) -> None:
    """A request to a ledger on a server, its head checked out as the workflow has it."""
    place = office.begin(tmp_path / "tree")
    place.git("clone", "--quiet", "--bare", str(place.top), str(tmp_path / "server.git"))
    place.git("remote", "add", "origin", str(tmp_path / "server.git"))
    place.git("fetch", "--quiet", "origin")
    place.git("tag", "origin/main", "main~1")  # a name that somebody else may give
    place.git("switch", "--quiet", "--detach")
    place.enter("issues/002.yaml", office.close(by="zhou"))
    place.commit("zhou")
    runner = Machine(tmp_path, tmp_path / "none")
    bin_ = tmp_path / "temp/rectledger/bin"
    bin_.mkdir(parents=True)
    (bin_ / "rectledger").write_text(
        f"#!/bin/sh\nexec '{sys.executable}' -P -m rectledger \"$@\"\n"
    )
    (bin_ / "rectledger").chmod(0o755)
    steps = made("en", "github")["jobs"]["check"]["steps"]
    environ = {
        **office.surroundings_of_check(), "RUNNER_TEMP": str(tmp_path / "temp"),
        "GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "LEDGER": "data", "RECTLEDGER_LANG": "en", "BASE": "refs/remotes/origin/main",
    }  # fmt: skip
    runner.run(steps[2]["run"], **environ)
    said = (tmp_path / "summary").read_text("utf-8")
    assert "| 2 | Issue 2 | 2021-11-20 closing: complete" in said
    assert "one of Wang Fang, Chen Wei" in said  # and not whoever is of the lead department
    assert outputs((tmp_path / "output").read_text("utf-8"))["body"] == said.rstrip("\n") + "\n"
    told = runner.run(steps[3]["run"], 1, **environ)
    assert told.startswith("::error file=data/issues/002.yaml,line=")
    assert "own-department" in told
