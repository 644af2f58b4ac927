"""The examples that end each command's help: command lines that run on the real case.

What is entered is in the reader's language, so a line with such words is translated whole.
"""

from rectledger.i18n.language import N_
from rectledger.i18n.language import gettext as _

EXAMPLES: dict[str, tuple[str, str]] = {
    "status": ("rectledger status", "rectledger status --as-of 2021-09-30"),
    "list": (
        "rectledger list --state ongoing",
        "rectledger list --measures --department enforcement --due-within 30",
    ),
    "show": ("rectledger show 19", "rectledger show 19.2 --as-of 2021-09-30"),
    "overdue": ("rectledger overdue", "rectledger overdue --measures --within 60"),
    "summary": ("rectledger summary", "rectledger summary --by leader"),
    "log": ("rectledger log", "rectledger log --json"),
    "add": (
        N_('rectledger add issue --title "Keys are not handed back" --section 1-4 '
           "--kind long-term --lead enforcement"),
        N_('rectledger add measure 57 --title "Publish the plan" --due 2099-12-31 --far'),
    ),
    "start": (
        "rectledger start 57.3",
        N_('rectledger start 57.3 --note "The working group has met"'),
    ),
    "progress": (
        N_('rectledger progress 19 --note "Half of the cases are checked"'),
        N_('rectledger progress 19 19.2 --note "Plan adopted" --evidence minutes.pdf'),
    ),
    "submit": (
        N_('rectledger submit 19 --note "All measures are done"'),
        "rectledger submit 19 --evidence minutes.pdf --branch",
    ),
    "return": (
        N_('rectledger return 19 --note "The minutes are missing"'),
        N_('rectledger return 19 --note "The minutes are missing" --dry-run'),
    ),
    "close": (
        "rectledger close 19 --evidence minutes.pdf",
        N_('rectledger close 19.2 19.3 --document "Rules on enforcement" --dated 2021-11'),
    ),
    "extend": (
        N_('rectledger extend 19 --to 2022-03-31 --approved-by "Li Na" --note "System late"'),
        N_('rectledger extend 19 --with-measures --to 2022-03-31 --approved-by "Li Na" '
           '--note "System late"'),
    ),
    "reassign": (
        "rectledger reassign 19 --lead finance",
        "rectledger reassign 19.2 --support finance --support research",
    ),
    "waive": (
        N_('rectledger waive 57 --approved-by "Li Na" --note "The posts were abolished"'),
        N_('rectledger waive 57.1 --approved-by "Li Na" --note "Merged into 57.2"'),
    ),
    "review": (
        N_('rectledger review 21 --outcome held --note "No payment was late"'),
        N_('rectledger review 21 --outcome relapsed --to 2022-03-31 --note "Two late payments"'),
    ),
    "reopen": (
        N_('rectledger reopen 21 --to 2022-03-31 --note "Closed by mistake"'),
        N_('rectledger reopen 21.1 21 --to 2022-03-31 --note "Closed by mistake"'),
    ),
    "attach": (
        "rectledger attach 21 --evidence minutes.pdf",
        "rectledger attach 21.1 --url https://www.gzcourt.gov.cn/",
    ),
    "amend": (
        N_('rectledger amend 19 --field kind --now three-month --approved-by "Li Na" '
           '--note "Wrong kind"'),
        N_('rectledger amend 27 --field heading --take-out --approved-by "Li Na" '
           '--note "Not in the report"'),
    ),
    "report": (
        "rectledger report dashboard -o dashboard.html",
        "rectledger report bulletin --since 2021-09-30 -o bulletin.docx",
    ),
    "export": (
        "rectledger export csv --measures -o measures.csv",
        "rectledger export ics --department finance -o deadlines.ics",
    ),
    "check": ("rectledger check", "rectledger check --base main"),
    "diff": ("rectledger diff main", "rectledger diff main --format markdown"),
    "init": ("rectledger init my-ledger", "rectledger init try-out --example inspection"),
    "import": (
        "rectledger import ledger.xlsx --ledger my-ledger",
        "rectledger import notice.txt --ledger my-ledger --dry-run",
    ),
    "schema": ("rectledger schema issue", "rectledger schema --json"),
    "completion": (
        "rectledger completion bash > ~/.rectledger.bash",
        "rectledger completion zsh > ~/.rectledger.zsh",
    ),
    "help": ("rectledger help close", "rectledger help format"),
}  # fmt: skip


def of(command: str) -> str:
    """The last paragraph of a command's help; none for one without examples."""
    lines = EXAMPLES.get(command, ())
    return "\n".join([_("Examples:"), *(f"  {_(line)}" for line in lines)]) if lines else ""
