"""The office's ledger where everybody signs their commits, and has to."""

import json
from pathlib import Path

import office
from ledgers import copy
from office import NAMES, Office
from runner import Runner

PEOPLE = ("wang", "li", "chen")


class Signing(Office):
    """Everybody signs their commits, including merges, with their own key."""

    def commit(self, who: str, *options: str, message: str = "Change") -> str:
        return super().commit(who, *self.sign(who), *options, message=message)

    def as_(self, who: str, *command: str, check: bool = True) -> str:
        """Run git as a member who signs."""
        self.sign(who)
        return self.git(
            "-c", f"user.name={NAMES.get(who, who)}", "-c", f"user.email={who}@court.example",
            "-c", "commit.gpgSign=true", *command, check=check,
        )  # fmt: skip


def begin(folder: Path) -> None:
    """The ledger as `main` has it, with a list of signers, in `folder`."""
    made = office.begin(folder / "top")
    keys = [f'{one}@court.example namespaces="git" {made.key(one)}\n' for one in PEOPLE]
    made.write("allowed_signers", "".join(keys))
    made.commit("wang", message="Signers")
    made.key("stranger")


def begun(template: Path, folder: Path) -> Signing:
    copy(template, folder)
    made = Signing(folder / "top")
    made.branch()
    return made


def found(rectledger: Runner, place: Office, *options: str) -> list[str]:
    done = rectledger(
        place.top, "check", "--base", "main", "--json", *options, **office.surroundings_of_check()
    )
    assert done.code in (0, 1), done
    return sorted({one["code"] for one in json.loads(done.out)["findings"]})


def see_that_it_is_lawful(rectledger: Runner, place: Signing) -> None:
    """With and without signatures; plain `check` finds nothing either, on the branch (as a
    fast-forward would bring it in) and after merging."""
    assert place.git("diff", "--name-only", "main", "HEAD")
    assert found(rectledger, place) == []
    assert found(rectledger, place, "--signed") == []
    assert wrong(rectledger, place) == []
    place.git("switch", "--quiet", "main")
    place.as_("wang", "merge", "--quiet", "--no-ff", "-m", "In", "request")
    assert wrong(rectledger, place) == []


def wrong(rectledger: Runner, place: Office) -> list[str]:
    """What plain `check` finds, including notes."""
    done = rectledger(place.top, "check", "--json", **office.surroundings_of_check())
    return [one["code"] for one in json.loads(done.out)["findings"]]
