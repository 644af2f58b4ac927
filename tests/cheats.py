"""Attempts to cheat: what somebody does on a branch, and the rule that refuses it.

The table in docs/teams is generated from them, with the message for each: `UPDATE=1 python -m
pytest tests/test_cheats.py` writes it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from office import (
    MINUTES,
    REPORT,
    Office,
    close,
    entry,
    path_of,
    piece,
)

Attempt = Callable[[Office], None]


@dataclass(frozen=True)
class Cheat:
    """An attempt: its title; all error codes it gets, starting with the one in the table, and the
    file reported; the options and exit code of `check --base`."""

    name: str
    zh: str
    attempt: Attempt
    codes: tuple[str, ...]
    file: str
    options: tuple[str, ...] = ()
    ends: int = 1
    environ: tuple[tuple[str, str], ...] = ()

    @property
    def signs(self) -> bool:
        return "--signed" in self.options


CHEATS: list[Cheat] = []


def cheat(
    name: str, zh: str, *codes: str, file: str, options: tuple[str, ...] = (), ends: int = 1,
    **environ: str,
) -> Callable[[Attempt], Attempt]:  # fmt: skip
    def known(attempt: Attempt) -> Attempt:
        given = tuple(environ.items())
        CHEATS.append(Cheat(name, zh, attempt, codes, file, options, ends, given))
        return attempt

    return known


def edit(file: str, old: str, new: str, by: str = "li") -> Attempt:
    """Edit a file by hand, and do nothing else."""

    def attempt(office: Office) -> None:
        office.replace(file, old, new)
        office.commit(by)

    return attempt


def enter(file: str, said: str, by: str) -> Attempt:
    """Append an entry to a log."""

    def attempt(office: Office) -> None:
        office.enter(file, said)
        office.commit(by)

    return attempt


TWO, ONE = "issues/002.yaml", "issues/001.yaml"


@cheat("closing without evidence", "无佐证材料即销号", "no-evidence", file=TWO)
def _(office: Office) -> None:
    office.enter(TWO, entry("2021-11-20", "close", "chen", "result: complete"))
    office.commit("chen")


@cheat("evidence altered after closing", "销号后改动佐证材料", "evidence-altered", file=ONE)
def _(office: Office) -> None:
    office.write(path_of("minutes", MINUTES), b"other minutes\n")
    office.commit("chen")


@cheat("two files of evidence swapped", "对调两份佐证材料",
       "evidence-altered", "evidence-altered", file=ONE)  # fmt: skip
def _(office: Office) -> None:
    office.write(path_of("minutes", MINUTES), REPORT)
    office.write(path_of("report", REPORT), MINUTES)
    office.commit("chen")


@cheat("evidence removed after closing", "销号后删除佐证材料", "evidence-missing", file=ONE)
def _(office: Office) -> None:
    (office.root / path_of("minutes", MINUTES)).unlink()
    office.commit("chen")


@cheat("evidence altered, and its hash with it", "改动佐证材料，并改写其哈希值",
       "entry-altered", file=ONE)  # fmt: skip
def _(office: Office) -> None:
    other = b"other minutes\n"
    office.write(path_of("minutes", MINUTES), other)
    new = piece("minutes", other).replace(path_of("minutes", other), path_of("minutes", MINUTES))
    office.replace(ONE, piece("minutes", MINUTES), new)
    office.commit("chen")


for name, zh, old, new in (
    ("an old entry's date edited", "改动旧记录的日期", "date: 2021-09-01", "date: 2021-08-15"),
    ("an old entry's note edited", "改动旧记录的说明", "note: Half is done", "note: All is done"),
    ("an old entry's author edited", "改动旧记录的登记人", "by: chen", "by: zhou"),
):
    cheat(name, zh, "entry-altered", file=ONE)(edit(ONE, old, new))


@cheat("an entry deleted", "删除一条记录", "entry-gone", file=ONE)
def _(office: Office) -> None:
    office.replace(ONE, entry("2021-09-01", "progress", "li", "note: Half is done"), "")
    office.commit("li")


@cheat("two entries put in another order", "对调两条记录的次序",
       "entry-moved", "date-backwards", "illegal-event", file=ONE)  # fmt: skip
def _(office: Office) -> None:
    first = entry("2021-08-02", "start", "li")
    second = entry("2021-09-01", "progress", "li", "note: Half is done")
    office.replace(ONE, first + second, second + first)
    office.commit("li")


@cheat("a record deleted", "删除一条问题", "record-gone", "gap", file="issues/004.yaml")
def _(office: Office) -> None:
    (office.root / "issues/004.yaml").unlink()
    office.commit("li")


@cheat("the last measure deleted", "删除最后一条措施", "record-gone", file="measures/005-02.yaml")
def _(office: Office) -> None:
    (office.root / "measures/005-02.yaml").unlink()
    office.commit("li")


@cheat("an issue renumbered by renaming its file", "改文件名以改编号",
       "record-gone", "gap", file="issues/004.yaml")  # fmt: skip
def _(office: Office) -> None:
    office.git("mv", "data/issues/004.yaml", "data/issues/006.yaml")
    office.replace("issues/006.yaml", "id: 4", "id: 6")
    office.commit("li")


@cheat("the ledger hidden behind another nearer the top", "在更上层另放ledger.yaml以遮蔽本台账",
       "second-ledger", file="../ledger.yaml")  # fmt: skip
def _(office: Office) -> None:
    office.write("../ledger.yaml", office.text("ledger.yaml").replace("four_eyes: true", ""))
    office.commit("wang")


for name, zh, old, new in (
    ("a first deadline moved", "改动首次时限", "due: 2021-10-31", "due: 2022-10-31"),
    ("a kind changed", "改动整改类型", "kind: immediate", "kind: long-term"),
    ("the opening day moved", "改动立案日期", "opened: 2021-07-30", "opened: 2021-07-01"),
    ("standing set", "改动常态化标志", "due: 2021-10-31\n", "due: 2021-10-31\nstanding: true\n"),
    ("a closed issue's title edited", "改动已销号问题的标题", "title: Issue 1", "title: Small"),
):
    cheat(f"{name} without an amendment", f"未经更正，{zh}", "field-edited", file=ONE)(
        edit(ONE, old, new)
    )


@cheat("an amendment that says another value was there", "更正记录谎报原值",
       "amended-from", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    office.replace(TWO, "due: 2021-10-31", "due: 2022-10-31")
    said = ("field: due", "was: 2022-08-31", "now: 2022-10-31", "approved_by: zhao", "note: Typo")
    office.enter(TWO, entry("2021-11-20", "amend", "wang", *said))
    office.commit("wang")


cheat("closing what one's own department leads", "由牵头部门自行销号", "own-department", file=TWO)(
    enter(TWO, close(by="zhou"), "zhou")
)


@cheat(
    "closing what oneself submitted", "自行申请、自行销号", "own-submission", file="issues/004.yaml"
)
def _(office: Office) -> None:
    office.enter("issues/004.yaml", entry("2021-11-19", "submit", "chen", "note: All is done"))
    office.enter("issues/004.yaml", close(by="chen"))
    office.commit("chen")


@cheat("closing unlawfully, and reopening with a later deadline", "违规销号，再以重新整改推迟时限",
       "no-evidence", "not-a-closer", "own-department", "not-approved", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    office.enter(TWO, entry("2021-11-20", "close", "li", "result: complete"))
    office.enter(TWO, entry("2021-11-20", "reopen", "li", "to: 2030-12-31", "note: Again"))
    office.commit("li")


@cheat(
    "handing an item over, and closing it at once", "先转办再自行销号", "own-department", file=TWO
)
def _(office: Office) -> None:
    office.enter(TWO, entry("2021-11-20", "reassign", "zhou", "lead: finance"))
    office.enter(TWO, close(by="zhou"))
    office.commit("zhou")


@cheat("handing a new issue over, and closing it at once", "新增问题先转办再自行销号",
       "own-department", file="issues/006.yaml")  # fmt: skip
def _(office: Office) -> None:
    office.write("issues/006.yaml", office.text("issues/004.yaml").replace("id: 4", "id: 6"))
    office.enter("issues/006.yaml", entry("2021-11-20", "reassign", "li", "lead: finance"))
    office.commit("li")
    office.enter("issues/006.yaml", close(by="zhou"))
    office.commit("zhou")


@cheat("amending the lead of what is ongoing, in place of handing it over",
       "以更正代替转办，改变牵头部门", "amended-while-ongoing", file="issues/006.yaml")  # fmt: skip
def _(office: Office) -> None:
    new = office.text("issues/004.yaml").replace("id: 4", "id: 6")
    office.write("issues/006.yaml", new.replace("lead: enforcement", "lead: finance"))
    said = ("field: lead", "was: enforcement", "now: finance", "approved_by: zhao", "note: Typo")
    office.enter("issues/006.yaml", entry("2021-11-20", "amend", "li", *said))
    office.commit("li")


@cheat("a new issue's lead put right, and closing it at once", "改正新增问题的牵头部门后自行销号",
       "own-department", file="issues/006.yaml")  # fmt: skip
def _(office: Office) -> None:
    office.write("issues/006.yaml", office.text("issues/004.yaml").replace("id: 4", "id: 6"))
    office.commit("li")
    office.replace("issues/006.yaml", "lead: enforcement", "lead: finance")
    office.commit("li")
    office.enter("issues/006.yaml", close(by="zhou"))
    office.commit("zhou")


@cheat("a new issue rewritten after somebody closed it", "新增问题销号后改写内容", "field-edited",
       file="issues/006.yaml")  # fmt: skip
def _(office: Office) -> None:
    office.write("issues/006.yaml", office.text("issues/004.yaml").replace("id: 4", "id: 6"))
    office.enter("issues/006.yaml", close())
    office.commit("chen")
    office.replace("issues/006.yaml", "Issue 4", "A graver issue")
    office.commit("li")


@cheat("more time put in before somebody's late closing", "在他人逾期销号之前补登延期",
       "closed-otherwise", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    before = office.text(TWO)
    office.enter(TWO, close())
    office.commit("chen")
    office.write(TWO, before)
    more = ("to: 2021-12-31", "note: More time", "approved_by: zhao")
    office.enter(TWO, entry("2021-10-30", "extend", "li", *more))
    office.enter(TWO, close())
    office.commit("li")


@cheat("an amendment rewritten that stands before somebody's late closing",
       "改写他人逾期销号之前的更正", "closed-otherwise", file="issues/006.yaml")  # fmt: skip
def _(office: Office) -> None:
    new = office.text("issues/004.yaml").replace("id: 4", "id: 6")
    amended = (
        "field: due",
        "was: 2021-10-31",
        "now: 2021-11-10",
        "approved_by: zhao",
        "note: Typo",
    )
    office.write("issues/006.yaml", new.replace("due: 2021-10-31", "due: 2021-11-10"))
    office.enter("issues/006.yaml", entry("2021-11-01", "amend", "wang", *amended))
    office.commit("wang")
    office.enter("issues/006.yaml", close())
    office.commit("chen")
    text = office.text("issues/006.yaml")
    office.write("issues/006.yaml", text.replace("2021-11-10", "2021-12-10"))
    office.commit("wang")


@cheat("closing what oneself submitted, the submission taken back first",
       "撤回自己的验收申请后销号", "own-submission", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    before = office.text(TWO)
    office.enter(TWO, entry("2021-11-19", "submit", "chen", "note: Done"))
    office.commit("chen")
    office.write(TWO, before)
    office.commit("chen")
    office.enter(TWO, close())
    office.commit("chen")


@cheat("the same on a branch that main has gone on from", "在主分支已有新记录的旧分支上如此",
       "own-submission", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    office.git("switch", "--quiet", "main")
    office.enter(TWO, entry("2021-11-18", "progress", "li", "note: Half"))
    office.enter(TWO, entry("2021-11-18", "progress", "li", "note: Most"))
    office.commit("li")
    office.git("switch", "--quiet", "--force-create", "request", "main~1")
    before = office.text(TWO)
    office.enter(TWO, entry("2021-11-19", "submit", "chen", "note: Done"))
    office.commit("chen")
    office.write(TWO, before)
    office.commit("chen")
    by_chen = ("-c", "user.name=Chen Wei", "-c", "user.email=chen@court.example")
    office.git(*by_chen, "merge", "--quiet", "--no-edit", "main")
    office.enter(TWO, close())
    office.commit("chen")


cheat("closing without a role that may", "无销号权限而销号", "not-a-closer", file=TWO)(
    enter(TWO, close(by="zhao"), "zhao")
)


@cheat("a role granted in the same request", "在同一请求中授予角色",
       "not-a-closer", "governed-with-entries", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    office.replace("ledger.yaml", "roles: [leader]", "roles: [leader, acceptor]")
    office.commit("wang")
    office.enter(TWO, close(by="zhao"))
    office.commit("zhao")


@cheat("policy loosened together with a closing", "放宽规则，同时销号",
       "governed-with-entries", "own-department", file="ledger.yaml")  # fmt: skip
def _(office: Office) -> None:
    office.replace("ledger.yaml", "four_eyes: true", "four_eyes: false")
    office.commit("wang")
    office.enter(TWO, close(by="zhou"))
    office.commit("zhou")


@cheat("an older policy kept while merging", "借合并之机恢复旧规则", "not-by-office",
       file="ledger.yaml")  # fmt: skip
def _(office: Office) -> None:
    office.git("switch", "--quiet", "main")
    office.replace("ledger.yaml", "extensions: 1", "extensions: 0")
    office.commit("wang", message="Fewer extensions")
    office.git("switch", "--quiet", "request")
    office.git("-c", "user.name=Li Na", "-c", "user.email=li@court.example",
               "merge", "--quiet", "--strategy", "ours", "main")  # fmt: skip


@cheat("what git makes of evidence changed", "改动git对佐证材料的处理", "not-by-office",
       file="evidence/.gitattributes")  # fmt: skip
def _(office: Office) -> None:
    office.write("evidence/.gitattributes", "* text eol=crlf\n")
    office.commit("li")


@cheat("a folder in the way of the ledger", "以文件夹遮挡台账", "second-ledger",
       file="../ledger.yaml/README")  # fmt: skip
def _(office: Office) -> None:
    office.write("../ledger.yaml/README", "x\n")
    office.commit("li")


@cheat("the ledger's folder made a link to a copy", "将台账文件夹换成指向副本的链接", "ledger-gone",
       file="ledger.yaml", options=("--ledger=data",))  # fmt: skip
def _(office: Office) -> None:
    (office.root).rename(office.top / "sample")
    office.root.symlink_to("sample")
    office.commit("li")


cheat("policy changed by somebody who is not the office", "由整改办以外的人改动规则",
      "not-by-office", file="ledger.yaml")(
    edit("ledger.yaml", "four_eyes: true", "four_eyes: false", by="zhou")
)  # fmt: skip


@cheat("known_until moved back", "将known_until提前", "known-until-back", file="ledger.yaml")
def _(office: Office) -> None:
    office.write("ledger.yaml", office.text("ledger.yaml") + "known_until: 2021-09-30\n")
    office.commit("wang")


cheat("an extension more than policy allows", "延期次数超过规定", "too-many-extensions", file=TWO)(
    enter(TWO, "".join(
        entry("2021-11-20", "extend", "li", f"to: 2022-0{month}-28", "approved_by: zhao",
              "note: Late")
        for month in (1, 2)
    ), "li")
)  # fmt: skip
cheat("an extension approved by somebody who may not", "由无权批准的人批准延期",
      "not-an-approver", file=TWO)(
    enter(TWO, entry("2021-11-20", "extend", "li", "to: 2022-01-28", "approved_by: chen",
                     "note: Late"), "li")
)  # fmt: skip


def _closed_late(office: Office) -> None:
    """The base has issue 2 closed, three weeks after its deadline."""
    office.git("switch", "--quiet", "main")
    office.enter(TWO, close())
    office.commit("chen", message="Close 2")
    office.git("switch", "--quiet", "--force-create", "request")


def on_time_again(*again: str) -> Attempt:
    """Somebody reopens what was closed late, with a distant deadline, and closes it at once."""

    def attempt(office: Office) -> None:
        _closed_late(office)
        event, *more = again
        office.enter(TWO, entry("2021-12-01", event, "chen", "to: 2022-12-31", *more, "note: Slip"))
        office.enter(TWO, close("2021-12-01"))
        office.commit("chen")

    return attempt


WRONG, RELAPSED = "approved_by: chen", "outcome: relapsed"
for name, zh, code, again in (
    ("closed late, reopened to a far day and closed again", "超期销号后重新整改至远期再销号",
     "not-approved", ("reopen",)),
    ("the same, approved by somebody who may not", "超期销号后经无权批准的人批准重新整改再销号",
     "not-an-approver", ("reopen", WRONG)),
    ("closed late, relapsed with a far deadline and closed again",
     "超期销号后以反弹为由另定远期再销号", "not-approved", ("review", RELAPSED)),
    ("the same relapse, approved by somebody who may not",
     "超期销号后经无权批准的人批准反弹时限再销号", "not-an-approver", ("review", RELAPSED, WRONG)),
):  # fmt: skip
    cheat(name, zh, code, file=TWO)(on_time_again(*again))


@cheat("more time by a reopening than policy allows", "以重新整改超过规定次数延后时限",
       "too-many-extensions", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    approved = ("approved_by: zhao", "note: Late")
    office.enter(TWO, entry("2021-11-20", "extend", "chen", "to: 2022-01-28", *approved))
    office.enter(TWO, close())
    office.enter(TWO, entry("2021-11-21", "reopen", "chen", "to: 2022-06-30", *approved))
    office.commit("chen")


@cheat("a late closing made timely by amending the deadline", "以更正时限使超期销号变为按期",
       "not-an-approver", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    _closed_late(office)
    office.replace(TWO, "due: 2021-10-31", "due: 2022-10-31")
    said = ("field: due", "was: 2021-10-31", "now: 2022-10-31", WRONG, "note: Typo")
    office.enter(TWO, entry("2021-12-01", "amend", "chen", *said))
    office.commit("chen")


@cheat("a truth amended to a number", "将真值更正为数字", "bad-amendment", "amendment-undone",
       file=TWO)  # fmt: skip
def _(office: Office) -> None:
    office.replace(TWO, "due: 2021-10-31\n", "due: 2021-10-31\nstanding: true\n")
    said = ("field: standing", "was: null", "now: 1", "approved_by: zhao", "note: Typo")
    office.enter(TWO, entry("2021-11-20", "amend", "wang", *said))
    office.commit("wang")


@cheat("a measure added to an issue that is closed", "在已销号的问题下新增措施",
       "closed-to-measures", file="measures/001-02.yaml")  # fmt: skip
def _(office: Office) -> None:
    second = office.text("measures/001-01.yaml").replace("number: 1", "number: 2")
    office.write("measures/001-02.yaml", second)
    office.commit("chen")


@cheat("an issue waived, and its measures left open", "问题不再整改而所属措施未了结",
       "open-under-waived", file="issues/005.yaml")  # fmt: skip
def _(office: Office) -> None:
    said = ("approved_by: zhao", "note: The office was dissolved")
    office.enter("issues/005.yaml", entry("2021-11-20", "waive", "wang", *said))
    office.commit("wang")


cheat("an entry dated before the base's last", "记录日期早于基线末条记录",
      "date-backwards", file=TWO)(enter(TWO, close("2021-09-15"), "chen"))  # fmt: skip
cheat("an entry dated in the future", "记录日期在将来", "date-future", file=TWO)(
    enter(TWO, close("2021-12-24"), "chen")
)


@cheat("a closing put in before the base's last entry", "在基线末条记录之前插入销号",
       "entry-between", "illegal-event", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    last = entry("2021-10-01", "progress", "li", "note: Begun")
    office.replace(TWO, last, close("2021-10-01") + last)
    office.commit("chen")


cheat("reopening without a reason", "重新整改而不说明理由", "missing-key", file=ONE, ends=3)(
    enter(ONE, entry("2021-11-20", "reopen", "chen", "to: 2022-03-31"), "chen")
)
cheat("an entry by somebody else", "冒用他人名义登记", "by-another", file=TWO)(
    enter(TWO, close(by="chen"), "li")
)
cheat("an entry by a stranger", "以非成员名义登记", "unknown-member", file=TWO)(
    enter(TWO, entry("2021-11-20", "progress", "office", "note: Done"), "li")
)


@cheat("an entry slipped in while merging", "借合并之机夹带记录", "by-another", file=TWO)
def _(office: Office) -> None:
    office.enter("issues/004.yaml", entry("2021-11-20", "start", "li"))
    office.commit("li")
    office.git("switch", "--quiet", "--create", "more", "main")
    office.enter("issues/005.yaml", entry("2021-11-20", "start", "li"))
    office.commit("li")
    office.git("-c", "user.name=Li Na", "-c", "user.email=li@court.example",
               "merge", "--quiet", "--no-commit", "request")  # fmt: skip
    office.enter(TWO, close(by="chen"))
    office.commit("li")


@cheat("a file without a byte as evidence", "以空文件作为佐证材料",
       "evidence-empty", "no-evidence", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    office.write(path_of("film", b""), b"")
    office.enter(TWO, close("2021-11-20", "chen", f"evidence:\n{piece('film', b'')}".rstrip("\n")))
    office.commit("chen")


@cheat("evidence with a title that nobody can see", "佐证材料的标题不可见", "blank", file=TWO,
       ends=3)  # fmt: skip
def _(office: Office) -> None:
    office.enter(TWO, close("2021-11-20", "chen", "evidence:", '  - document: "\u2800\u3164"'))
    office.commit("chen")


@cheat("evidence larger than policy allows", "佐证材料超过规定大小", "evidence-too-large", file=TWO)
def _(office: Office) -> None:
    data = bytes(2 * 1024 * 1024)
    office.write(path_of("film", data), data)
    office.enter(TWO, close("2021-11-20", "chen", f"evidence:\n{piece('film', data)}".rstrip("\n")))
    office.commit("chen")


def with_signers(office: Office, *names: str) -> None:
    """Commit a list of signers to the base."""
    office.git("switch", "--quiet", "main")
    office.write("allowed_signers", "".join(
        f'{name}@court.example namespaces="git" {office.key(name)}\n' for name in names
    ))  # fmt: skip
    office.commit("wang", message="Signers")
    office.git("switch", "--quiet", "--force-create", "request")


SIGNED = ("--signed",)


@cheat("not signed, where signatures are asked for", "要求签名而未签名", "unsigned",
       file=TWO, options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "chen", "li")
    office.enter(TWO, close(by="chen"))
    office.commit("chen")


@cheat("signed with a key that the base does not list", "所用密钥不在基线名单中", "unlisted-key",
       file=TWO, options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "li")
    office.enter(TWO, close(by="chen"))
    office.commit("chen", *office.sign("chen"))


@cheat("a key brought along in the same request", "在同一请求中自带密钥",
       "unlisted-key", "governed-with-entries", "not-by-office",
       file=TWO, options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "li")
    office.write("allowed_signers", f"chen@court.example {office.key('stranger')}\n")
    office.enter(TWO, close(by="chen"))
    office.commit("chen", *office.sign("stranger"))


@cheat("signed by somebody else, in another's name", "以他人名义登记，用自己的密钥签名",
       "signed-by-another", file=TWO, options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "chen", "li")
    office.enter(TWO, close(by="chen"))
    office.commit("chen", *office.sign("li"))


@cheat("a new issue in one member's name, signed by another",
       "以一名成员的名义新增问题，由另一人签名", "signed-by-another",
       file="issues/006.yaml", options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "chen", "li")
    office.write("issues/006.yaml", office.text("issues/004.yaml").replace("id: 4", "id: 6"))
    office.commit("chen", *office.sign("li"))


@cheat("a new file of evidence in one member's name, signed by another",
       "以一名成员的名义新增佐证材料，由另一人签名", "signed-by-another",
       file=path_of("photo", b"photo"), options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "chen", "li")
    office.write(path_of("photo", b"photo"), b"photo")
    office.commit("chen", *office.sign("li"))
    proof = ("evidence:\n" + piece("photo", b"photo")).rstrip("\n")
    office.enter(TWO, close("2021-11-20", "chen", proof))
    office.commit("chen", *office.sign("chen"))


@cheat("policy changed in one office member's name, signed by another",
       "以整改办一名成员的名义改动规则，由另一名成员签名", "signed-by-another",
       file="ledger.yaml", options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    office.replace("ledger.yaml", "roles: [leader]", "roles: [leader, office]")
    with_signers(office, "zhao")  # commits the line above to the base too
    office.replace("ledger.yaml", "extensions: 1", "extensions: 9")
    office.commit("wang", *office.sign("zhao"))


@cheat("a closing of before entered once more, by another", "由他人再次登记先前的销号",
       "signed-by-another", file=TWO, options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "chen", "li")
    office.enter(TWO, close(by="chen"))
    office.commit("chen", *office.sign("chen"))
    again = ("to: 2022-03-31", "approved_by: zhao", "note: Again")
    office.enter(TWO, entry("2021-11-20", "reopen", "li", *again))
    office.enter(TWO, close(by="chen"))
    office.commit("li", *office.sign("li"))


@cheat("a new issue changed by a stranger", "由外人改动新增的问题", "unsigned",
       file="issues/006.yaml", options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "wang")
    new = office.text("issues/004.yaml").replace("id: 4", "id: 6")
    office.write("issues/006.yaml", new)
    office.commit("wang", *office.sign("wang"))
    office.write("issues/006.yaml", new.replace("due: 2021-10-31", "due: 2031-10-31"))
    office.commit("Nobody <nobody@home.example>")


@cheat("a signature moved onto another commit", "将签名移到另一次提交上", "badly-signed",
       file=TWO, options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "chen")
    office.enter(TWO, close(by="chen"))
    office.commit("chen", *office.sign("chen"))
    said = office.git("cat-file", "commit", "HEAD").replace("\n\nChange", "\n\nAnother")
    (office.top.parent / "commit").write_text(said + "\n")
    path = str(office.top.parent / "commit")
    office.git("reset", "--quiet", "--hard", office.git("hash-object", "-t", "commit", "-w", path))


@cheat("history written anew under the base", "改写基线的历史", "history-rewritten",
       file="ledger.yaml")  # fmt: skip
def _(office: Office) -> None:
    office.git("switch", "--quiet", "--orphan", "anew")
    office.git("restore", "--source", "main", "--", ".")
    office.replace(ONE, "note: Half is done", "note: All is done")
    office.commit("chen")


@cheat("a push that leaves out what the base has", "推送时漏掉基线已有的内容", "not-from-base",
       file="ledger.yaml", options=("--ff-only",))  # fmt: skip
def _(office: Office) -> None:
    office.git("reset", "--quiet", "--hard", "HEAD~1")
    office.enter("issues/005.yaml", entry("2021-11-20", "start", "li"))
    office.commit("li")


@cheat("an entry that its author took back, brought in by another", "重新提交他人已撤回的记录",
       "by-another", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    office.enter(TWO, close(by="chen"))
    office.commit("chen")
    office.git("-c", "user.name=Chen Wei", "-c", "user.email=chen@court.example", "revert",
               "--no-edit", "HEAD")  # fmt: skip
    office.enter(TWO, close(by="chen"))
    office.commit("li")


@cheat("one address under two members", "同一邮箱列在两名成员名下", "listed-twice",
       file="ledger.yaml")  # fmt: skip
def _(office: Office) -> None:
    office.replace("ledger.yaml", "[zhou@court.example]", "[zhou@court.example, LI@court.example]")
    office.commit("wang")


@cheat("a commit of the base written anew", "改写基线中的一次提交", "cannot-be-merged", file=TWO)
def _(office: Office) -> None:
    office.git("reset", "--quiet", "--hard", "HEAD~1")
    office.enter(TWO, entry("2021-08-02", "start", "li"))
    office.enter(TWO, entry("2021-10-01", "progress", "li", "note: As good as done"))
    office.commit("li", message="Report")


@cheat("a record of the base that cannot be read, put in order as one likes",
       "基线记录无法读取，趁修复之机任意改写", "base-unreadable", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    whole = office.text(TWO)
    office.git("switch", "--quiet", "main")
    office.write(TWO, whole + "<<<<<<< ours\n")
    office.commit("wang")
    office.git("switch", "--quiet", "--force-create", "request")
    office.write(TWO, whole.replace("due: 2021-10-31", "due: 2031-10-31"))
    office.commit("li")


@cheat("a clone that holds only part of the history", "只取回部分历史的克隆", "shallow-clone",
       file="", ends=4)  # fmt: skip
def _(office: Office) -> None:
    office.enter(TWO, entry("2021-11-20", "progress", "li", "note: More"))
    office.commit("li")
    (office.top / ".git/shallow").write_text(office.git("rev-parse", "main") + "\n")


@cheat("an object replaced by another", "以替换对象掩盖原对象", "entry-altered", file=ONE)
def _(office: Office) -> None:
    office.replace(ONE, "note: Half is done", "note: All is done")
    office.commit("li")
    office.git("replace", "HEAD:data/issues/001.yaml", "main:data/issues/001.yaml")


@cheat("a record that is a link to a file outside", "以指向外部文件的链接充当记录", "link",
       file=TWO, ends=3)  # fmt: skip
def _(office: Office) -> None:
    outside = office.top / "outside.yaml"
    outside.write_text(office.text(TWO))
    (office.root / TWO).unlink()
    (office.root / TWO).symlink_to("../../outside.yaml")
    office.commit("li")


@cheat("two requests, each lawful, that break four eyes together",
       "两次请求分别合规，合并后违反双人复核", "own-department", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    office.enter(TWO, close(by="chen"))
    office.commit("chen")
    office.git("switch", "--quiet", "main")
    chen = "emails: [chen@court.example]\n    department: finance"
    office.replace("ledger.yaml", chen, chen.replace("finance", "enforcement"))
    office.commit("wang", message="Chen moves to Enforcement")
    office.git("switch", "--quiet", "request")


@cheat("two requests that leave a measure open under a closed issue",
       "两次请求合并后，问题已销号而措施未完成", "open-measures",
       file="issues/005.yaml")  # fmt: skip
def _(office: Office) -> None:
    closing = close()
    for file in ("measures/005-01.yaml", "measures/005-02.yaml", "issues/005.yaml"):
        office.enter(file, closing)
    office.commit("chen")
    office.git("switch", "--quiet", "main")
    third = office.text("measures/005-02.yaml").replace("number: 2", "number: 3")
    office.write("measures/005-03.yaml", third)
    office.commit("wang", message="Add 5.3")
    office.git("switch", "--quiet", "request")


def row(cheat: Cheat, message: str, chinese: bool) -> str:
    """A row of the table: the attempt, the file reported, and the message."""
    name = cheat.zh if chinese else cheat.name
    shown = message.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;")
    return f"| {name} | `{cheat.codes[0]}` | {shown} |"
