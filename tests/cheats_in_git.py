"""Attempts to cheat by means of git: names, trees, histories, refs, files above the ledger."""

import subprocess

from cheats import ONE, SIGNED, TWO, cheat, with_signers
from ledgers import ALONE
from office import Office, close, entry
from transcript import surroundings

FOUR, SIX = "issues/004.yaml", "issues/006.yaml"
AT = ("-c", "user.name=Stranger", "-c", "user.email=s@home.example")


def new_issue(office: Office, title: str = "Issue 6") -> str:
    return office.text(FOUR).replace("id: 4", "id: 6").replace("Issue 4", title)


@cheat("a folder whose name is two questions to git, to swap the list of signers",
       "以含换行的文件夹名偷换签名者名单", "unlisted-key", "unlisted-key", "unlisted-key",
       "name-unfit", "unlisted-key",
       file="allowed_signers", options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "wang")
    own = f'wang@court.example namespaces="git" {office.key("mallory")}\n'
    office.write("x", own)
    office.write("q/.gitattributes", "# mine\n")
    office.write("allowed_signers", own)
    office.replace("ledger.yaml", "four_eyes: true", "four_eyes: false")
    office.commit("wang", *office.sign("mallory"))
    commit = office.git("rev-parse", "HEAD")
    office.write(f"x\n{commit}:data/q/.gitattributes", "# ")
    office.commit("wang", *office.sign("mallory"))


def _added_and_removed(office: Office) -> str:
    """A stranger's issue is in the base's history but no longer in the base; returns the commit
    that has it."""
    office.write(SIX, new_issue(office, "Forged"))
    forged = office.commit("Stranger <s@home.example>")
    (office.root / SIX).unlink()
    office.commit("Stranger <s@home.example>")
    office.git("switch", "--quiet", "main")
    office.git(*AT, "merge", "--quiet", "--no-ff", "--no-edit", "request")
    return forged


def _merged_with(office: Office, commit: str) -> None:
    """A stranger's merge of HEAD and a commit, which takes issue 6 from that commit."""
    office.git("checkout", "--quiet", commit, "--", f"data/{SIX}")
    tree = office.git("write-tree")
    office.git("reset", "--quiet", "--hard")
    made = office.git(*AT, "commit-tree", "-p", "HEAD", "-p", commit, "-m", "Merge", tree)
    office.git("reset", "--quiet", "--hard", made)


@cheat("a new issue that no commit of the request brings in", "新增问题并非由请求中的提交带入",
       "of-nobody", "unsigned", file=SIX, options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "wang")
    forged = _added_and_removed(office)
    office.git("switch", "--quiet", "--force-create", "request")
    _merged_with(office, forged)


@cheat("a stranger takes an entry out of somebody's new issue", "外人删去他人新增问题的记录",
       "by-a-stranger", file=SIX)  # fmt: skip
def _(office: Office) -> None:
    new = new_issue(office, "New")
    office.write(SIX, new)
    office.enter(SIX, entry("2021-11-19", "progress", "chen", "note: Not done at all"))
    office.commit("chen")
    office.write(SIX, new)
    office.commit("Stranger <s@home.example>")


@cheat("a stranger's merge takes an entry out of somebody's new issue",
       "外人借合并删去他人新增问题的记录", "unsigned", file=SIX, options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "chen")
    office.write(SIX, new_issue(office, "New"))
    office.commit("chen", *office.sign("chen"))
    without = office.git("rev-parse", "HEAD")
    office.enter(SIX, entry("2021-11-19", "progress", "chen", "note: Not done at all"))
    office.commit("chen", *office.sign("chen"))
    _merged_with(office, without)


@cheat("a merge that swaps what somebody has signed", "借合并之机换掉他人已签名的内容",
       "of-nobody", "unsigned", file=SIX, options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "wang")
    forged = _added_and_removed(office)
    office.git("switch", "--quiet", "--force-create", "request")
    office.write(SIX, new_issue(office, "As Wang has it"))
    office.commit("wang", *office.sign("wang"))
    _merged_with(office, forged)


@cheat("a closing that was signed for another ledger", "将为另一台账签名的销号搬来使用",
       "history-not-from-base", file="ledger.yaml", options=SIGNED)  # fmt: skip
