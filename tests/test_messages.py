"""Both languages are complete: every message has its Chinese, with the same placeholders."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import catalogue
from rectledger.i18n import language as words
from rectledger.i18n.messages import errors, findings, imports, refusals
from rectledger.i18n.messages.findings import checks, files_and_yaml, merge_requests, validation
from transcript import ROOT

SOURCE = ROOT / "src" / "rectledger"
PO = SOURCE / "i18n" / "locale" / "zh" / "LC_MESSAGES" / "rectledger.po"
KEPT = {m.id: m for m in catalogue.read(PO) if m.id}
SAID = {m.id for m in catalogue.extracted(SOURCE) if m.id}


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_catalogue_holds_what_the_source_says_and_nothing_else() -> None:
    assert set(KEPT) == SAID


def test_every_message_has_its_chinese() -> None:
    assert [key for key, message in KEPT.items() if not all(forms(message.string))] == []


def test_nothing_is_marked_as_uncertain() -> None:
    assert [key for key, message in KEPT.items() if message.fuzzy] == []


@pytest.mark.parametrize("key", KEPT, ids=str)
def test_both_languages_have_the_same_placeholders(key: str | tuple[str, ...]) -> None:
    wanted = set().union(*(placeholders(form) for form in forms(key)))
    for form in forms(KEPT[key].string):
        assert placeholders(form) == wanted


def test_chinese_is_written_with_chinese_punctuation() -> None:
    wrong = re.compile("[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]")
    strings = [form for message in KEPT.values() for form in forms(message.string)]
    assert [form for form in strings if wrong.search(form)] == []


def test_the_compiled_catalogue_is_the_one_that_is_written() -> None:
    assert PO.with_suffix(".mo").read_bytes() == catalogue.compiled(catalogue.read(PO))


def test_the_catalogue_is_in_its_one_form() -> None:
    assert PO.read_bytes() == catalogue.written(catalogue.read(PO))


MESSAGES = SOURCE / "i18n" / "messages"
WORDS = {*findings.codes(), *errors.TEMPLATES, *refusals.TEMPLATES, *imports.TEMPLATES}
TREES = [
    ast.parse(file.read_text("utf-8"))
    for file in SOURCE.rglob("*.py")
    if MESSAGES not in file.parents
]


def said(node: ast.AST) -> str | None:
    """A string as written, or as a pattern if it has placeholders; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(said(one) or "[a-z-]+" for one in node.values)
    return None


def given(node: ast.AST) -> Iterator[ast.AST]:
    """The code arguments: of errors, findings and refusals, and codes given as reasons."""
    if isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[1], ast.Dict):
        yield node.elts[0]
    if not isinstance(node, ast.Call):
        return
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    places = {"Finding": 0, "found_at": 0, "at": 0, "unknown": 0, "Refusal": 1, "Listing": 1}
    at = places.get(name, 0 if ERROR.search(name) else 9)
    for one in node.args[at : at + 1]:
        if name == "SourceError" and isinstance(one, ast.Constant):
            yield ast.Constant(f"source-{one.value}")  # as the command gives it
        elif name != "SourceError":
            yield one


# Not typer's, pydantic's or Python's own, whose first argument is something else.
ERROR = re.compile(r"^(?!Pydantic|Value|Type|Key|OS|Runtime|EOF|Not|File|Permission|Is).*Error$")


def test_every_code_that_the_source_gives_has_its_words() -> None:
    codes = {
        code
        for tree in TREES
        for node in ast.walk(tree)
        for one in given(node)
        if (code := said(one)) is not None and re.fullmatch(r"[a-z][a-z0-9\\-]+", code)
    }
    assert len(codes) > 150
    assert {code for code in codes if re.sub(r"\\", "", code) not in WORDS} == set()


def test_every_word_is_that_of_a_code_that_the_source_gives() -> None:
    texts = {text for tree in TREES for node in ast.walk(tree) if (text := said(node))}
    plain = {re.sub(r"\\", "", text) for text in texts}
    patterns = [re.compile(one) for one in texts if re.fullmatch(r"[a-z-]+\\?-\[a-z-\]\+", one)]
    plain |= {f"source-{text}" for text in plain}
    # Readers of sources also take codes from tables, and from names of groups.
    for file in (SOURCE / "exchange/imports").rglob("*"):
        if file.suffix in (".py", ".toml"):
            plain |= set(
                re.findall("[a-z]+(?:-[a-z]+)+", file.read_text("utf-8").replace("_", "-"))
            )
    unused = {
        code for code in WORDS - plain if not any(pattern.fullmatch(code) for pattern in patterns)
    }
    assert unused == set()


def test_no_code_has_two_meanings() -> None:
    topics = (
        files_and_yaml.FILE, files_and_yaml.YAML, validation.VALUE, checks.RULE, checks.EVIDENCE,
        checks.TOTAL, checks.WRITING, merge_requests.REQUEST,
    )  # fmt: skip
    assert sum(map(len, topics)) == len(findings.codes())


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        ([], {}, None),
        ([], {"LANG": "C.UTF-8"}, None),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "fr_FR.UTF-8"}, None),
        ([], {"LANG": "en_GB.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh"),
        ([], {"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:zh:en"}, "zh"),
        ([], {"LANG": "C", "LANGUAGE": "zh"}, None),
        ([], {"LANG": "zh_CN.UTF-8", "RECTLEDGER_LANG": "en"}, "en"),
        (["--lang", "zh"], {"RECTLEDGER_LANG": "en"}, "zh"),
        (["status", "--lang=zh"], {"LANG": "en_GB.UTF-8"}, "zh"),
        (["list", "--", "--lang", "zh"], {}, None),
        (["--lang"], {"LANG": "zh_CN.UTF-8"}, "zh"),
        (["--lang", "xx"], {"LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_language_is_chosen(
    arguments: list[str], environ: dict[str, str], language: str | None
) -> None:
    assert words.choose(arguments, environ) == language


def test_no_source_file_says_chinese_outside_the_catalogue() -> None:
    chinese = re.compile("[\u4e00-\u9fff]{2,}")
    found = [f for f in Path(SOURCE).rglob("*.py") if chinese.search(f.read_text("utf-8"))]
    assert found == []


def test_every_finding_but_a_note_has_a_hint() -> None:
    without = {code for code, (_message, hint) in findings._TEMPLATES.items() if hint is None}
    assert without == {
        "control-totals-unchecked", "control-total-unpublished", "named-by-role"
    }  # fmt: skip
