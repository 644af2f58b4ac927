"""What git does to files: line endings, filters, and users' own settings."""

import stat
import subprocess

import pytest

from ledgers import (
    CLOSE,
    Place,
    commit,
    record,
)

# What git does to files


def converted(place: Place) -> None:
    """A checkout with CRLF line endings in records, as git creates it on Windows."""
    (place.root / ".gitattributes").unlink()
    commit(place.top)
    place.git("config", "core.autocrlf", "true")
    for path in place.root.rglob("*.yaml"):
        path.unlink()
    place.git("checkout", "--", ".")
    assert b"\r\n" in record(place).read_bytes()


@pytest.mark.parametrize("safe", ["false", "warn", "true"])
def test_line_ends_are_kept_on_disk_and_in_the_commit(place: Place, safe: str) -> None:
    converted(place)
    place.git("config", "core.safecrlf", safe)
    before = record(place).read_bytes()
    place.done(*CLOSE)
    after = record(place).read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")
    assert b"\r" not in place.git("show", "HEAD:data/issues/002.yaml").encode()
    added = place.git("diff", "--numstat", "HEAD~1").split()
    assert added[1] == "0"
    assert place.git("status", "--porcelain") == ""
    place.done("reopen", "2", "--to", "2099-01-01", "--far", "--note", "x", "--by", "office")
    assert place.git("status", "--porcelain") == ""


def test_records_whose_lines_end_with_crlf_in_the_commit_too(place: Place) -> None:
    (place.root / ".gitattributes").unlink()
    record(place).write_bytes(record(place).read_bytes().replace(b"\n", b"\r\n"))
    commit(place.top)
    before = record(place).read_bytes()
    place.done(*CLOSE)
    assert record(place).read_bytes().startswith(before)
    assert place.git("diff", "--numstat", "HEAD~1").split()[1] == "0"


@pytest.mark.parametrize("data", [b"a\r\nb\r\n", b"a\nb\n", b"a\r\nb\n", b"\r\n\0\r\n", b"$Id$\n"])
@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
def test_evidence_is_the_same_bytes_in_the_commit(place: Place, data: bytes, autocrlf: str) -> None:
    place.git("config", "core.autocrlf", autocrlf)
    (place.top / ".gitattributes").write_text("* ident text=auto\n")
    commit(place.top)
    kept = place.done(*CLOSE, "--evidence", place.file(data=data))["evidence"][0]["path"]
    assert (place.root / kept).read_bytes() == data
    stored = subprocess.run(
        ["git", "cat-file", "blob", f"HEAD:data/{kept}"], cwd=place.top, capture_output=True,
        check=True,
    )  # fmt: skip
    assert stored.stdout == data


def filtered(place: Place, clean: str) -> None:
    (place.top / ".gitattributes").write_text("* filter=x\n")
    place.git("config", "filter.x.clean", clean)
    place.git("config", "filter.x.required", "true")


def test_a_filter_does_not_touch_evidence_that_is_kept_from_it(place: Place) -> None:
    filtered(place, "tr a-z A-Z")
    place.git("config", "filter.x.clean", "sed s/minutes/MINUTES/")
    commit(place.top)
    kept = place.done(*CLOSE, "--evidence", place.file())["evidence"][0]["path"]
    assert place.git("show", f"HEAD:data/{kept}") == "minutes"


@pytest.mark.parametrize("clean", ["sed s/minutes/MINUTES/", "false", "/not/there"])
def test_a_filter_that_would_alter_evidence_is_found_before_the_commit(
    place: Place, clean: str
) -> None:
    (place.root / ".gitattributes").unlink()
    commit(place.top)
    (place.top / ".gitattributes").write_text("*.pdf filter=x\n")
    commit(place.top)
    place.git("config", "filter.x.clean", clean)
    place.git("config", "filter.x.required", "true")
    refused = place.refused(*CLOSE, "--evidence", place.file())
    assert refused.exit == 4
    if clean.startswith("sed"):
        assert refused.codes == ["git-would-alter"]
        assert "evidence/002/doc-" in refused.messages[0]