def _(office: Office) -> None:
    with_signers(office, "chen", "li")
    other = office.top.parent / "other"
    office.git("worktree", "add", "--quiet", "--detach", str(other))
    theirs = Office(other)
    theirs.git("switch", "--quiet", "--orphan", "theirs")
    theirs.git("restore", "--source", "main", "--", ".")
    theirs.commit("wang")
    theirs.enter(TWO, close())
    theirs.commit("chen", *office.sign("chen"))
    li = ("-c", "user.name=Li Na", "-c", "user.email=li@court.example")
    office.git(*li, "merge", "--quiet", "--allow-unrelated-histories", "--strategy", "ours",
               "--no-commit", "theirs")  # fmt: skip
    office.write(TWO, theirs.text(TWO))
    office.commit("li", *office.sign("li"))


cheat("names of files taken for patterns, by the environment", "借环境变量改变文件名的解释",
      "entry-altered", file=ONE, GIT_LITERAL_PATHSPECS="1", GIT_GLOB_PATHSPECS="1")(
    lambda office: _edited(office)
)  # fmt: skip
cheat("a diff that shows nothing, by the environment", "借环境变量使比较一无所见",
      "entry-altered", file=ONE, GIT_EXTERNAL_DIFF="true", GIT_CONFIG_COUNT="1",
      GIT_CONFIG_KEY_0="core.attributesFile", GIT_CONFIG_VALUE_0="/dev/stdin")(
    lambda office: _edited(office)
)  # fmt: skip


def _edited(office: Office) -> None:
    office.replace(ONE, "note: Half is done", "note: All is done")
    office.commit("li")


@cheat("a folder recorded with one file twice", "提交中的文件夹内同一文件出现两次",
       "malformed-tree", file="issues")  # fmt: skip
def _(office: Office) -> None:
    _one_issue_twice(office)


@cheat("a folder recorded with one file twice, and in order again in the next commit",
       "某提交的文件夹内同一文件出现两次，后一提交又恢复正常",
       "malformed-tree", file="issues")  # fmt: skip
def _(office: Office) -> None:
    _one_issue_twice(office)
    made = office.git(*AT, "commit-tree", "-p", "request", "-m", "Change", "main^{tree}")
    office.git("update-ref", "refs/heads/request", made)


@cheat("a folder beside the ledger with a name that leads into the ledger",
       "台账旁的文件夹中有指向台账内的名称", "malformed-tree", file="../other")  # fmt: skip
def _(office: Office) -> None:
    said = office.git("rev-parse", f"main:data/{ONE}")
    other = _tree(office, [f"100644 blob {said}\t../data/{ONE}"])
    entries = office.git("ls-tree", "main").splitlines()
    _brought(office, _tree(office, [*entries, f"40000 tree {other}\tother"]))


def _one_issue_twice(office: Office) -> None:
    said = office.text(ONE).replace("Half is done", "Nothing was done")
    (office.top.parent / "said").write_text(said)
    evil = office.git("hash-object", "-w", str(office.top.parent / "said"))
    entries = office.git("ls-tree", "main:data/issues").splitlines()
    twice = [entries[0].replace(entries[0].split()[2], evil), *entries]
    issues = _tree(office, twice)
    data = _replaced(office, "main:data", "issues", issues)
    _brought(office, _replaced(office, "main:", "data", data))


def _brought(office: Office, tree: str) -> None:
    made = office.git(*AT, "commit-tree", "-p", "main", "-m", "Change", tree)
    office.git("update-ref", "refs/heads/request", made)


def _replaced(office: Office, tree: str, name: str, sha: str) -> str:
    entries = office.git("ls-tree", tree).splitlines()
    return _tree(office, [
        f"{line.rsplit(None, 2)[0]} {sha}\t{name}" if line.endswith(f"\t{name}") else line
        for line in entries
    ])  # fmt: skip


