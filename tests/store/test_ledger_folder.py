"""Real files in a real folder: which are opened, which are refused, and which are only listed."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rectledger.core.findings import Finding
from rectledger.store import evidence_files
from rectledger.store.ledger_folder import RECORD_MAX_BYTES, Folder
from rectledger.store.ledger_source import record_files
from rights import GIVE_UP, give

REPORT_SHA256 = hashlib.sha256(b"a report").hexdigest()


def refusal(root: Path, file: str) -> str:
    found = Folder(root).read(file)
    assert isinstance(found, Finding)
    assert found.file == file
    return found.code


def test_the_bytes_of_a_file_are_read_as_they_are(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfid: 19\r\n\x00\xff"
    (tmp_path / "019.yaml").write_bytes(data)
    assert Folder(tmp_path).read("019.yaml") == data


def test_an_empty_file_is_read_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "019.yaml").touch()
    assert Folder(tmp_path).read("019.yaml") == b""


def test_a_file_of_just_the_most_that_is_allowed_is_read_whole(tmp_path: Path) -> None:
    data = os.urandom(RECORD_MAX_BYTES)
    (tmp_path / "019.yaml").write_bytes(data)
    assert Folder(tmp_path).read("019.yaml") == data


@pytest.mark.parametrize("size", [RECORD_MAX_BYTES + 1, 300 * 1024, 2**40])
def test_a_file_of_more_than_is_allowed_is_refused(tmp_path: Path, size: int) -> None:
    file = tmp_path / "019.yaml"
    file.touch()
    os.truncate(file, size)  # a hole, which takes no disk space
    found = Folder(tmp_path).read("019.yaml")
    assert found == Finding("too-large", "019.yaml", args={"most": 256})


def test_a_file_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    assert refusal(tmp_path, "issues/019.yaml") == "vanished"


def test_a_link_to_a_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / "018.yaml").write_text("id: 18\n")
    (tmp_path / "019.yaml").symlink_to("018.yaml")
    assert refusal(tmp_path, "019.yaml") == "link"


def test_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "019.yaml").symlink_to("nowhere")
    assert refusal(tmp_path, "019.yaml") == "link"


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "019.yaml").symlink_to("019.yaml")
    assert refusal(tmp_path, "019.yaml") == "link"


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "019.yaml")
    assert refusal(tmp_path, "019.yaml") == "not-a-file"


def test_a_folder_with_the_name_of_a_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / "058.yaml").mkdir()
    assert refusal(tmp_path, "058.yaml") == "not-a-file"


def test_a_device_without_end_is_refused() -> None:
    assert refusal(Path("/dev"), "zero") == "not-a-file"


def test_a_file_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "issues").touch()
    assert refusal(tmp_path, "issues/019.yaml") == "cannot-open"


def open_files() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())


def test_reading_leaves_no_file_open(tmp_path: Path) -> None:
    (tmp_path / "019.yaml").write_text("id: 19\n")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    before = open_files()
    for file in ("019.yaml", "pipe", "folder", "none"):
        Folder(tmp_path).read(file)
    assert open_files() == before


def unprivileged(folder: Path, code: str) -> str:
    """What `code` prints when a user without privileges runs it in `folder`.

    In a separate process, because permissions do not bind an administrator, who may be running the
    tests.
    """
    imports = (
        "from pathlib import Path\n"
        "from rectledger.store.ledger_folder import Folder\n"
        "from rectledger.store.ledger_source import record_files\n"
        "here = Folder(Path())\n"
    )
    give(folder)
    return subprocess.run(
        [sys.executable, "-c", f"{GIVE_UP}{imports}{code}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_a_file_without_rights_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "018.yaml").write_text("id: 18\n")
    (tmp_path / "019.yaml").write_text("id: 19\n")
    (tmp_path / "018.yaml").chmod(0o644)
    (tmp_path / "019.yaml").chmod(0o000)
    said = unprivileged(
        tmp_path,
        "print(here.read('018.yaml'), here.read('019.yaml').code)",
    )
    assert said == "b'id: 18\\n' no-rights\n"


def test_a_folder_without_rights_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues").chmod(0o000)
    said = unprivileged(tmp_path, "print([(f.code, f.file) for f in record_files(here, 'issues')])")
    assert said == "[('no-rights', 'issues')]\n"


def test_evidence_without_rights_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"a report")
    (tmp_path / "report.pdf").chmod(0o000)
    assert unprivileged(tmp_path, "print(here.fingerprint('report.pdf').code)") == "no-rights\n"


def test_records_are_listed_by_name_and_told_from_strays(tmp_path: Path) -> None:
    for name in ("021.yaml", "003.yaml", "1000.yaml", "notes.txt", "004.yml", "005.YAML", "006"):
        (tmp_path / name).touch()
    assert list(record_files(Folder(tmp_path.parent), tmp_path.name)) == [
        (f"{tmp_path.name}/{name}", is_record)
        for name, is_record in [
            ("003.yaml", True),
            ("004.yml", False),
            ("005.YAML", False),
            ("006", False),
            ("021.yaml", True),
            ("1000.yaml", True),
            ("notes.txt", False),
        ]
    ]


def test_hidden_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    for name in (".019.yaml", ".gitkeep", ".019.yaml.swp", "019.yaml"):
        (tmp_path / "issues" / name).touch()
    assert list(record_files(Folder(tmp_path), "issues")) == [("issues/019.yaml", True)]


def test_links_pipes_and_folders_are_listed_so_that_they_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "001.yaml").symlink_to("nowhere")
    os.mkfifo(tmp_path / "issues" / "002.yaml")
    (tmp_path / "issues" / "058.yaml").mkdir()
    assert list(record_files(Folder(tmp_path), "issues")) == [
        ("issues/001.yaml", True),
        ("issues/002.yaml", True),
        ("issues/058.yaml", True),
    ]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert list(record_files(Folder(tmp_path), "issues")) == []


def test_a_file_in_place_of_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "issues").touch()
    found = list(record_files(Folder(tmp_path), "issues"))
    assert [(f.code, f.file) for f in found if isinstance(f, Finding)] == [
        ("cannot-open", "issues")
    ]


def test_a_name_that_is_not_utf8_is_read_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / os.fsdecode(b"\xff.yaml")).write_bytes(b"id: 19\n")
    here = Folder(tmp_path)
    listed = [found[0] for found in record_files(here, "issues") if isinstance(found, tuple)]
    assert here.read(listed[0]) == b"id: 19\n"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A ledger with one piece of evidence."""
    (tmp_path / "evidence" / "019").mkdir(parents=True)
    (tmp_path / "evidence" / "019" / "report.pdf").write_bytes(b"a report")
    return tmp_path


