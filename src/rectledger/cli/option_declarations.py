"""How options and arguments are declared: each once, with what typer and help are told of it."""

from copy import copy
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar, dataclass_transform

import typer
from typer.models import ParameterInfo

T = TypeVar("T")


def option(name: str, metavar: str, words: str, default: Any = None, **more: Any) -> Any:
    """An option that takes a value."""
    return typer.Option(default, name, metavar=metavar, help=words, **more)


def repeatable(name: str, metavar: str, words: str) -> Any:
    """An option that may be given more than once."""
    return option(name, metavar, words, default=[])


def switch(name: str, words: str) -> Any:
    """An option that takes no value."""
    return typer.Option(False, name, metavar="", help=words)


def argument(metavar: str, words: str, default: Any = ...) -> Any:
    """An argument; it must be given unless it has a default."""
    return typer.Argument(default, metavar=metavar, help=words)


@dataclass_transform(frozen_default=True)
def options(cls: type[T]) -> type[T]:
    """Make a dataclass of options that are declared as a command's are: it holds what was typed."""
    for name, declared in list(vars(cls).items()):
        if isinstance(declared, ParameterInfo):
            default = partial(copy, declared.default)
            setattr(cls, name, field(default_factory=default, metadata={"declared": declared}))
    return dataclass(frozen=True)(cls)
