"""What a forge runs on each request to change a ledger, as files of the repository."""

import json
from dataclasses import dataclass
from shlex import quote
from typing import Literal

from rectledger.i18n.language import Language
from rectledger.i18n.language import gettext as _
from rectledger.render.generated_files import ci_templates
from rectledger.render.generated_files.ci_install_source import Checkout, InstallSource

Forge = Literal["github", "gitlab"]
GITHUB = ".github/workflows/rectledger.yml"
GITLAB = ".gitlab/rectledger.yml"
JOBS: dict[Forge, str] = {"github": GITHUB, "gitlab": GITLAB}
GITLAB_TOP = ".gitlab-ci.yml"
MARK = "# rectledger init --ci"


@dataclass(frozen=True)
class Pipeline:
    """What a pipeline is made for: the ledger's folder from the repository's top ("." for that),
    its language, whether signatures are asked for, and where rectledger is installed from."""

    folder: str
    language: Language
    signed: bool
    source: InstallSource


# What a forge would put something in place of, and how it is written to stay.
_TO_STAY = {"github": ("${{", "${{ '${{' }}"), "gitlab": ("$", "$$")}


def jobs(forge: Forge, made_for: Pipeline) -> str:
    """What a forge is to run, in the language that is spoken."""
    names = {
        "install_name": _("Install rectledger"),
        "diff_name": _("Show what the request changes"),
        "check_name": _("Judge the request"),
        "comment_name": _("Write or renew the comment"),
    }
    values = {
        "ledger": _quoted(made_for.folder.replace(*_TO_STAY[forge])),
        "language": made_for.language,
        "signing": " --signed" if made_for.signed else "",
        **{key: _quoted(name) for key, name in names.items()},
    }
    lines = {"install_commands": made_for.source.commands()}
    return ci_templates.filled(f"{forge}.yml", values, _comments(made_for, forge), lines)


def gitlab_top() -> str:
    """The file from which GitLab begins, for a repository that has none."""
    about = _("Yours from here on: `rectledger init` does not touch it again.")
    return ci_templates.filled(
        "gitlab_root.yml", {}, {"mark": f"{MARK[2:]} gitlab", "about": about}
    )


def includes(top: str) -> bool:
    """Whether a `.gitlab-ci.yml` seems to take the jobs in."""
    return any(GITLAB in line.partition("#")[0] for line in top.splitlines())


def _quoted(text: str) -> str:
    """A scalar of YAML: in double quotes it is written as in JSON, where all of it is printable."""
    return json.dumps(text, ensure_ascii=False)


def _comments(made_for: Pipeline, forge: Forge) -> dict[str, str]:
    signed = _("Signatures are asked for, since the ledger has `allowed_signers`.")
    unsigned = _(
        "To ask for signatures, commit `allowed_signers` beside ledger.yaml (in ssh's format) and\n"
        "run the command at the top again: it then adds --signed here."
    )
    common = {
        "mark": f"{MARK[2:]} {forge} --from {quote(str(made_for.source))}",
        "about": _(
            "Written by this command: run it again, with a newer rectledger, to bring the file up\n"
            "to date. It binds nobody until the branch is protected and asks for the check\n"
            "`rectledger check`; whoever can change this file can pass it by."
        ),
        "bare": _("git takes no folder of the request's files for a repository with settings."),
        "replaced": _("What refs/replace/ puts in place of an object is passed over."),
        "signed": signed if made_for.signed else unsigned,
    }
    own = _on_github() if forge == "github" else _on_gitlab()
    if isinstance(made_for.source, Checkout):
        why = _("Fetched by its hash: pip would take a branch or tag that is called like it.")
        own["install"] += f"\n{why}"
    return common | own


def _on_github() -> dict[str, str]:
    return {
        "edited": _("`edited` too: a request that is sent to another branch is judged again."),
        "base": _("By its full name: a tag could be called like the branch."),
        "install": _(
            "What --from names, before any file of the request is there, and from outside its\n"
            "folder: nothing in the request decides what is installed."
        ),
        "checkout": _("The request itself, with all history; no credentials stay behind."),
        "end": _("A line that no title of the ledger can guess."),
        "comment": _(
            "Apart, for it may write: it has no files of the request, and runs nothing of them.\n"
            "On a request from a fork it cannot write; the summary of the run shows the same."
        ),
    }


def _on_gitlab() -> dict[str, str]:
    return {
        "inherit": _("Nothing from elsewhere in the configuration changes these jobs."),
        "base": _("The target's branch, from the target's project: a fork has one of its own."),
        "forget": _("No credentials stay behind for what follows."),
        "install": _(
            "What --from names, from outside the request's folder: nothing in it decides what is\n"
            "installed."
        ),
        "link": _("The request may hold a link of that name."),
        "comment": _(
            "Apart, for it may write. It runs once there is a variable RECTLEDGER_TOKEN (under\n"
            "Settings, CI/CD, Variables; masked, not protected): a project access token with the\n"
            "role Reporter and the scope `api`, for nothing else. Whoever can push a branch can\n"
            "read it."
        ),
    }
