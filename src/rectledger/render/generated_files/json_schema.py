"""The JSON Schema of a ledger's files, for editors: made from the models, described by `words`.

Draft 7, which every editor's language server supports. It accepts what `read_record` accepts, as
far as JSON Schema can express it; `errorMessage` and the form of an entry are for
yaml-language-server.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rectledger.core.model import Issue, Measure, OwnField, Settings, events, value_types
from rectledger.core.model.layout import SETTINGS_FILE, editor_line
from rectledger.formatting import own_fields
from rectledger.formatting.values import text_of
from rectledger.i18n import schema_descriptions as words
from rectledger.i18n.language import gettext as _
from rectledger.render.json import document, dumps

if TYPE_CHECKING:
    from rich.console import Console

Node = dict[str, Any]

MODELS: dict[str, type[value_types.Strict]] = {
    "issue": Issue,
    "measure": Measure,
    "ledger": Settings,
}
DRAFT = "http://json-schema.org/draft-07/schema#"
_REF = "#/definitions/"

_SHAPES = {
    value_types.DAY_PATTERN: "day",
    value_types.DAY_OR_MONTH_PATTERN: "day-or-month",
    value_types.CODE_PATTERN: "code",
    value_types.NOT_BLANK_PATTERN: "line",
    events.EVIDENCE_PATH_PATTERN: "path",
    events.SHA256_PATTERN: "sha256",
    value_types.URL_PATTERN: "url",
}
_EXAMPLES = {
    "issue": "issues/001.yaml",
    "measure": "measures/001-01.yaml",
    "ledger": SETTINGS_FILE,
}
_ANY = ["string", "number", "boolean", "object", "array", "null"]


def _or(one: str, other: str) -> Node:
    """One of two keys must be set and not null. No alternatives: an editor would offer those."""
    return {"if": {"properties": {other: {"type": "null"}}}, "then": _needed(one)}


def _needed(key: str) -> Node:
    return {"required": [key], "properties": {key: {"not": {"type": "null"}}}}


# Not all editors support named character classes, so these list the usual characters.
_FOR_EDITORS = {
    value_types.URL_PATTERN: r"^https?://\S+$",
    value_types.NOT_BLANK_PATTERN: (
        r"[^\s\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff"
        r"\u1dc0-\u1dff\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20d0-\u20ff\u2800\u302a-\u302f"
        r"\u3099\u309a\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0]"
    ),
}


def _of_type(name: str) -> Node:
    """That an office's own field is of a type."""
    return {"properties": {"type": {"const": name}}, "required": ["type"]}


_SOME_CHOICES: Node = {"type": "object", "minProperties": 1}
# Rules across several keys are code in the models and repeated here; a property test checks that
# both agree.
_ACROSS_KEYS: dict[str, Node] = {
    "ByLanguage": _or("zh", "en"),
    "Review": {
        "if": {"properties": {"outcome": {"const": "relapsed"}}, "required": ["outcome"]},
        "then": _needed("to"),
        "else": {"properties": {"to": {"type": "null"}, "approved_by": {"type": "null"}}},
    },
    "OwnField": {
        "allOf": [
            {
                "if": _of_type("choice"),
                "then": {"required": ["choices"], "properties": {"choices": _SOME_CHOICES}},
                "else": {"properties": {"choices": {"not": _SOME_CHOICES}}},
            },
            {
                "if": {"not": _of_type("number")},
                "then": {"properties": {"unit": {"type": "null"}, "sum": {"enum": [False]}}},
            },
        ]
    },
}


def _across_keys(name: str, event: str | None) -> Node:
    one_of = events.EVENTS[event].one_of if event else ()
    return _or(*one_of) if one_of else _ACROSS_KEYS.get(name, {})


def text(kind: str, fields: Mapping[str, OwnField] | None = None) -> str:
    """The text of a schema's file: `kind` is a key of MODELS, `fields` are the ledger's own."""
    return dumps(schema(kind, fields), ascii_only=False) + "\n"


def schema(kind: str, fields: Mapping[str, OwnField] | None = None) -> Node:
    """The JSON Schema of one kind of file, in the current language; with the `fields` that a ledger
    declares, or any where it is not known."""
    model = MODELS[kind]
    made = model.model_json_schema(ref_template=_REF + "{model}")
    raw: dict[str, Node] = made.pop("$defs") | {model.__name__: made}
    by_name = {name: _object(name, raw) for name in raw}
    top = by_name.pop(model.__name__)
    if kind != "ledger":
        held = top["properties"]
        held["fields"] = {
            "description": held["fields"]["description"],
            "type": "object",
            **_own_fields(kind, held["title"], fields),
            "additionalProperties": False,
        }
    about = {"title": f"rectledger {kind}", "description": words.file(kind)}
    return {"$schema": DRAFT, **about, **top, "definitions": by_name}


def _own_fields(kind: str, text: Node, fields: Mapping[str, OwnField] | None) -> Node:
    """The office's own fields of one kind of record; `text` is the schema of a text."""
    number = {"type": "number", "minimum": -value_types.GREATEST, "maximum": value_types.GREATEST}
    text = {key: value for key, value in text.items() if key != "description"}
    if fields is None:
        either = {"anyOf": [text, number]}
        return {"patternProperties": {value_types.CODE_PATTERN: either}}
    known = {code: one for code, one in fields.items() if kind in one.of}
    day = {"type": "string", "pattern": value_types.DAY_PATTERN, "errorMessage": words.shape("day")}
    made: dict[str, Node] = {}
    for code, one in known.items():
        form = {"text": text, "number": number, "day": day}.get(one.type) or _choices(one)
        made[code] = {"description": own_fields.header(one), **form}
    required = [code for code, one in known.items() if one.required]
    return {"properties": made, **({"required": required} if required else {})}


