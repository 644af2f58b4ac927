"""The office's ledger, where everybody signs what they commit, and is asked to."""

import json
from pathlib import Path

import office
from ledgers import copy
from office import NAMES, Office
from runner import Runner

PEOPLE = ("wang", "li", "chen")


class Signing(Office):
    """Everybody signs what they commit with their own key, merges too."""

    def commit(self, who: str, *options: str, message: str = "Change") -> str:
        return super().commit(who, *self.sign(who), *options, message=message)

    def as_(self, who: str, *command: str, check: bool = True) -> str:
        """git, by a member who signs."""
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