def _tree(office: Office, entries: list[str]) -> str:
    """Build a tree of these entries, in the format of `ls-tree`, valid or not."""
    data = b""
    for line in entries:
        kept, _, name = line.partition("\t")
        mode, _kind, sha = kept.split()
        data += f"{mode.lstrip('0')} {name}\0".encode() + bytes.fromhex(sha)
    command = ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"]
    plain = {k: v for k, v in surroundings().items() if not k.startswith("GIT_")}
    done = subprocess.run(
        command, cwd=office.top, input=data, capture_output=True, check=True, env={**plain, **ALONE}
    )
    return done.stdout.decode().strip()


@cheat("an attributes file above the ledger", "在台账上层以.gitattributes改变其文件的编码",
       "not-by-office", file="../.gitattributes")  # fmt: skip
def _(office: Office) -> None:
    office.write("../.gitattributes", "*.yaml working-tree-encoding=UTF-16LE-BOM\n")
    office.git("-c", "user.name=Li Na", "-c", "user.email=li@court.example",
               "commit", "--quiet", "--allow-empty", "-m", "Begin")  # fmt: skip
    office.git("add", ".gitattributes")
    office.git("-c", "user.name=Li Na", "-c", "user.email=li@court.example",
               "commit", "--quiet", "-m", "Change")  # fmt: skip


@cheat("records to come hidden from git, from above", "在台账上层以.gitignore隐去以后的记录",
       "not-by-office", file="../.gitignore")  # fmt: skip
def _(office: Office) -> None:
    office.write("../.gitignore", "00[6-9].yaml\n")
    office.commit("li")


@cheat("settings under another spelling of the folder", "以大小写不同的文件夹名另放设置",
       "name-clash", file="../Data/ledger.yaml")  # fmt: skip
def _(office: Office) -> None:
    settings = office.text("ledger.yaml").replace("four_eyes: true", "four_eyes: false")
    office.write("../Data/ledger.yaml", settings)
    office.commit("li")


for name, zh, file in (
    ("a record under another spelling", "以大小写不同的名称另放记录", "Issues/001.yaml"),
    ("signers under another spelling", "以大小写不同的名称另放签名者名单", "Allowed_signers"),
    ("attributes under another spelling", "以大小写不同的名称另放属性文件",
     "evidence/.GITATTRIBUTES"),
    ("evidence under a name with an invisible character", "以含不可见字符的名称另放佐证材料",
     "evid\u200bence/001/minutes.pdf"),
):  # fmt: skip
    cheat(name, zh, "name-clash", file=file.replace("\u200b", "\\u200b"))(
        lambda office, file=file: (office.write(file, "x\n"), office.commit("li"))  # type: ignore[misc]
    )


for name, zh, file in (
    ("a record in the folder by its short name on Windows", "以Windows短文件名另放记录",
     "DATA~1/issues/006.yaml"),
    ("a record behind a name with backslashes", "以含反斜杠的名称另放记录",
     "data\\issues\\006.yaml"),
    ("a record in the folder by the name of its stream", "以文件夹的数据流名另放记录",
     "data::$INDEX_ALLOCATION/issues/006.yaml"),
    ("attributes above the ledger by their short name", "在台账上层以短文件名另放属性文件",
     "GITATT~1"),
):  # fmt: skip
    cheat(name, zh, "name-unfit", file="../" + file.partition(":")[0])(
        lambda office, file=file: (office.write(f"../{file}", "x\n"), office.commit("li"))  # type: ignore[misc]
    )


@cheat("a file that Windows cannot have", "使用Windows不能使用的文件名", "name-unfit",
       file="minutes/aux.txt")  # fmt: skip
def _(office: Office) -> None:
    office.write("minutes/aux.txt", "x\n")
    office.commit("li")


@cheat("a tag called like the base, on the request itself", "将标签取作与基线同名，指向请求本身",
       "entry-altered", file=ONE)  # fmt: skip
def _(office: Office) -> None:
    _edited(office)
    office.git("tag", "main", "request")


@cheat("the other side's measure kept under a number given twice",
       "同一编号给了两次，合并后措施归到另一问题", "number-given-twice",
       file="measures/006-01.yaml")  # fmt: skip
