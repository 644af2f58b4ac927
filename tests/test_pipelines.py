"""`rectledger init --ci`: the files it writes, for which forge, and what they prevent."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ledgers import ALONE, begin, commit, git, ledger, tree
from rectledger.i18n.language import LANGUAGES, Language, speaking
from rectledger.render.generated_files import ci_pipeline
from rectledger.render.generated_files.ci_install_source import Archive, Checkout, InstallSource
from rectledger.render.generated_files.ci_pipeline import (
    GITHUB,
    GITLAB,
    GITLAB_TOP,
    Forge,
    Pipeline,
)
from runner import Runner
from transcript import ROOT, run

FORGES: dict[Forge, list[str]] = {"github": [GITHUB], "gitlab": [GITLAB, GITLAB_TOP]}
FILE = "https://forge.example/rectledger-0.1.0-py3-none-any.whl"
ARCHIVE = Archive(FILE, "0123456789abcdef" * 4)
CHECKOUT = Checkout("https://forge.example/office/rectledger", "0123456789" * 4)
OFFICE = """
members:
  - {id: li, name: Li, emails: [li@court.example], department: finance, roles: [office]}
"""
SOURCES: list[InstallSource] = [ARCHIVE, CHECKOUT]
FROM = ("--from", str(ARCHIVE))
SCHEMAS = {
    GITHUB: "vendor.github-workflows",
    GITLAB: "vendor.gitlab-ci",
    GITLAB_TOP: "vendor.gitlab-ci",
}
PLACES = [
    "", "data", "a/b", "整改 台账", "it's \"here\"", "#1: [x], *&!%@`|>-", "-odd", "$HOME", "a\\b",
    "${{ github.token }}", "no", "{{}}",
]  # fmt: skip


def place(folder: Path, inside: str = "data", **settings: str) -> Path:
    """A repository with a ledger in it."""
    ledger(begin(folder) / inside, **settings)
    return folder


def setup(runner: Runner, top: Path, inside: str, *options: str) -> dict[str, Any]:
    """What `init` prints about its work."""
    if "--ci" in options:
        options = (*options, "--from", str(ARCHIVE))
    done = runner(top, "init", "--json", f"--ledger={Path('.', inside)}", *options)
    assert (done.code, done.err) == (0, ""), done
    return dict(json.loads(done.out))


def parsed(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))


def made(
    language: Language, forge: Forge, folder: str = "data", *,
    signed: bool = False, source: InstallSource | None = None,
) -> Any:  # fmt: skip
    """The file of a forge, parsed."""
    with speaking(language):
        text = ci_pipeline.jobs(forge, Pipeline(folder, language, signed, source or ARCHIVE))
    return YAML(typ="safe", pure=True).load(text)


def scripts(document: Any) -> list[str]:
    """Every script of either forge's file."""
    if "jobs" in document:
        steps = [step for job in document["jobs"].values() for step in job["steps"]]
        return [step["run"] for step in steps if "run" in step]
    return [line for job in document.values() for line in job["script"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("forge", FORGES)
@pytest.mark.parametrize("inside", PLACES)
def test_the_forge_s_schema_accepts_what_is_written(
    rectledger: Runner, tmp_path: Path, inside: str, forge: Forge, language: Language
) -> None:
    top = place(tmp_path / "top", inside)
    settings = top / inside / "ledger.yaml"
    settings.write_text(settings.read_text().replace("language: en", f"language: {language}"))
    setup(rectledger, top, inside, "--ci", forge)
    for file in FORGES[forge]:
        done = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--builtin-schema", SCHEMAS[file], file],
            cwd=top, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
    before = tree(top)
    assert setup(rectledger, top, inside, "--ci", forge)["changed"] == []
    assert tree(top) == before


printable = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" ${}'\"#:\\"), min_size=1
)