def test_a_filter_does_not_touch_records_that_are_kept_from_it(place: Place) -> None:
    filtered(place, "sed s/office/OFFICE/")
    commit(place.top)
    assert place.done(*CLOSE)["outcome"] == "committed"
    assert "OFFICE" not in place.git("show", "HEAD:data/issues/002.yaml")


def test_a_filter_that_alters_records_is_found_out(place: Place) -> None:
    (place.root / ".gitattributes").unlink()
    filtered(place, "sed s/office/OFFICE/")
    commit(place.top)
    done = place.run(*CLOSE)
    assert done.code == 4, done
    assert "issues/002.yaml" in done.err


@pytest.mark.parametrize("attributes", ["*.pdf text", "*.pdf working-tree-encoding=UTF-16LE"])
def test_attributes_that_would_alter_evidence_are_found_before_the_commit(
    place: Place, attributes: str
) -> None:
    (place.root / ".gitattributes").write_text(f"{attributes}\n")
    commit(place.top)
    data = "a\r\nb\r\n".encode("utf-16-le" if "UTF" in attributes else "utf-8")
    refused = place.refused(*CLOSE, "--evidence", place.file(data=data))
    assert refused.told == (4, ["git-would-alter"])


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_rights_of_a_record_stay(place: Place, mode: int) -> None:
    record(place).chmod(mode)
    commit(place.top)
    place.done(*CLOSE)
    assert stat.S_IMODE(record(place).stat().st_mode) == mode
    assert place.git("status", "--porcelain") == ""


# Users' own git settings

SETTINGS = """
    commit.verbose=true commit.template=/not/there commit.cleanup=scissors commit.status=false
    core.commentChar=C core.quotePath=true core.precomposeUnicode=true core.fileMode=false
    core.ignoreCase=true core.untrackedCache=true core.splitIndex=true core.pager=false
    core.editor=false core.abbrev=40 core.hooksPath=/not/there core.logAllRefUpdates=false
    core.preloadIndex=false core.attributesFile=/not/there core.excludesFile=/not/there
    status.showUntrackedFiles=no status.relativePaths=true status.branch=true status.short=true
    status.renames=copies status.submoduleSummary=true status.aheadBehind=false color.ui=always
    i18n.commitEncoding=GBK i18n.logOutputEncoding=GBK feature.manyFiles=true index.version=4
    gc.auto=1 log.showSignature=true diff.noprefix=true add.ignoreErrors=true push.default=nothing
    branch.autoSetupMerge=always branch.autoSetupRebase=always trailer.separators=%
    format.pretty=%s alias.commit=status alias.add=false alias.status=false
"""


def test_no_setting_of_git_is_in_the_way(place: Place) -> None:
    for setting in SETTINGS.split():
        place.git("config", *setting.split("=", 1))
    done = place.done(*CLOSE, "--evidence", place.file("会议.pdf"), "--branch")
    assert (done["outcome"], done["branch"]) == ("committed", "close-2")
    for setting in SETTINGS.split():
        place.git("config", "--unset", setting.split("=")[0])
    assert place.changed() == [f"data/{done['evidence'][0]['path']}", "data/issues/002.yaml"]
    assert place.git("status", "--porcelain") == ""
    assert place.git("log", "-1", "--format=%s|%(trailers:key=Ledger-By)").strip() == (
        "Close 2|Ledger-By: office"
    )
    # The branch it started from, and none of the settings git would add by itself.
    kept = place.git("config", "--get-regexp", "branch[.].*")
    assert kept == "branch.close-2.rectledger-from main"


def test_git_is_obeyed_in_no_language_but_its_own(place: Place) -> None:
    """Errors are recognised by git's English messages, whatever language git would use."""
    (place.top / ".git/refs/heads/main.lock").touch()
    place.environ |= {"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh_CN:de"}
    done = place.run(*CLOSE, "--json", "--lang", "en")
    assert '"code": "git-locked"' in done.err
