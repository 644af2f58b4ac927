"""A missing library is reported with the command that installs it; our own import errors are not
hidden."""

import importlib
import sys

import pytest

from rectledger.cli.optional_dependencies import needed
from rectledger.errors import UsageError
from rectledger.i18n.messages import errors as error_words


@pytest.mark.parametrize("module", ["no_such_library", "no_such_library.part"])
def test_a_library_that_is_missing_is_named(module: str) -> None:
    with pytest.raises(UsageError) as raised, needed():
        importlib.import_module(module)
    message, hint = error_words.say(raised.value.code, raised.value.args_for_words)
    assert "no_such_library, which is not installed" in message
    assert hint is not None
    assert "pip install '.[publish]'" in hint
    assert raised.value.exit_code == 2


@pytest.mark.parametrize("module", ["rectledger.nothing", "rectledger.i18n.nothing", "json.no"])
def test_a_module_of_our_own_is_not_taken_for_one(module: str) -> None:
    with pytest.raises(ModuleNotFoundError), needed():
        importlib.import_module(module)


def test_nor_is_a_name_that_a_module_lacks() -> None:
    with pytest.raises(ImportError, match="nothing"), needed():
        from rectledger.i18n.language import nothing  # type: ignore[attr-defined]  # noqa: F401


def test_nor_one_of_pythons_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zoneinfo", None)
    with pytest.raises(ModuleNotFoundError), needed():
        importlib.import_module("zoneinfo")
