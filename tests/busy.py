"""A busy ledger: the real one eight months on, kept by members, with entries of every kind.

Only commands create it, each a whole process, as in an office; except for `instruments`, which are
amended by hand.
"""

import shlex
import shutil
from pathlib import Path

from ledgers import begin, commit, git
from runner import DATA, Runner
from transcript import IDENTITY

KNOWN_UNTIL = "2022-06-30"
FILES = {
    "minutes.pdf": b"%PDF-1.4 what was decided\n",
    "register.xlsx": b"rows of a register, twelve thousand of them\n" * 300,
    "report.docx": b"a report on enforcement\n" * 7,
    "photo.jpg": b"\xff\xd8 the notice board \xff\xd9",
}
MEMBERS = """\
members:
  - id: lin
    name: {zh: 林芳, en: Lin Fang}
    emails: [lin@court.example]
    department: general-office
    roles: [office]
  - id: he
    name: {zh: 何伟, en: He Wei}
    emails: [he@court.example]
    roles: [leader]
  - id: mo
    name: {zh: 莫兰, en: Mo Lan}
    emails: [mo@court.example]
    department: inspectorate
    roles: [acceptor]
  - id: su
    name: {zh: 苏敏, en: Su Min}
    emails: [su@court.example]
    department: enforcement
  - id: guo
    name: {zh: 郭强, en: Guo Qiang}
    emails: [guo@court.example]
    department: trial-management
    roles: [observer]
  - id: director
    name: {zh: 政治部主任, en: Director of the Political Department}
    emails: [director@court.example]
    department: political
    roles: [leader]
  - id: head
    name: {zh: 纪检监察组组长, en: Head of the Discipline Inspection Group}
    emails: [head@court.example]
    department: discipline
    roles: [leader]
"""
# In a ledger with members, a leader must be one of them.
LEADERS = {
    """\
    leader:
      zh: 政治部主任
      en: Director of the Political Department
""": "    leader: director\n",
    """\
    leader:
      zh: 纪检监察组组长
      en: Head of the Discipline Inspection Group
""": "    leader: head\n",
}
POLICY = {
    "measures: with": "measures: first",
    "closers: []": "closers: [office, acceptor]",
    "approvers: []": "approvers: [leader]",
    "four_eyes: false": "four_eyes: true",
}
# Date, author and command; `add` has neither of the first two.
STEPS = """
2021-11-02 su progress 12 --note "The platform is being tried out"
           -  add issue --title zh=涉案财物保管台账缺失 --title "en=No register of property held in cases" --section 1-4 --kind immediate --lead enforcement --support criminal --support finance --opened 2021-11-05
           -  add measure 58 --title zh=清点在库涉案财物 --title "en=Count what is held" --opened 2021-11-05
           -  add measure 58 --title zh=建立台账 --title "en=Set the register up" --lead criminal --due 2022-01-20 --opened 2021-11-08 --next "A first draft of the register"
2021-11-08 su start 58 58.1
2021-11-10 su submit 23 --note "All is done" --evidence report.docx
2021-11-15 lin return 23 --note "23.3 to 23.5 are not finished"
2021-11-20 mo close 23.3 23.4 23.5 --evidence register.xlsx --note "Seen on the spot"
2021-11-22 lin reopen 21 21.1 --to 2021-12-31 --approved-by he --note "Two payments were overlooked"
2021-11-25 su submit 23 --note "Now all is done" --evidence report.docx
           -  add issue --title zh=年轻干部轮岗不够 --title "en=Too little rotation of young officials" --section 3-4 --kind six-month --lead political --support party-committee --opened 2021-11-30
           -  add measure 59 --title zh=制定轮岗计划 --title "en=Draw up a plan of rotation" --opened 2021-11-30
           -  add measure 59 --title zh=落实第一批轮岗 --title "en=Carry out the first rotation" --opened 2021-11-30
2021-12-01 mo close 23 --document "Minutes of 1 December" --dated 2021-12-01
2021-12-02 mo start 59 59.1 59.2
2021-12-10 lin review 8 --outcome relapsed --to 2022-03-10 --approved-by he --note "Receptions without a list again"
2021-12-15 lin reopen 13 --to 2022-02-15 --approved-by he --note "The statistics were of another year"
           -  add issue --title zh=诉讼费退费超期 --title "en=Court fees paid back late" --section 2-4 --kind three-month --lead finance --support support-centre --opened 2021-12-20
           -  add measure 60 --title zh=全面清理未退诉讼费 --title "en=Clear all fees that are owed" --opened 2021-12-20
2022-01-05 lin close 21 --with-measures --evidence minutes.pdf --note "Both payments are made"
2022-01-10 lin waive 19.7 --approved-by he --note "Taken over by 19.8"
2022-01-10 lin review 9 --outcome relapsed --to 2022-04-10 --approved-by he --note "Old forms in use again"
2022-01-12 lin waive 18 --approved-by he --note "The institution has been dissolved" --document "Decision of the leading group" --dated 2022-01
2022-01-15 su extend 19 --to 2022-04-30 --approved-by he --note "The asset platform is late"
2022-01-18 lin extend 12 --with-measures --to 2022-03-31 --approved-by he --note "The exchange room moves"
2022-01-20 lin extend 54 --with-measures --to 2022-06-30 --approved-by he --note "The register of passports is late"
2022-01-24 lin extend 58.2 --to 2022-03-20 --approved-by he --note "The database is late"
2022-01-25 lin reassign 12 12.5 --lead research --note "Research takes the platform over"
2022-01-28 mo close 17 --result substantial --with-measures --document "Minutes of 28 January" --dated 2022-01-28
2022-01-28 lin amend 24 --field title --now zh=诉源治理力度不足 --now "en=Too little is done against disputes at their source" --note "As the notice has it" --approved-by he
2022-01-31 lin reassign 58 --support criminal --note "Finance has no part in it"
           -  add issue --title zh=司法统计数据复核机制不健全 --title "en=Judicial statistics are not double-checked" --section 1-2 --kind long-term --lead research --opened 2022-02-01
           -  add measure 61 --title zh=每季度复核一次 --title "en=Check them each quarter" --opened 2022-02-01
2022-02-01 lin waive 60 --approved-by he --note "Thought to be done elsewhere"
2022-02-10 lin reassign 22 --lead criminal --support enforcement --support discipline --note "The leading group wants it so"
2022-02-12 lin extend 58 --to 2022-05-31 --approved-by he --note "A month more"
2022-02-14 lin amend 58 --field deadline --now 2022-03-31 --note "The approval says March" --approved-by he
2022-02-15 mo close 20 --result substantial --with-measures --evidence minutes.pdf --evidence photo.jpg
2022-02-20 lin reopen 19.7 --to 2022-04-30 --approved-by he --note "19.8 does not cover it"
2022-02-20 mo close 8 --document "Minutes of 20 February" --dated 2022-02-20
2022-02-25 lin attach 21 --evidence report.docx --url https://court.example/notice --note "The receipts"
2022-02-28 lin amend 26 --field due --now 2021-09-30 --note "The list of tasks says September" --approved-by he
2022-03-01 lin progress 57 --note "The list of posts is agreed"
2022-03-01 lin reopen 60 60.1 --to 2022-05-31 --approved-by he --note "It is not done elsewhere"
2022-03-04 lin amend 28 --field kind --now three-month --note "The list of tasks says so" --approved-by he
2022-03-08 lin amend 34 --field lead --now inspectorate --note "It was theirs all along" --approved-by he
2022-03-08 lin amend 33 --field support --now political --now party-committee --note "As decided then" --approved-by he
           -  add issue --title zh=网上立案审核慢 --title "en=Online filing is slow" --section 1-3 --kind immediate --lead filing --opened 2022-03-15
           -  add measure 62 --title zh=增设审核专岗 --title "en=Appoint a person to check" --opened 2022-03-15
2022-03-16 mo start 62
2022-03-20 lin reassign 57 --with-measures --lead party-committee --note "Staff matters move"
2022-03-25 lin extend 12 --to 2022-05-31 --approved-by he --note "The move takes longer"
2022-03-28 lin reopen 25 --to 2022-04-30 --approved-by he --note "One survey was copied"
           -  add issue --title zh=廉政风险点排查不细 --title "en=Risks are not looked for in detail" --section 2-2 --kind three-month --lead discipline --standing --opened 2022-04-01
           -  add measure 63 --title zh=重新排查 --title "en=Look for them anew" --opened 2022-04-01
2022-04-02 lin start 63 63.1
2022-04-05 lin review 8 --outcome relapsed --to 2022-06-15 --approved-by he --note "And once more"
2022-04-10 mo close 17 --document "Minutes of 10 April" --dated 2022-04-10 --note "The rest is done too"
2022-04-15 lin review 7 14 15 16 --outcome held --note "Looked at on the spot"
2022-04-20 lin close 9 --evidence photo.jpg --note "The new forms are in use"
2022-04-22 lin extend 19 --to 2022-07-30 --approved-by he --note "Two assets are abroad"
2022-04-25 mo close 25 --result substantial --document "Minutes of 25 April" --dated 2022-04-25
2022-05-05 lin close 59.1 --evidence register.xlsx --evidence minutes.pdf
2022-05-10 mo submit 59 --note "The plan is carried out"
2022-05-16 lin return 59 --note "missing The second batch"
2022-05-20 mo close 60 --with-measures --evidence register.xlsx
           -  add issue --title zh=公众号更新不及时 --title "en=The public account is not kept up to date" --section 1-5 --kind immediate --lead publicity --opened 2022-05-20
2022-05-25 mo close 63 --with-measures --document "Minutes of 25 May" --dated 2022-05-25
2022-06-01 lin amend 47 --field section --now 3-2 --note "It belongs to Party work" --approved-by he
2022-06-02 lin amend 41 --field leader --now he --note "He was in charge" --approved-by he
2022-06-05 lin reopen 9 --to 2022-06-29 --approved-by he --note "One form was left out"
2022-06-08 lin reopen 38 38.1 --to 2022-06-30 --approved-by he --note "One allowance was not paid back"
           -  add issue --title zh=陪审员培训不足 --title "en=Too little training of lay judges" --section 1-1 --kind three-month --lead criminal --opened 2022-06-10
           -  add measure 65 --title zh=制定培训计划 --title "en=Draw up a plan of training" --opened 2022-06-10 --due 2022-07-31
2022-06-10 mo submit 62 --note "A person has been appointed" --evidence photo.jpg
2022-06-12 lin amend 22 --field next --now zh=每月报告进展 --now "en=Report each month" --note "It was left out" --approved-by he
2022-06-15 lin progress 61.1 --note "The first quarter is checked"
2022-06-20 lin close 38 38.1 --evidence minutes.pdf
2022-06-22 lin waive 65.1 --approved-by he --note "The higher court trains them"
2022-06-24 lin attach 59.1 8.1 --document "Photographs of the walk" --dated 2022-06
2022-06-28 lin close 9 --evidence photo.jpg --note "All forms are new"
2022-06-30 lin progress 13 --note "The statistics are being made anew"
"""  # noqa: E501
# What no command amends: two instruments and a figure that were unknown before.
BY_HAND = """\
  - date: 2022-06-25
    event: amend
    by: lin
    field: instruments
    was: null
    now:
      - title: 《关于进一步加强未结案件管理的通知》
        action: issued
      - title: 《轮岗管理办法（试行）》
        action: issued
        dated: 2022-04-18
      - title: 《轮岗实施细则》
        action: drafted
        dated: 2022-06
    approved_by: he
    note: They came of it
"""