def test_the_fingerprint_of_evidence_is_its_size_and_its_hash(kept: Path) -> None:
    assert Folder(kept).fingerprint("evidence/019/report.pdf") == (8, REPORT_SHA256)


def test_the_fingerprint_of_an_empty_file_is_that_of_nothing(kept: Path) -> None:
    (kept / "evidence" / "019" / "report.pdf").write_bytes(b"")
    nothing = hashlib.sha256(b"").hexdigest()
    assert Folder(kept).fingerprint("evidence/019/report.pdf") == (0, nothing)


def test_the_fingerprint_of_a_large_file_is_that_of_all_of_it(kept: Path) -> None:
    data = os.urandom(3 * 2**20 + 1)
    (kept / "evidence" / "019" / "report.pdf").write_bytes(data)
    expected = (len(data), hashlib.sha256(data).hexdigest())
    assert Folder(kept).fingerprint("evidence/019/report.pdf") == expected


def no_fingerprint(root: Path, path: str) -> str:
    found = Folder(root).fingerprint(path)
    assert isinstance(found, Finding)
    assert found.file == path
    return found.code


def test_a_link_has_no_fingerprint(kept: Path) -> None:
    (kept / "evidence" / "019" / "copy.pdf").symlink_to("report.pdf")
    assert no_fingerprint(kept, "evidence/019/copy.pdf") == "link"


def test_a_link_to_nothing_has_no_fingerprint(kept: Path) -> None:
    (kept / "evidence" / "019" / "copy.pdf").symlink_to("nowhere")
    assert no_fingerprint(kept, "evidence/019/copy.pdf") == "link"


def test_a_pipe_has_no_fingerprint_and_is_not_waited_for(kept: Path) -> None:
    os.mkfifo(kept / "evidence" / "019" / "pipe.pdf")
    assert no_fingerprint(kept, "evidence/019/pipe.pdf") == "not-a-file"


def test_evidence_that_is_not_there_has_no_fingerprint(kept: Path) -> None:
    assert no_fingerprint(kept, "evidence/019/none.pdf") == "vanished"


def test_evidence_is_listed_by_name_from_every_folder(kept: Path) -> None:
    (kept / "evidence" / "007").mkdir()
    (kept / "evidence" / "007" / "b.pdf").touch()
    (kept / "evidence" / "007" / "a.pdf").touch()
    (kept / "evidence" / "019" / "more").mkdir()
    (kept / "evidence" / "019" / "more" / "c.pdf").touch()
    (kept / "evidence" / "stray.txt").touch()
    assert list(evidence_files.kept_files(Folder(kept))) == [
        "evidence/007/a.pdf",
        "evidence/007/b.pdf",
        "evidence/019/more/c.pdf",
        "evidence/019/report.pdf",
        "evidence/stray.txt",
    ]


def test_hidden_evidence_is_passed_over(kept: Path) -> None:
    (kept / "evidence" / ".DS_Store").touch()
    (kept / "evidence" / "019" / ".report.pdf.tmp").touch()
    assert list(evidence_files.kept_files(Folder(kept))) == ["evidence/019/report.pdf"]


def test_a_link_to_a_folder_of_evidence_is_listed_and_not_followed(kept: Path) -> None:
    (kept / "evidence" / "020").symlink_to("019")
    assert list(evidence_files.kept_files(Folder(kept))) == [
        "evidence/019/report.pdf",
        "evidence/020",
    ]
    assert no_fingerprint(kept, "evidence/020") == "link"


def test_a_ledger_without_evidence_lists_none(tmp_path: Path) -> None:
    assert list(evidence_files.kept_files(Folder(tmp_path))) == []