@given(folder=printable)
def test_the_ledger_s_folder_reaches_the_script_as_it_is(folder: str) -> None:
    said = made("en", "github", folder)["jobs"]["check"]["env"]["LEDGER"]
    assert re.findall(r"\$\{\{(?! '\$\{\{' \}\})", said) == []  # nothing else is evaluated
    assert said.replace("${{ '${{' }}", "${{") == folder
    said = made("en", "gitlab", folder)["rectledger check"]["variables"]["LEDGER"]
    assert re.fullmatch(r"(\$\$|[^$])*", said)  # nothing is substituted
    assert said.replace("$$", "$") == folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_request_may_do_on_github(language: Language) -> None:
    document = made(language, "github")
    assert set(document["on"]) == {"pull_request", "merge_group"}
    # A request must be checked again when its target branch changes.
    assert "edited" in document["on"]["pull_request"]["types"]
    assert document["permissions"] == {}
    check, comment = document["jobs"]["check"], document["jobs"]["comment"]
    assert check["permissions"] == {"contents": "read"}
    assert comment["permissions"] == {"pull-requests": "write"}
    assert [key for step in comment["steps"] for key in ("uses", "with") if key in step] == []
    assert "github.event.pull_request.head.repo.full_name == github.repository" in comment["if"]
    assert comment["needs"] == "check"
    for job in (check, comment):
        assert 0 < job["timeout-minutes"] <= 20
    assert "secrets" not in json.dumps(document)


def test_what_is_judged_on_github_is_pinned_and_whole() -> None:
    steps = made("en", "github")["jobs"]["check"]["steps"]
    used = [step for step in steps if "uses" in step]
    assert len(used) == 1
    assert re.fullmatch(r"actions/checkout@[0-9a-f]{40}", used[0]["uses"])
    assert used[0]["with"]["fetch-depth"] == 0
    assert used[0]["with"]["persist-credentials"] is False
    # Installed before any file of the request is present.
    assert f"'rectledger @ {ARCHIVE}'" in steps[0]["run"]
    assert steps.index(used[0]) == 1
    assert [step for step in steps if "pip install" in step.get("run", "")] == steps[:1]
    # The check runs even if the comment fails, and vice versa.
    assert "check --base" in steps[-1]["run"]
    assert steps[-1]["if"] == "${{ !cancelled() }}"


def test_the_base_is_no_tag_that_is_called_like_the_branch() -> None:
    base = made("en", "github")["jobs"]["check"]["env"]["BASE"]
    assert "refs/remotes/origin/" in base
    assert "github.event.merge_group.base_sha ||" in base


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_request_may_do_on_gitlab(language: Language) -> None:
    document = made(language, "gitlab")
    check, comment = document["rectledger check"], document["rectledger comment"]
    for job in (check, comment):
        assert job["inherit"] == {"default": False, "variables": False}
        assert all('$CI_PIPELINE_SOURCE == "merge_request_event"' in r["if"] for r in job["rules"])
    assert check["variables"]["GIT_STRATEGY"] == "clone"
    assert check["variables"]["GIT_DEPTH"] == "0"
    assert f"'rectledger @ {ARCHIVE}'" in check["script"][0]
    assert check["artifacts"]["when"] == "always"
    assert comment["variables"] == {"GIT_STRATEGY": "none"}
    assert "$RECTLEDGER_TOKEN" in comment["rules"][0]["if"]
    assert comment["needs"] == [{"job": "rectledger check", "artifacts": True}]