def make(folder: Path, rectledger: Runner) -> Path:
    """Create the ledger in `folder`, which becomes a repository; return the ledger's path."""
    begin(folder)
    root = folder / "data"
    shutil.copytree(DATA, root)
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    _settle(root, {"members: []\n": MEMBERS, **LEADERS, **POLICY})
    (folder / ".gitignore").write_text("/*\n!/data\n", "utf-8")
    commit(folder, "The real ledger, with members")
    git(folder, "tag", "begun")
    then, now = ("timezone: Asia/Shanghai\n", "timezone: Asia/Shanghai\nknown_until: {}\n")
    _settle(root, {now.format("2021-10-31"): then})  # or each command would search for its last day
    for step in STEPS.splitlines():
        if step:
            _enter(folder, rectledger, *shlex.split(step))
    amended = root / "measures/059-01.yaml"
    before, log = amended.read_text("utf-8").split("log:\n")
    brought = BY_HAND.split("now:\n")[1].split("    approved_by")[0]
    instruments = brought.replace("      ", "  ")
    amended.write_text(f"{before}instruments:\n{instruments}log:\n{log}{BY_HAND}", "utf-8")
    _settle(root, {then: now.format(KNOWN_UNTIL)})
    commit(folder, "Known until the end of June")
    return root


def _enter(folder: Path, rectledger: Runner, *words: str) -> None:
    day, who, *command = ("", *words) if words[0] == "-" else words
    said = ["--date", day, "--by", who] if day else []
    done = rectledger(folder, *command, *said, "--no-commit", **IDENTITY)
    assert done.code == 0, f"{words}\n{done.said}"


def _settle(root: Path, changes: dict[str, str]) -> None:
    """Replace settings in `ledger.yaml`, wherever they occur."""
    file = root / "ledger.yaml"
    text = file.read_text("utf-8")
    for was, now in changes.items():
        assert was in text, was
        text = text.replace(was, now)
    file.write_text(text, "utf-8")


def not_counting_substantial(root: Path, copy: Path) -> Path:
    """Make `copy` of the same ledger, where substantially complete does not count as closed."""
    shutil.copytree(root.parent, copy)
    _settle(copy / "data", {"substantial_counts: true": "substantial_counts: false"})
    commit(copy, "What is substantially complete is not closed")
    return copy / "data"