def _(office: Office) -> None:
    office.write(SIX, new_issue(office, "The finding of the branch"))
    office.commit("wang")
    office.write("measures/006-01.yaml", office.text("measures/005-01.yaml").replace("5", "6", 1))
    office.commit("wang")
    office.git("switch", "--quiet", "main")
    office.write(SIX, new_issue(office, "The finding of main"))
    office.commit("wang")
    office.git("switch", "--quiet", "request")
    office.git("-c", "user.name=Wang Fang", "-c", "user.email=wang@court.example",
               "merge", "--quiet", "main", check=False)  # fmt: skip
    office.git("checkout", "--quiet", "--theirs", f"data/{SIX}")
    office.commit("wang")


@cheat("a number given again whose record was deleted", "将已删除事项的编号给予另一事项",
       "number-given-again", file=SIX)  # fmt: skip
def _(office: Office) -> None:
    office.git("switch", "--quiet", "main")
    office.write(SIX, new_issue(office, "The first"))
    office.commit("wang")
    office.git("rm", "--quiet", f"data/{SIX}")
    office.commit("wang")
    office.git("switch", "--quiet", "request")
    office.write(SIX, new_issue(office, "The second"))
    office.commit("wang")


@cheat("an older policy kept by the office while merging", "整改办借合并恢复旧规则",
       "governed-by-nobody", file="ledger.yaml")  # fmt: skip
def _(office: Office) -> None:
    office.git("switch", "--quiet", "main")
    office.replace("ledger.yaml", "extensions: 1", "extensions: 0")
    office.commit("wang", message="Fewer extensions")
    office.git("switch", "--quiet", "request")
    office.enter("issues/004.yaml", entry("2021-11-20", "start", "li"))
    office.commit("li")
    office.git("reset", "--quiet", "--hard", "HEAD~1")
    office.git("-c", "user.name=Wang Fang", "-c", "user.email=wang@court.example",
               "merge", "--quiet", "--strategy", "ours", "main")  # fmt: skip


@cheat("settings put in another order while merging what the office changed",
       "借合并整改办的改动，调换其他设置的次序", "not-by-office", file="ledger.yaml")  # fmt: skip
def _(office: Office) -> None:
    office.git("switch", "--quiet", "--create", "side")
    office.write("../README", "x\n")
    office.commit("li")
    office.git("switch", "--quiet", "request")
    office.replace("ledger.yaml", "extensions: 1", "extensions: 2")
    office.commit("wang")
    office.git("-c", "user.name=Li Na", "-c", "user.email=li@court.example",
               "merge", "--quiet", "--no-commit", "--no-ff", "side")  # fmt: skip
    one, two = "  enforcement: {name: Enforcement}\n", "  finance: {name: Finance}\n"
    office.replace("ledger.yaml", one + two, two + one)
    office.commit("li")


@cheat("a new issue by a stranger, where one member has no address",
       "有一名成员未列邮箱，外人趁机新增问题", "by-a-stranger", file=SIX)  # fmt: skip
def _(office: Office) -> None:
    office.git("switch", "--quiet", "main")
    office.replace("ledger.yaml", "    emails: [zhao@court.example]\n", "")
    office.commit("wang")
    office.git("switch", "--quiet", "--force-create", "request")
    office.write(SIX, new_issue(office))
    office.commit("Stranger <s@home.example>")


@cheat("a new issue by somebody who is no member", "非成员新增问题", "by-a-stranger", file=SIX)
def _(office: Office) -> None:
    office.write(SIX, new_issue(office))
    office.commit("Stranger <s@home.example>")


@cheat("an entry that its author took back, kept by another while merging",
       "他人借合并保留已撤回的记录", "by-another", file=TWO)  # fmt: skip
def _(office: Office) -> None:
    office.enter(TWO, close(by="chen"))
    office.commit("chen")
    chen = ("-c", "user.name=Chen Wei", "-c", "user.email=chen@court.example")
    office.git(*chen, "revert", "--no-edit", "HEAD")
    made = office.git("-c", "user.name=Li Na", "-c", "user.email=li@court.example", "commit-tree",
                      "-p", "HEAD", "-p", "HEAD~1", "-m", "Merge", "HEAD~1^{tree}")  # fmt: skip
    office.git("reset", "--quiet", "--hard", made)