@pytest.mark.parametrize("forge", FORGES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("source", SOURCES, ids=type)
def test_scripts_hold_no_expressions_and_are_scripts(
    forge: Forge, language: Language, signed: bool, source: InstallSource
) -> None:
    for script in scripts(made(language, forge, "${{ x }}", signed=signed, source=source)):
        assert "${{" not in script
        assert subprocess.run(["bash", "-n"], input=script.encode(), check=False).returncode == 0


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("forge", FORGES)
@pytest.mark.parametrize("source", SOURCES, ids=type)
def test_shellcheck_finds_nothing(forge: Forge, source: InstallSource) -> None:
    for script in scripts(made("zh", forge, source=source)):
        said = subprocess.run(
            ["shellcheck", "--shell", "bash", "-"],
            input=f"set -eo pipefail\n{script}", capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert (said.returncode, said.stdout) == (0, "")


@pytest.mark.parametrize("forge", FORGES)
def test_signatures_are_asked_for_where_the_ledger_has_signers(
    rectledger: Runner, tmp_path: Path, forge: Forge
) -> None:
    top = place(tmp_path / "top")
    file = FORGES[forge][0]

    def judging() -> list[str]:
        said = "\n".join(scripts(parsed(top / file)))
        return re.findall(r'^[^#\n]*" check --base .*$', said, re.MULTILINE)

    setup(rectledger, top, "data", "--ci", forge)
    assert ["--signed" in line for line in judging()] == [False]
    (top / "data/allowed_signers").write_text("li@example.org ssh-ed25519 AAAA\n")
    assert setup(rectledger, top, "data", "--ci", forge)["changed"] == [f"../{file}"]
    assert ["--signed" in line for line in judging()] == [True]


def test_a_new_ledger_gets_a_pipeline_at_once(rectledger: Runner, tmp_path: Path) -> None:
    said = setup(rectledger, tmp_path, "mine", "--ci", "github")
    assert said["new"]
    assert said["created"][-1] == GITHUB
    assert parsed(tmp_path / "mine" / GITHUB)["jobs"]["check"]["env"]["LEDGER"] == "."
    begin(tmp_path / "top")
    said = setup(rectledger, tmp_path / "top", "deep/er", "--ci", "github")
    assert said["created"][-1] == f"../../{GITHUB}"
    assert parsed(tmp_path / "top" / GITHUB)["jobs"]["check"]["env"]["LEDGER"] == "deep/er"


def test_an_older_pipeline_is_brought_up_to_date(rectledger: Runner, tmp_path: Path) -> None:
    top = place(tmp_path / "top")
    setup(rectledger, top, "data", "--ci", "github")
    wanted = (top / GITHUB).read_text("utf-8")
    # As written before --from existed, and with another source.
    older = wanted.replace(f" {' '.join(FROM)}", "").replace(f"@ {ARCHIVE}", "==0.1.0")
    for there in (older, wanted.replace(str(ARCHIVE), str(CHECKOUT))):
        assert there != wanted
        (top / GITHUB).write_text(there)
        done = rectledger(top, "init", "data", "--ci", "github", *FROM)
        assert f"  {GITHUB} (updated)\n" in done.out
        assert (top / GITHUB).read_text("utf-8") == wanted


@pytest.mark.parametrize("new", [False, True])
@pytest.mark.parametrize("forge", FORGES)
def test_what_is_somebody_else_s_stays(
    rectledger: Runner, tmp_path: Path, forge: Forge, new: bool
) -> None:
    top = begin(tmp_path / "top") if new else place(tmp_path / "top")
    file = top / FORGES[forge][0]
    file.parent.mkdir(parents=True)
    file.write_text("on: push\n")
    before = tree(top)
    done = rectledger(top, "init", "data", "--ci", forge, *FROM, COLUMNS="300")
    assert done.code == 2
    assert f"error: {FORGES[forge][0]} already exists and was not written" in done.err
    assert tree(top) == before


@pytest.mark.parametrize("step", [".github", ".github/workflows", GITHUB])
def test_no_link_is_followed_out_of_the_repository(
    rectledger: Runner, tmp_path: Path, step: str
) -> None:
    top = place(tmp_path / "top")
    (tmp_path / "elsewhere").mkdir()
    (top / step).parent.mkdir(parents=True, exist_ok=True)
    (top / step).symlink_to(tmp_path / "elsewhere")
    before = tree(top)
    done = rectledger(top, "init", "data", "--ci", "github", *FROM, COLUMNS="300")
    assert (done.code, tree(top), list((tmp_path / "elsewhere").iterdir())) == (2, before, [])


def test_a_gitlab_ci_yml_of_one_s_own_is_told_what_to_include(
    rectledger: Runner, tmp_path: Path
) -> None:
    top = place(tmp_path / "top")
    (top / GITLAB_TOP).write_text("# local: .gitlab/rectledger.yml\njob: {script: make}\n")
    done = rectledger(top, "init", "data", "--ci", "gitlab", *FROM)
    line = "include: [{local: /.gitlab/rectledger.yml}]"
    assert f"    {line}\n" in done.out
    assert (top / GITLAB_TOP).read_text().startswith("# local:")
    assert setup(rectledger, top, "data", "--ci", "gitlab")["to_include"]
    with (top / GITLAB_TOP).open("a") as stream:
        stream.write(f"{line}\n")
    assert not setup(rectledger, top, "data", "--ci", "gitlab")["to_include"]


def test_a_folder_that_no_pipeline_can_name_is_refused(rectledger: Runner, tmp_path: Path) -> None:
    top = place(tmp_path / "top", "two\nlines")
    before = tree(top)
    done = rectledger(top, "init", "two\nlines", "--ci", "github", *FROM, "--json")
    assert json.loads(done.err)["error"]["code"] == "team-odd-place"
    assert (done.code, tree(top)) == (2, before)


@pytest.mark.parametrize("page", ["teams.md", "teams.zh-CN.md"])
def test_the_set_up_that_the_page_shows_is_written(tmp_path: Path, page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    (shown,) = re.findall(r"^```sh\n(commit=.*?)^```$", text, re.MULTILINE | re.DOTALL)
    head = commit(begin(tmp_path / "rectledger"))
    top = ledger(begin(tmp_path / "office"), more=OFFICE)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    subprocess.run(
        ["bash", "-eu", "-c", shown], cwd=top, env={**os.environ, **ALONE, "PATH": path},
        capture_output=True, check=True,
    )  # fmt: skip
    assert f"@{head}" in (top / GITHUB).read_text("utf-8").splitlines()[0]


# This is the program's own repository: a request is checked with the program in its base.
OWN = {
    f"--from {CHECKOUT}\n": '--from "git+$GITHUB_SERVER_URL/$GITHUB_REPOSITORY@$BASE_COMMIT"\n'
    "# 其中的地址和提交由运行时给出：审查请求的，是基线中的程序。\n",
    f"url={CHECKOUT.url} commit={CHECKOUT.commit}\n": 'url="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"'
    ' commit="$BASE_COMMIT"\n',
    '- name: "安装rectledger"\n': '- name: "安装rectledger"\n        env:\n          BASE_COMMIT: '
    "${{ github.event.merge_group.base_sha || github.event.pull_request.base.sha }}\n",
}


def test_this_repository_uses_what_it_writes(rectledger: Runner, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", begin(tmp_path) / "data")
    done = rectledger(tmp_path, "init", "data", "--ci", "github", "--from", str(CHECKOUT))
    assert done.code == 0
    wanted = (tmp_path / GITHUB).read_text("utf-8")
    for general, own in OWN.items():
        assert wanted.count(general) == 1
        wanted = wanted.replace(general, own)
    if os.environ.get("UPDATE"):
        (ROOT / GITHUB).write_text(wanted, "utf-8")
    assert (ROOT / GITHUB).read_text("utf-8") == wanted


@pytest.mark.parametrize("forge", FORGES)
def test_git_shows_no_object_in_place_of_another(tmp_path: Path, forge: Forge) -> None:
    """Wherever the pipelines run git, even without rectledger."""
    top = begin(tmp_path)
    first, second = commit(top), commit(top, "Two")
    git(top, "replace", second, first)
    job = made("en", forge)
    if forge == "github":
        environ = {k: v for k, v in job["jobs"]["check"]["env"].items() if k.startswith("GIT_")}
    else:
        script = job["rectledger check"]["script"][0]
        exports = re.findall("^export (.*)$", script.partition("git fetch")[0], re.MULTILINE)
        environ = dict(word.split("=", 1) for line in exports for word in line.split())
    assert git(top, "show", "--no-patch", "--format=%s", second) == "One"
    assert git(top, "show", "--no-patch", "--format=%s", second, **environ) == "Two"


@pytest.mark.parametrize("bound", [False, True])
def test_git_takes_no_folder_of_a_request_for_a_repository(tmp_path: Path, bound: bool) -> None:
    """A folder laid out as a bare repository could contain settings that run programs."""
    top = place(tmp_path / "top")
    git(top / "data", "init", "--quiet", "--bare", "evidence")
    commit(top)
    environ = made("en", "github")["jobs"]["check"]["env"]
    settings = {k: v for k, v in environ.items() if k.startswith("GIT_")} if bound else {}
    said = git(top / "data/evidence", "rev-parse", "--git-dir", check=False, **settings)
    assert said == ("" if bound else ".")
    assert git(top, "rev-parse", "--git-dir", **settings) == ".git"


def test_the_page_says_what_is_left_to_do(tmp_path: Path) -> None:
    place(tmp_path)
    said = run(f"rectledger init data --ci github --from {ARCHIVE} --lang en", tmp_path)
    assert "protect the branch, require the check `rectledger check`." in said
    assert said.endswith("Also require branches to be up to date, or use a merge queue.")
    assert GITHUB in said
