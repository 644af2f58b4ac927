"""The fuzzer finds what it is meant to find, and the reader passes it for a second."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import ryaml
from pydantic import ValidationError

import fuzz
from fuzzing.properties import MODELS, DefectError, examine
from fuzzing.tokens import RICH
from rectledger.core.findings import Finding
from rectledger.store.yaml.read_record import parse

FILES = fuzz.seeds()
ISSUE = RICH["issue"]


@pytest.mark.parametrize("kind", MODELS)
def test_the_files_that_data_lacks_are_good(kind: str) -> None:
    assert examine(kind, RICH[kind].encode(), parse).codes == ()


def test_for_a_second_the_reader_holds(tmp_path: Path) -> None:
    tally = fuzz.fuzz(1, 1, kept=tmp_path)
    assert tally.failures == []
    assert tally.inputs >= tally.accepted + 1
    assert tally.codes


def test_an_input_is_named_by_its_seed_and_number() -> None:
    inputs = [fuzz.make(7, number, FILES) for number in range(50)]
    assert inputs == [fuzz.make(7, number, FILES) for number in range(50)]
    assert len({data for _, data in inputs}) > 40


def raises(data: bytes, file: str, model: Any) -> Any:
    raise RecursionError


def finds(**finding: Any) -> Callable[[bytes, str, Any], list[Finding]]:
    return lambda _data, file, _model: [Finding(**{"code": "syntax", "file": file, **finding})]


def busy(data: bytes, file: str, model: Any) -> Any:
    until = time.process_time() + 1.1
    while time.process_time() < until:
        pass
    return parse(data, file, model)


@pytest.mark.parametrize(
    ("planted", "kind"),
    [
        (raises, "exception"),
        (lambda *_: [], "silent"),
        (finds(), "no-place"),
        (finds(line=1), "no-place"),
        (finds(line=999, column=1), "place-outside"),
        (finds(line=1, column=999), "place-outside"),
        (finds(line=1, column=0), "place-outside"),
        (finds(line=1, column=1, code="of no words"), "exception"),
        (finds(line=1, column=1, code="wrong-type"), "exception"),  # the message for it needs a key
        (busy, "slow"),
    ],
)
def test_a_reader_that_breaks_a_property_is_found(planted: Any, kind: str) -> None:
    with pytest.raises(DefectError) as error:
        examine("issue", ISSUE.encode(), planted)
    assert error.value.kind == kind


def unguarded(data: bytes, file: str, model: Any) -> Any:
    """The reader without its guard."""
    try:
        return model.model_validate(ryaml.loads(data.decode()))
    except (ValueError, ValidationError):
        return [Finding("syntax", file, line=1, column=1)]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("by: x", "by: &a x", "not-plain"),
        ("by: x", "by: !!str x", "not-plain"),
        ("id: 1", "%YAML 1.2\n---\nid: 1", "not-plain"),
        ("was: 1", "was: <<", "not-plain"),
        ("by: x", "by: x\t", "only-ours-reads-it"),
        ("by: x", 'by: "x\\u202e"', "hidden-character"),
    ],
)
def test_a_reader_that_takes_too_much_is_found(old: str, new: str, kind: str) -> None:
    assert old in ISSUE
    with pytest.raises(DefectError) as error:
        examine("issue", ISSUE.replace(old, new, 1).encode(), unguarded)
    assert error.value.kind == kind


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("false", "no"), ("true", '"true"'), ("1.0", "1"), ("1", "1.0"), ("8", "010"), ("1", '"1"'),
        ("1", "1_0"), ("750", "12:30"), ("17", "0o17"), ('"2021-10-31"', "2021-10-30"),
        ('"1e3"', "1e3"), ("~", '""'), ("[1]", "[1, 2]"), ("{a: 1}", "{b: 1}"), ("[a]", "a"),
        ('"a b"', '"a  b"'), ('"a\\n"', "|-\n     a"),
    ],
)  # fmt: skip
def test_a_reader_that_bends_a_value_is_found(read: str, written: str) -> None:
    def bends(data: bytes, file: str, model: Any) -> Any:
        return unguarded(
            data.replace(f"was: {written}\n".encode(), f"was: {read}\n".encode()), file, model
        )

    data = ISSUE.replace("was: 1\n", f"was: {written}\n").encode()
    with pytest.raises(DefectError) as error:
        examine("issue", data, bends)
    assert error.value.kind == "read-differently"


def test_a_reader_whose_record_is_written_as_another_is_found() -> None:
    readings = iter([ISSUE, ISSUE.replace("id: 1", "id: 2")])
    with pytest.raises(DefectError) as error:
        examine(
            "issue",
            ISSUE.encode(),
            lambda _d, file, model: parse(next(readings).encode(), file, model),
        )
    assert error.value.kind == "written-differently"


class Forgetful:
    """A reader whose answers depend on how often it has read before."""

    def __init__(self) -> None:
        self.reads = 0

    def __call__(self, data: bytes, file: str, model: Any) -> Any:
        self.reads += 1
        return [Finding("syntax", file, line=1, column=1, args={"reads": self.reads})]


def sleeps(data: bytes, file: str, model: Any) -> Any:
    if file == "a file" and model is MODELS["measure"]:
        time.sleep(600)
    return [Finding("syntax", file, line=1, column=1)]


def dies(data: bytes, file: str, model: Any) -> Any:
    if file == "a file" and model is MODELS["measure"]:
        os._exit(3)
    return [Finding("syntax", file, line=1, column=1)]


def test_a_reader_that_keeps_something_is_found(tmp_path: Path) -> None:
    tally = fuzz.fuzz(0.1, 1, Forgetful(), tmp_path)
    assert {what for what, _, _ in tally.failures} == {"state"}


@pytest.mark.parametrize(("planted", "what", "hangs"), [(sleeps, "hang", 5), (dies, "crash", 60)])
def test_an_input_that_does_not_come_back_is_named_and_kept(
    planted: Any, what: str, hangs: float, tmp_path: Path
) -> None:
    seed = next(one for one in range(100) if fuzz.make(one, 0, FILES)[0] == "measure")
    tally = fuzz.fuzz(0.1, seed, planted, tmp_path, hangs)
    kind, path, name = tally.failures[0]
    assert (kind, name) == (what, f"{seed}/0")
    assert path.read_bytes() == fuzz.make(seed, 0, FILES)[1]
    assert path.name.startswith(f"measure-{what}-")


def test_a_saved_file_is_given_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = fuzz.save(tmp_path, "issue", "slow", ISSUE.encode())
    assert fuzz.again([path])
    assert capsys.readouterr().out.startswith(f"{path}: accepted, ")
