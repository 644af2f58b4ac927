"""A document is put where it was asked for: complete or not at all, and never over a record."""

import os
import shutil
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from rectledger.errors import RectledgerError, SurroundingsError, UsageError
from rectledger.i18n.messages import errors as error_words
from rectledger.store.output_file import hand_out
from rights import GIVE_UP, give
from runner import small
from transcript import surroundings


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(target: Path) -> RectledgerError:
    """Why nothing is written there; the code has a message."""
    with pytest.raises((UsageError, SurroundingsError)) as raised:
        hand_out(b"new", target)
    message, hint = error_words.say(raised.value.code, raised.value.args_for_words)
    assert str(target) in message
    assert hint
    return raised.value


def test_a_new_file_has_the_mode_that_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    hand_out(b"new", tmp_path / "new.csv")
    assert (tmp_path / "new.csv").read_bytes() == b"new"
    assert (tmp_path / "new.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert names(tmp_path) == ["new.csv", "plain"]


def test_a_file_that_is_there_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "old.csv"
    target.write_bytes(b"old, and longer")
    target.chmod(0o640)
    with target.open("rb") as whoever_reads_it:
        hand_out(b"new", target)
        assert whoever_reads_it.read() == b"old, and longer"
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert names(tmp_path) == ["old.csv"]


def test_a_name_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    target = tmp_path / ("n" * 255)
    hand_out(b"new", target)
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path, there: bool) -> None:
    (tmp_path / "web").mkdir()
    if there:
        (tmp_path / "web/page.html").write_bytes(b"old")
    first, second = tmp_path / "first", tmp_path / "second"
    first.symlink_to("second")
    second.symlink_to("web/page.html")
    hand_out(b"new", first)
    assert first.is_symlink()
    assert second.is_symlink()
    assert (tmp_path / "web/page.html").read_bytes() == b"new"
    assert names(tmp_path / "web") == ["page.html"]


def test_links_that_lead_nowhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert refused(tmp_path / "a").code == "out-refused"
    assert names(tmp_path) == ["a", "b"]


def test_a_folder_and_a_folder_that_is_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    assert refused(tmp_path).code == "out-is-folder"
    assert refused(tmp_path / "none/new.csv").code == "out-no-folder"
    assert refused(tmp_path / "file/new.csv").code == "out-no-folder"
    assert names(tmp_path) == ["file"]


RECORDS = (
    "ledger.yaml", "issues/001.yaml", "issues/new.csv", "issues/deep/er.csv", "measures/x.csv",
    "evidence/001/x.pdf", "schema/issue.json", "allowed_signers", ".gitattributes",
    "Issues/001.yaml", "LEDGER.YAML",
)  # fmt: skip


@pytest.mark.parametrize("file", RECORDS)
def test_no_record_of_a_ledger_is_written_over(tmp_path: Path, file: str) -> None:
    root = small(tmp_path / "ledger")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    error = refused(root / file)
    assert (error.code, error.exit_code) == ("out-in-ledger", 2)
    assert error.args_for_words["folder"] == str(root)
    (tmp_path / "link").symlink_to(root / file)
    assert refused(tmp_path / "link").code == "out-in-ledger"
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_what_only_its_owner_may_read_nobody_reads_while_it_is_written(tmp_path: Path) -> None:
    target = tmp_path / "names.html"
    target.write_text("old")
    target.chmod(0o600)
    writing = threading.Thread(target=hand_out, args=(b"new" * 30_000_000, target))
    writing.start()
    modes = set()
    while writing.is_alive():
        for path in tmp_path.glob(".rectledger-*"):
            with suppress(FileNotFoundError):  # already renamed
                modes.add(stat.S_IMODE(path.stat().st_mode))
    writing.join()
    assert modes == {0o600}
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_nothing_is_written_into_a_repository_of_another_name(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "bare"], check=True)
    before = names(tmp_path / "bare")
    assert refused(tmp_path / "bare/hooks/pre-receive").code == "out-in-git"
    assert refused(tmp_path / "bare/config").code == "out-in-git"
    assert names(tmp_path / "bare") == before


