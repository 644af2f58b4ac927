"""`rectledger init`: a new ledger, or what a clone of one still needs."""

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

import typer

from rectledger import errors
from rectledger.cli.global_options import PAST, Common, common_options
from rectledger.cli.option_declarations import argument, option, switch
from rectledger.core.deadlines import add_days, add_months
from rectledger.core.model import OwnField, Settings
from rectledger.core.model.layout import SETTINGS_FILE, editor_line, schema_file
from rectledger.errors import UsageError
from rectledger.i18n import language as words
from rectledger.i18n.language import gettext as _
from rectledger.workspace.reading.clock import own_timezone, today_in
from rectledger.workspace.reading.find_ledger import refuse_beside_another

if TYPE_CHECKING:
    from rectledger.cli.ci_and_codeowners import TeamPlan
    from rectledger.i18n.example_ledger import Example
    from rectledger.render.generated_files.ci_install_source import InstallSource
    from rectledger.render.generated_files.ci_pipeline import Forge
    from rectledger.render.pages.init import Begun

DEFAULT_ZONE: dict[words.Language, str] = {"zh": "Asia/Shanghai", "en": "UTC"}
_FIRST_DAY = "1000-01-01"


class TeamFiles(NamedTuple):
    """The forge whose pipeline is asked for, where that installs rectledger from, and whether
    CODEOWNERS is asked for."""

    forge: "Forge | None"
    source: "InstallSource | None"
    with_owners: bool


@partial(common_options, refused=PAST)
def command(
    common: Common,
    folder: str | None = argument(
        "DIR", _("The folder; default: --ledger, or the current folder."), None
    ),
    ci: Literal["github", "gitlab"] | None = typer.Option(
        None, "--ci", help=_("Write a pipeline that checks each merge request.")
    ),
    source: str | None = option("--from", "URL", _("Where the pipeline installs rectledger from.")),
    codeowners: bool = switch("--codeowners", _("Write CODEOWNERS from departments and members.")),
    example: Literal["inspection", "audit"] | None = typer.Option(
        None,
        "--example",
        help=_("Start with example records, to learn from; audit has fields of its own."),
    ),
) -> int:
    from rectledger.render.pages import init as page

    named = common.ledger if folder is None else folder
    if named == "":
        raise UsageError("begin-nowhere")
    root = Path(named or ".")
    asked = _asked(ci, source, with_owners=codeowners)
    is_ledger = os.path.lexists(root / SETTINGS_FILE)
    if is_ledger and example is not None:
        raise UsageError("example-in-ledger", ledger=str(root))
    begun = _set_up(root, common, asked) if is_ledger else _begin(root, common, asked, example)
    if common.json:
        print(page.document(begun))
    else:
        from rectledger.render.console import console

        page.page(console(no_color=common.no_color), begun)
    return errors.DONE


def _asked(ci: "Forge | None", source: str | None, *, with_owners: bool) -> TeamFiles:
    """What is asked for a team. Raises UsageError where the pipeline's options make no sense."""
    if ci is None and source is None:
        return TeamFiles(None, None, with_owners)
    from rectledger.cli.arguments.install_source import install_source

    return TeamFiles(ci, install_source(source, ci=ci is not None), with_owners)


def _begin(root: Path, common: Common, asked: TeamFiles, example: "Example | None") -> "Begun":
    """A new ledger. Raises UsageError, before anything is written, where it has no place."""
    from rectledger.store import init_files

    language = words.language()
    content = _files(language, example)
    refuse_beside_another(root)
    taken = init_files.in_the_way(root, content) if root.is_dir() else None
    if taken:
        raise UsageError("begin-in-the-way", path=str(root / taken))
    if asked.with_owners:  # the examples name nobody
        raise UsageError("codeowners-no-office", path=str(root / SETTINGS_FILE))
    wanted = _team(root, common, language, asked)
    init_files.create(root, content)
    return _finish(root, language, [*content], [], wanted, new=True)


