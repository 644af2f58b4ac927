"""What was edited in `ledger.yaml`: policy, members, departments and everything else."""

from typing import NamedTuple

from pydantic import BaseModel

from rectledger.core.model import Settings, same

# Keys of the settings that are compared as one value.
_PLAIN = ("format", "title", "language", "timezone", "known_until", "contact", "notes")


class SettingsEdit(NamedTuple):
    """One edit: the part, the id in that part, the old value and the new one.

    `was` None: it was added; `now` None: it was removed. If both are mappings, they have only the
    keys that differ.
    """

    part: str
    id: str
    was: object
    now: object


def edited(before: Settings, after: Settings) -> list[SettingsEdit]:
    """Every edit between two versions of the settings, in their order."""
    olds, news = flat(before), flat(after)
    edits = []
    for part, ident in {**olds, **news}:
        was, now = olds.get((part, ident)), news.get((part, ident))
        if same(was, now):
            continue
        if isinstance(was, dict) and isinstance(now, dict):
            keys = [key for key in {**was, **now} if not same(was.get(key), now.get(key))]
            was, now = ({key: one.get(key) for key in keys} for one in (was, now))
        edits.append(SettingsEdit(part, ident, was, now))
    return edits


def signers(before: str, after: str) -> list[SettingsEdit]:
    """The lines added to and removed from a list of signers, each by the name that it starts
    with."""
    olds, news = (_lines(text) for text in (before, after))
    gone, come = (
        [one for one in lines if one not in others]
        for lines, others in ((olds, news), (news, olds))
    )
    edits = [SettingsEdit("allowed_signers", line.split()[0], line, None) for line in gone]
    return edits + [SettingsEdit("allowed_signers", line.split()[0], None, line) for line in come]


def _lines(text: str) -> list[str]:
    found = (line.strip() for line in text.splitlines())
    return [line for line in found if line and not line.startswith("#")]


def flat(settings: Settings) -> dict[tuple[str, str], object]:
    """The settings by part and id, as people refer to them."""
    flat: dict[tuple[str, str], object] = {
        ("policy", key): _plain(held) for key, held in _fields(settings.policy).items()
    }
    flat |= {("members", one.id): _without(one, "id") for one in settings.members}
    flat |= {("departments", code): _plain(one) for code, one in settings.departments.items()}
    flat |= {("kinds", code): _plain(one) for code, one in settings.kinds.items()}
    for aspect in settings.outline:
        flat["outline", str(aspect.id)] = _without(aspect, "id", "sections")
        for section in aspect.sections:
            flat["outline", section.id] = {**_without(section, "id"), "aspect": aspect.id}
    for total in settings.control_totals:
        flat["control_totals", f"{total.name} {total.as_of}"] = _without(total, "name", "as_of")
    flat |= {("inspection", key): _plain(one) for key, one in _fields(settings.inspection).items()}
    flat |= {(key, ""): _plain(getattr(settings, key)) for key in _PLAIN}
    return flat


def _fields(model: BaseModel) -> dict[str, object]:
    return {name: getattr(model, name) for name in type(model).model_fields}


def _without(model: BaseModel, *names: str) -> dict[str, object]:
    return {k: _plain(v) for k, v in _fields(model).items() if k not in names and v is not None}


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return _without(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value
