"""Machine-readable output: every `--json`, and the full export."""

import json
from collections.abc import Callable
from typing import Any

from agreeing.held import KEYS
from agreeing.looks import TODAY, TOTALS_DAY, Look
from independent_count import NAMES, Item, picture


def status_for_programs(look: Look) -> None:
    told = look.json("status")
    for name in ("issues", "measures"):
        counted = look.now.counts[name]
        look.hold("status --json", name, {one: counted[one] for one in told[name]}, told[name])
    for key, groups in told["by"].items():
        _groups_for_programs(look, f"status --json by {key}", key, groups)
    look.hold(
        "status --json", "overdue",
        [(one.ref, one.deadline, one.days_over) for one in look.overdue(look.now.issues)],
        [(one["ref"], one["deadline"], one["days"]) for one in told["overdue"]],
    )  # fmt: skip
    for one in told["control_totals"]:
        name = one["name"]
        look.hold("status --json", f"declared {name}", _declared(look, name), one["declared"])
        look.hold(
            "status --json", f"counted {name}", look.numbers[f"t_{name}"], str(one["counted"])
        )


def _declared(look: Look, name: str) -> int:
    totals = look.now.settings["control_totals"]
    return next(int(one["total"]) for one in totals if one["name"] == name)


def _groups_for_programs(look: Look, document: str, key: str, groups: Any) -> None:
    ids = [one["id"] for one in groups if one["id"] is not None]
    look.hold(document, "groups", look.now.ids(key), [str(one) for one in ids])
    for one in groups:
        n = look.now.group(key, str(one["id"] or ""))
        expected = {name: n["issues"][name] for name in one if name in NAMES}
        look.hold(document, str(one["id"]), expected, {name: one[name] for name in expected})
        if "measures" in one:
            measures = {name: n["measures"][name] for name in one["measures"]}
            look.hold(document, f"measures of {one['id']}", measures, one["measures"])
            supported = look.now.supported(one["id"]) if key == "department" else 0
            look.hold(document, f"supported by {one['id']}", supported, one["supporting"])


def summary_for_programs(look: Look) -> None:
    for key in KEYS:
        told = look.json("summary", "--by", key)["groups"]
        _groups_for_programs(look, f"summary --json by {key}", key, told)
    told = look.json("summary", "--by", "instrument")["groups"]
    found = {one["title"]: one["action"] for one in told}
    look.hold("summary --json by instrument", "instruments", look.now.instruments, found)


def lists_for_programs(look: Look) -> None:
    states = ("open", "active", "submitted", "closed", "waived", "ongoing")
    holds: dict[tuple[str, ...], Callable[[Item], object]] = {
        ("--overdue",): lambda one: one.overdue,
        ("--due-within", "30"): lambda one: one.due_within(30),
        ("--standing",): lambda one: one.standing,
        ("--department", "enforcement"): lambda one: one.lead == "enforcement",
        ("--section", "1"): lambda one: str(one.of_issue("section")).startswith("1-"),
        ("--measures", "--state", "ongoing"): lambda one: one.still_to_do,
        ("--measures", "--overdue"): lambda one: one.overdue,
        **{("--state", state): _in_state(state) for state in states},
    }
    for options, keep in holds.items():
        document = " ".join(["list", *options])
        items = look.now.measures if "--measures" in options else look.now.issues
        expected = [_listed(one) for one in items if keep(one)]
        told = look.json("list", *options)["items"]
        found = [{key: one[key] for key in _LISTED} for one in told]
        look.hold(document, "refs", [one["ref"] for one in expected], [one["ref"] for one in found])
        for one, other in zip(expected, found, strict=False):
            look.hold(document, one["ref"], one, other)


def _in_state(state: str) -> Callable[[Item], object]:
    if state == "closed":
        return lambda one: one.closed
    if state == "ongoing":
        return lambda one: one.still_to_do
    return lambda one: one.state == state


_LISTED = (
    "ref", "state", "lead", "support", "opened", "due", "deadline", "overdue", "standing",
    "relapses", "reopenings",
)  # fmt: skip


def _listed(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in _LISTED}


def overdue_for_programs(look: Look) -> None:
    told = look.json("overdue", "--within", "60")
    look.hold(
        "overdue --json", "overdue and late",
        [
            [(one.ref, one.days_over) for one in look.overdue(items)]
            for items in (look.now.issues, look.now.measures)
        ],
        [[(one["ref"], one["days"]) for one in told[key]] for key in ("overdue", "late")],
    )  # fmt: skip
    look.hold(
        "overdue --json", "reviews due and coming",
        [
            [(one.ref, one.deadline, one.review) for one in items]
            for items in (look.reviews_due(), look.coming(60))
        ],
        [
            [(one["ref"], one["deadline"], one["review"]) for one in told[key]]
            for key in ("reviews_due", "coming")
        ],
    )  # fmt: skip


def whole_for_programs(look: Look) -> None:
    told = json.loads(look.asked("export", "json", "--internal"))
    names = {
        "state": "state", "counted": "closed", "lead": "lead", "support": "support",
        "deadline": "deadline", "extensions": "extensions", "relapses": "relapses",
        "reopenings": "reopenings", "due_soon": "due_soon", "overdue": "overdue",
        "days_over": "days_over", "closed_on": "closed_on", "on_time": "on_time",
        "standing": "standing", "next_review": "review", "review_due": "review_due",
    }  # fmt: skip
    for key in ("issues", "measures"):
        items = getattr(look.now, key)
        look.hold("export json", key, len(items), len(told[key]))
        for item, one in zip(items, told[key], strict=False):
            computed = one["computed"]
            expected = {name: getattr(item, mine) for name, mine in names.items()}
            expected |= {"ref": item.ref, "result": item.result or None}
            look.hold("export json", item.ref, expected, {k: computed[k] for k in expected})
            look.hold("export json", f"log of {item.ref}", item.log, one.get("log", []))
            brought = [one.get("instruments", []), one.get("figures", [])]
            look.hold(
                "export json", f"results of {item.ref}", [item.instruments, item.figures], brought
            )
    entries = look.json("log")["entries"]
    look.hold("log --json", "entries", len(look.now.entries), len(entries))
    whole = look.json("show", "8")["item"]
    eighth = look.now.issue(8)
    look.hold(
        "show --json", "8",
        [
            eighth.extensions, eighth.closed_on, eighth.review, eighth.log,
            [one.ref for one in look.now.of(eighth)],
        ],
        [
            whole["extensions"], whole["closed_on"], whole["next_review"], whole["log"],
            [one["ref"] for one in whole["measures"]],
        ],
    )  # fmt: skip


def differences(look: Look) -> None:
    """Check what has changed since the real ledger was given members."""
    done = look.run(look.root, "diff", "begun", "--json", RECTLEDGER_TODAY=TODAY)
    told = json.loads(done.out)
    then = picture(look.root, TOTALS_DAY)
    for side, of in (("before", then), ("after", look.now)):
        for name in ("issues", "measures"):
            found = told["counts"][side][name]
            counted = {one: of.counts[name][one] for one in found}
            look.hold("diff --json", f"{name} {side}", counted, found)
            for row in told["departments"]:
                counts = of.group("department", row["id"])[name]
                counted = {one: counts[one] for one in row[side][name]}
                look.hold("diff --json", f"{row['id']}: {name} {side}", counted, row[side][name])
    new = [one.ref for one in look.overdue(look.now.issues)]
    look.hold("diff --json", "overdue now", new, [one["ref"] for one in told["became_overdue"]])