def _choices(field: OwnField) -> Node:
    names = [text_of(one.name) for one in (field.choices or {}).values()]
    return {"type": "string", "enum": [*(field.choices or {})], "enumDescriptions": names}


def _object(name: str, raw: dict[str, Node]) -> Node:
    """A class of the model as a mapping with described keys."""
    made = raw[name]
    properties = made["properties"]
    event = properties.get("event", {}).get("const")
    if event:  # in the order used in files
        properties = {key: properties[key] for key in events.ENTRY_KEYS if key in properties}
    about: Node = {}
    if event or name.startswith("Evidence"):
        title, meaning = words.event(event) if event else words.form(name)
        about = {"title": title, "description": meaning}
    return {
        **about,
        "type": "object",
        "properties": {
            key: _explained(_value(value, raw), name, key) for key, value in properties.items()
        },
        "required": [key for key in properties if key in made.get("required", ())],
        "additionalProperties": False,
        **_across_keys(name, event),
    }


def _explained(node: Node, model: str, key: str) -> Node:
    """A key's schema with descriptions of the key and of each possible value."""
    if "const" in node:  # as an enum of one, so that the value can be described
        node = {"enum": [node.pop("const")], **node}
    for one in (node, node.get("items", {})):
        codes = one.get("enum")
        if codes:
            one["enumDescriptions"] = [words.value(key, code) for code in codes]
        if codes and key == "event":
            one["errorMessage"] = words.shape("event").format(known=", ".join(events.EVENTS))
    return {"description": words.key(model, key), **node}


def _value(node: Node, raw: dict[str, Node]) -> Node:
    """A value's schema: a set of types instead of alternatives, if that is equivalent."""
    if "discriminator" in node:
        return _entry(node["discriminator"]["mapping"])
    alternatives = node.get("anyOf") or node.get("oneOf")
    if alternatives:
        told = {key: value for key, value in node.items() if key in ("ge", "le")}
        return _joined([_value(one, raw) for one in alternatives], told)
    made = {
        key: value
        for key, value in node.items()
        if key not in ("title", "default", "description")
        or (key == "default" and isinstance(value, str | int))
    }
    if "items" in made:
        made["items"] = _value(made["items"], raw)
    if "patternProperties" in made:
        made["additionalProperties"] = False
    if made.get("pattern") in _SHAPES:
        made["errorMessage"] = words.shape(_SHAPES[made["pattern"]])
        made["pattern"] = _FOR_EDITORS.get(made["pattern"], made["pattern"])
    return made or {"type": _ANY}


def _entry(by_event: dict[str, str]) -> Node:
    """An entry: the class of its event, or any of them if the event is unknown.

    With conditions an editor marks the actual mistake in the entry; with plain alternatives it
    would mark the event, because another event fits the other keys better.
    """
    by_event = {event: by_event[event] for event in events.EVENTS}
    forms = [{"$ref": ref} for ref in by_event.values()]

    def when(known: Node) -> Node:
        return {"properties": {"event": known}, "required": ["event"]}

    cases: list[Node] = [
        {"if": when({"const": event}), "then": {"$ref": ref}} for event, ref in by_event.items()
    ]
    unknown = {"if": when({"enum": list(by_event)}), "else": {"anyOf": forms}}
    return {"type": "object", "allOf": [*cases, unknown]}


def _joined(parts: list[Node], told: Node) -> Node:
    """Alternatives of different types as one schema; each keyword applies to its own type.

    A mapping is put under a condition, so that an editor does not insert its keys unasked.
    """
    mappings = [part for part in parts if "$ref" in part]
    if len(mappings) > 1:
        return {"anyOf": parts}
    types = ["object" if "$ref" in part else part["type"] for part in parts]
    made: Node = {}
    for part in parts:
        made |= part if "$ref" not in part else {"if": {"type": "object"}, "then": part}
    if "ge" in told:
        types.remove("integer")  # included in number
        made |= {"minimum": told["ge"], "maximum": told["le"]}
    if mappings and "errorMessage" in made:
        made["errorMessage"] = words.shape("text")
    flat = [one for kind in types for one in (kind if isinstance(kind, list) else [kind])]
    return {**made, "type": flat if len(flat) > 1 else flat[0]}


def index() -> str:
    """The list of schemas, as JSON."""
    rows = [
        {"name": kind, "description": words.file(kind), "line": editor_line(_EXAMPLES[kind])}
        for kind in MODELS
    ]
    return document(None, complete=True, schemas=rows)


def page(out: "Console") -> None:
    """Print the list of schemas and how to use them in an editor."""
    from rectledger.render.console import QUIET, say

    for kind in MODELS:
        say(out, f"{kind:8} {words.file(kind)}")
    out.print()
    say(
        out,
        _("`rectledger schema issue` prints one. `rectledger init` writes all three to the folder "
          "schema/ of the ledger. An editor with yaml-language-server (in VS Code, the YAML "
          "extension) completes and checks a file that begins with the line below:"),
    )  # fmt: skip
    for kind in MODELS:
        say(out, f"  {_EXAMPLES[kind]}")
        say(out, f"      {editor_line(_EXAMPLES[kind])}", QUIET)