def _set_up(root: Path, common: Common, asked: TeamFiles) -> "Begun":
    """What the clone of a ledger lacks. Raises UnreadableError where `ledger.yaml` is none."""
    from rectledger.cli.query import known_settings
    from rectledger.store import init_files
    from rectledger.store.ledger_folder import Folder

    settings = known_settings(Folder(root), common)
    language = settings.language
    schemas = _schemas(language, settings.fields)
    strange = init_files.not_ours(root, schemas, b'"title": "rectledger ')
    if strange:
        raise UsageError("begin-in-the-way", path=str(root / strange))
    wanted = _team(root, common, language, asked)
    made, replaced = init_files.refresh(root, schemas)
    return _finish(root, language, made, replaced, wanted, new=False)


def _team(
    root: Path, common: Common, language: words.Language, asked: TeamFiles
) -> "TeamPlan | None":
    """What the team's options ask for; it raises what cannot be done before anything is written."""
    if not asked.forge and not asked.with_owners:
        return None
    from rectledger.cli import ci_and_codeowners

    return ci_and_codeowners.plan(root, common, language, *asked)


def _finish(
    root: Path, language: words.Language, made: list[str], changed: list[str],
    wanted: "TeamPlan | None", *, new: bool,
) -> "Begun":  # fmt: skip
    """What is the same for a new ledger and for a clone: git's attributes, a repository, and how it
    merges."""
    from rectledger.i18n import example_ledger
    from rectledger.render.pages.init import Begun
    from rectledger.store import init_files
    from rectledger.store.git import init_repository as repository
    from rectledger.store.git import merge_driver_config

    done = init_files.attributes(root, example_ledger.attributes(language))
    made += [init_files.ATTRIBUTES] if done == "made" else []
    changed += [init_files.ATTRIBUTES] if done == "added" else []
    stands = repository.begin(root)
    merging = "none" if stands == "no-git" else merge_driver_config.set_up(root)
    if wanted is not None:
        for_team = wanted.write(root)
        made, changed = made + for_team[0], changed + for_team[1]
    told = wanted.told if wanted else None
    known = not new or stands == "no-git" or _is_known_to_git(root)
    return Begun(str(root), new, tuple(made), tuple(changed), stands, merging == "set", told, known)


def _is_known_to_git(root: Path) -> bool:
    """Whether git has the name and the address that a commit needs."""
    from rectledger.store.git import find_repository

    try:
        found = find_repository.find(root)
    except errors.SurroundingsError:  # the first commit says why
        return True
    return found is None or all(found.identity())


def _schemas(language: words.Language, fields: Mapping[str, OwnField]) -> dict[str, bytes]:
    """The schemas, in the ledger's language: who runs the command makes no difference to them."""
    from rectledger.render.generated_files import json_schema

    with words.speaking(language):
        return {
            schema_file(kind): json_schema.text(kind, fields).encode()
            for kind in json_schema.MODELS
        }


def _files(language: words.Language, example: "Example | None") -> dict[str, bytes]:
    """Every file of a new ledger but `.gitattributes`; with those of an example."""
    from rectledger.i18n import example_ledger

    zone = own_timezone(os.environ) or DEFAULT_ZONE[language]
    values = {"timezone": zone, **days(today_in(zone, os.environ))}
    values |= example_ledger.names(language, example)
    texts = {
        file: example_ledger.text(language, file, values, example)
        for file in (SETTINGS_FILE, *(example_ledger.RECORDS if example else ()))
    }
    files = {file: f"{editor_line(file)}\n{text}".encode() for file, text in texts.items()}
    return files | _schemas(language, _fields(files[SETTINGS_FILE]) if example else {})


def _fields(settings: bytes) -> Mapping[str, OwnField]:
    """The fields that an example declares."""
    from rectledger.store.yaml.read_record import parse

    return cast(Settings, parse(settings, SETTINGS_FILE, Settings)).fields


def days(today: str) -> dict[str, str]:
    """The days of the examples: a month after the feedback; nothing is late."""
    feedback = max(add_months(today, -1), _FIRST_DAY)
    return {
        "began": max(add_months(feedback, -6), _FIRST_DAY),
        "ended": max(add_months(feedback, -3), _FIRST_DAY),
        "feedback": feedback,
        "started": min(add_days(feedback, 3), today),
        "closed": min(add_days(feedback, 14), today),
        "reported": min(add_days(feedback, 21), today),
        "due_one": add_months(feedback, 1),
        "due_two": add_months(feedback, 2),
        "due_three": add_months(feedback, 3),
    }


command.__doc__ = _("Create a ledger, or set up a clone of one.")