@pytest.mark.parametrize("file", [".git/HEAD", ".git/hooks/new", "web/.git", ".GIT/config"])
def test_nothing_is_written_into_a_repository(tmp_path: Path, file: str) -> None:
    assert refused(tmp_path / file).code == "out-in-git"
    assert names(tmp_path) == []


@pytest.mark.parametrize("file", ["report.csv", "reports/x.csv", "schemas/x.csv", "issues.csv"])
def test_beside_its_records_a_ledger_takes_a_document(tmp_path: Path, file: str) -> None:
    target = small(tmp_path / "ledger") / file
    target.parent.mkdir(exist_ok=True)
    hand_out(b"new", target)
    assert target.read_bytes() == b"new"


def test_a_folder_called_issues_that_is_no_ledgers_takes_one(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    hand_out(b"new", tmp_path / "issues/new.csv")
    assert (tmp_path / "issues/new.csv").read_bytes() == b"new"


def test_a_fifo_is_written_to(tmp_path: Path) -> None:
    fifo, read = tmp_path / "fifo", []
    os.mkfifo(fifo)
    reader = threading.Thread(target=lambda: read.append(fifo.read_bytes()), daemon=True)
    reader.start()
    hand_out(b"new" * 100_000, fifo)
    reader.join(60)
    assert read == [b"new" * 100_000]
    assert names(tmp_path) == ["fifo"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is full")
def test_a_device_that_is_full_is_said_to_be(tmp_path: Path) -> None:
    error = refused(Path("/dev/full"))
    assert (error.code, error.exit_code) == ("out-refused", 4)
    (tmp_path / "link").symlink_to("/dev/full")
    assert refused(tmp_path / "link").args_for_words["detail"] == "No space left on device"


OUT = "import sys; from pathlib import Path; from rectledger.store.output_file import hand_out;"


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout here")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1"])
def test_standard_output_is_written_to_and_what_is_there_stays(tmp_path: Path, name: str) -> None:
    command = [sys.executable, "-c", f"{OUT} hand_out(b'new', Path({name!r}))"]
    there = tmp_path / "there"
    there.write_bytes(b"old\n")
    with there.open("ab") as stream:
        subprocess.run(command, stdout=stream, env=surroundings(), check=True, timeout=60)
    assert there.read_bytes() == b"old\nnew"
    done = subprocess.run(
        command, stdout=subprocess.PIPE, env=surroundings(), check=True, timeout=60
    )
    assert done.stdout == b"new"


# Permissions do not bind an administrator.
UNPRIVILEGED = f"""{OUT}
from rectledger.errors import RectledgerError
{GIVE_UP}try:
    hand_out(b"new", Path(sys.argv[1]))
except RectledgerError as error:
    print(error.code, error.args_for_words["detail"])
"""


@pytest.mark.parametrize("mode", [0o555, 0o755])
def test_without_rights_nothing_is_changed(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "place/old.csv"
    target.parent.mkdir()
    target.write_bytes(b"old")
    target.chmod(0o444)
    give(tmp_path)
    target.parent.chmod(mode)
    for name in ("old.csv", *(["new.csv"] if mode == 0o555 else [])):
        done = subprocess.run(
            [sys.executable, "-c", UNPRIVILEGED, str(target.with_name(name))],
            env=surroundings(), capture_output=True, encoding="utf-8", check=True, timeout=60,
        )  # fmt: skip
        assert done.stdout == "out-refused Permission denied\n", done
    assert target.read_bytes() == b"old"
    assert names(target.parent) == ["old.csv"]


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk may be mounted here")
    try:
        target = disk / "old.csv"
        target.write_bytes(b"old")
        with pytest.raises(SurroundingsError) as raised:
            hand_out(b"n" * 100_000, target)
        assert raised.value.args_for_words["detail"] == "No space left on device"
        assert target.read_bytes() == b"old"
        assert names(disk) == ["old.csv"]
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def test_who_is_interrupted_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "old.csv"
    target.write_bytes(b"old")

    def interrupted(_descriptor: int) -> None:
        assert len(names(tmp_path)) == 2  # its replacement already exists
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        hand_out(b"new", target)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["old.csv"]
