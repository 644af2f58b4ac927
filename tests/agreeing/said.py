"""How screens and documents word their numbers: the only place that knows the wording.

A pattern is a sentence or part of one; its groups name the numbers in it: `i_closed` of issues,
`m_closed` of measures, and others that `numbers_of` knows. A pattern that begins with `OPTIONAL`
may be missing when its first number is 0, and a group that ends in `_` whenever it is 0. Text that
no pattern matches must not contain numbers.
"""

from dataclasses import dataclass

OPTIONAL = "?:"
I_SHARE = r"(?P<i_closed>\d+)/(?P<i_total>\d+)"
M_SHARE = r"(?P<m_closed>\d+)/(?P<m_total>\d+)"
ON_TIME = r"(?P<i_on_time>\d+)/(?P<i_with_deadline>\d+)"
HELD = r"(?P<i_held>\d+)/(?P<i_fell_due>\d+)"
I_RATE = r"(?P<i_rate>[\d.]+%|–)"
M_RATE = r"(?P<m_rate>[\d.]+%|–)"


def _totals(names: dict[str, str], pattern: str) -> tuple[str, ...]:
    """The wording of each named total, declared and counted."""
    return tuple(
        pattern.format(
            name=name,
            declared=rf"(?P<d_{code}_>\d+)",
            day=r"(?P<totals_day_>[\d-]+)",
            counted=rf"(?P<t_{code}_>\d+)",
            counted_=rf"(?P<t_{code}__>\d+)",
        )
        for code, name in names.items()
    )


@dataclass(frozen=True)
class Said:
    """The wording of one language. `headers` maps the headers of every table to their columns."""

    status: tuple[str, ...]
    totals: tuple[str, ...]
    notice: tuple[str, ...]
    bulletin: tuple[str, ...]
    overdue: tuple[str, ...]
    evidence: tuple[str, ...]
    caption: tuple[str, ...]
    closed_of: str  # under the dashboard's rate
    tiles: dict[str, tuple[str, ...]]  # the titles of the dashboard's tiles, and their numbers
    states: dict[str, str]  # the dashboard's filters, and what each counts
    lists: dict[str, str]  # the bulletin's lists, by the first words of their headings
    screens: dict[str, str]  # the on-screen tables of urgent items, by title
    instruments: str
    items: str
    entries: str
    rows: str
    pieces: str
    substantial: dict[bool, str]
    headers: dict[str, str]
    no_issue: str  # what each says when it is empty
    leads: tuple[str, ...]  # the sections on the sheets of departments
    all: str
    nobody: str


EN = Said(
    status=(
        r"(?P<i_total>\d+) issues?",
        rf"(?P<i_closed>\d+) closed \({I_RATE}\)",
        r"(?P<i_ongoing>\d+) ongoing",
        r"  (?P<i_overdue>\d+) overdue",
        OPTIONAL + r"(?<=  )(?P<i_waived>\d+) waived",
        rf"{OPTIONAL}Of the closed: {ON_TIME} on time",
        rf"{OPTIONAL}of those due: {HELD} on time",
        OPTIONAL + r"(?P<i_standing>\d+) kept up as routine",
        OPTIONAL + r"(?P<i_substantial>\d+) substantially complete",
        OPTIONAL + r"(?P<i_relapsed>\d+) relapsed \((?P<i_relapses>\d+) times?\)",
        OPTIONAL + r"(?P<i_reopened>\d+) reopened \((?P<i_reopenings>\d+) times?\)",
        rf"Measures: (?P<m_closed>\d+) of (?P<m_total>\d+) closed \({M_RATE}\)",
        r", (?P<m_overdue>\d+) overdue",
        OPTIONAL + r", (?P<m_waived>\d+) waived",
    ),
    totals=(
        OPTIONAL + r"Control totals that match as of (?P<totals_day>[\d-]+):",
        *_totals(
            {
                "issues": "issues", "aspects": "aspects", "sections": "sections",
                "closed": "closed issues", "standing": "issues kept up as routine",
                "ongoing": "ongoing issues", "substantial": "substantially complete issues",
            },
            r"(?<=[:,] ){name} {counted}(?=,|$)"
            r"|^{name}: {declared} declared as of {day}, but {counted_} counted$",
        ),
        *_totals(
            {"measures": "measures", "instruments": "instruments"},
            r"^{name}: {declared} declared as of {day}, {counted} listed here; .*$",
        ),
    ),
    notice=(
        r"concerns? (?P<sections>\d+) sections? in (?P<aspects>\d+) aspects?, and",
        r"broken down into (?P<first_issues>\d+) issues?",
        OPTIONAL + r"; (?P<added>\d+) (?:was|were) added later, (?P<i_total>\d+)",
        rf"\. (?P<i_closed_>\d+) of them (?:is|are) closed \({I_SHARE}, {I_RATE}\)",
        OPTIONAL + r", of which (?P<i_standing>\d+) (?:is|are) kept up as routine",
        r"; (?P<i_ongoing>\d+) (?:is|are) ongoing",
        OPTIONAL + r", of which (?P<i_overdue>\d+) (?:is|are) overdue",
        OPTIONAL + r"(?<!ongoing); (?P<i_waived>\d+) (?:is|are) waived\.",
        OPTIONAL + r"ubstantially complete issues \((?P<i_substantial>\d+)\) are counted",
        OPTIONAL + r"(?P<i_relapsed>\d+) relapsed \((?P<i_relapses>\d+) times?\)",
        OPTIONAL + r"(?P<i_reopened>\d+) reopened \((?P<i_reopenings>\d+) times?\)",
        r"Of (?P<m_total>\d+) measures?(?: listed here)?, (?P<m_closed>\d+) (?:is|are) closed and "
        r"(?P<m_ongoing>\d+) (?:is|are) ongoing",
        OPTIONAL + r"(?<=ongoing); (?P<m_waived>\d+) (?:is|are) waived\.",
        OPTIONAL + r"Instruments issued: (?P<issued>\d+); revised: (?P<revised>\d+); "
        r"being drafted: (?P<drafted>\d+)\.",
    ),
    bulletin=(
        r"Issues: (?P<i_total>\d+)\.",
        rf"Closed: {I_SHARE} \({I_RATE}\); ongoing: (?P<i_ongoing>\d+); waived: (?P<i_waived>\d+)",
        r"\. Overdue: (?P<i_overdue>\d+); extended: (?P<i_extended>\d+)",
        rf"closed on time: {ON_TIME}; on time, of those due: {HELD}",
        r"kept up as routine: (?P<i_standing>\d+); reviews due: (?P<i_reviews_due>\d+)",
        r"; (?P<i_substantial>\d+) substantially complete",
        OPTIONAL + r"(?P<i_relapsed>\d+) relapsed \((?P<i_relapses>\d+) times?\)",
        OPTIONAL + r"(?P<i_reopened>\d+) reopened \((?P<i_reopenings>\d+) times?\)",
        rf"Measures: (?P<m_all>\d+)\. Closed: {M_SHARE} \({M_RATE}\)",
        r"ongoing: (?P<m_ongoing>\d+); waived: (?P<m_waived>\d+); overdue: (?P<m_overdue>\d+)",
    ),
    overdue=(
        r"within (?P<due_soon_days>\d+) days?\)\. Green",
        r"## Issues\s+Still to be done: (?P<i_ongoing>\d+)\. Red: (?P<i_overdue>\d+); yellow: "
        r"(?P<i_due_soon>\d+); green: (?P<i_later>\d+); no light: (?P<i_unlit>\d+)",
        r"## Measures\s+Still to be done: (?P<m_ongoing>\d+)\. Red: (?P<m_overdue>\d+); yellow: "
        r"(?P<m_due_soon>\d+); green: (?P<m_later>\d+); no light: (?P<m_unlit>\d+)",
        r"## Reviews due: (?P<i_reviews_due>\d+)",
    ),
    evidence=(
        r"Pieces of evidence: (?P<pieces>\d+)\. In the ledger: (?P<of_files>\d+) "
        r"\((?P<files>\d+) files?, (?P<bytes>[\d,]+) bytes\); kept elsewhere: "
        r"(?P<references>\d+)\.",
        OPTIONAL + r"## Checksums \(SHA-256\)",
        OPTIONAL + r"sha256sum",
    ),
    caption=(
        r"On (?P<day>[\d-]+), (?P<i_closed>\d+) of (?P<i_total>\d+) issues were closed; "
        r"(?P<due>\d+) were due by then, (?P<first_due>\d+) by their first deadlines; "
        r"(?P<i_overdue>\d+) were overdue\.",
    ),
    closed_of=r"(?P<i_closed>\d+) of (?P<i_total>\d+) issues? closed"
    r"(?:, (?P<i_waived>\d+) waived)?",
    tiles={
        "Issues": ("i_total",),
        "Ongoing": ("i_ongoing",),
        "Overdue": ("i_overdue",),
        "Due within 30 days": ("i_due_soon",),
        "Reviews due": ("i_reviews_due",),
        "Kept up as routine": ("i_standing",),
        "Closed on time": ("i_on_time", "i_with_deadline", "on_time_rate"),
        "On time, of those due": ("i_held", "i_fell_due", "held_rate"),
        "Measures closed": ("m_closed", "m_total", "m_rate", "m_waived?"),
        "Measures overdue": ("m_overdue",),
        "Relapsed": ("i_relapsed", "i_relapses"),
        "Reopened": ("i_reopened", "i_reopenings"),
        "Waived": ("i_waived",),
    },
    states={
        "ongoing": "i_ongoing", "open": "i_open", "under way": "i_active",
        "submitted": "i_submitted", "closed": "i_closed", "waived": "i_waived",
        "substantially complete": "i_substantial", "complete": "i_substantial",
        "kept up as routine": "i_standing", "overdue": "i_overdue", "due soon": "i_due_soon",
        "review due": "i_reviews_due",
    },
    lists={
        "Newly closed": "closed", "No longer closed": "reopened", "Newly extended": "extended",
        "Extended": "extended", "Other changes": "otherwise", "Overdue": "overdue",
        "Due soon": "due_soon",
    },
    screens={
        r"Overdue measures of other issues: (\d+)": "behind", r"Overdue: (\d+)": "overdue",
        r"Reviews due: (\d+)": "reviews_due", r"Due within 60 days: (\d+)": "within",
        "Overdue": "overdue", "Reviews due": "reviews_due", "Due soon": "due_soon",
    },
    instruments=r"(\d+) instruments?",
    items=r"(\d+) items?",
    entries=r"(\d+) entr(?:y|ies)",
    rows=r"(\d+) rows?",
    pieces=r"## 5\. Evidence: (\d+)",
    substantial={
        True: "{n} substantially complete (counted as closed, by policy)",
        False: "{n} substantially complete (counted as ongoing, by policy)",
    },
    headers={
        "No.": "ref", "Number": "number", "Issue no.": "number", "Measure number": "measure",
        "Measure no.": "measure", "Title": "title", "Measure": "title", "Specific issue": "issue",
        "Rectification measures": "measures", "Rectification measure": "title",
        "Kind": "kind", "Lead department": "lead", "Supporting departments": "free",
        "Supporting": "free", "Aspect": "free", "Section": "free", "Heading": "free",
        "Its part": "free", "Opened": "opened", "First deadline": "due", "Deadline": "deadline",
        "Deadline in force": "deadline", "Overdue by": "over", "Leads or supports": "free",
        "Extensions": "extensions", "Relapses": "relapses",
        "Reopenings": "reopenings", "Days overdue": "days_over",
        "Days past the first deadline": "days_over_first", "Over": "over",
        "Routine (yes or no)": "standing", "Routine": "standing", "Completion": "state",
        "State": "state", "Progress": "free", "Progress and results": "free",
        "Progress, or why not done": "free", "What changed": "changed", "Evidence": "free",
        "Closed on": "closed_on", "Closed": "closed_on", "Closed on time?": "on_time",
        "On time": "on_time", "Accepted by": "free", "Next steps": "free",
        "Next review": "review", "Review due": "review", "Days since": "review_over",
        "Remarks": "free", "Days left": "days_left", "Became overdue?": "newly_overdue",
        "Light": "light", "Instruments": "free", "Figures": "free", "Results": "free",
        "Last entry on": "last_entry", "Last note": "free", "Last note on": "free",
        "As of": "day",
        # Of groups.
        "Rank": "rank", "Issues led": "i_total", "Issues supported": "supporting",
        "Issues closed": "i_share", "Rate": "i_rate", "Ongoing": "i_ongoing",
        "Waived": "i_waived", "Overdue": "i_overdue", "Extended": "i_extended",
        "Closed on time": "on_time_share", "On time, of those due": "held_share",
        "Relapsed": "i_relapsed", "Reopened": "i_reopened", "Measures closed": "m_share",
        "Measures waived": "m_waived", "Closed, with a deadline": "i_with_deadline",
        "Fell due": "i_fell_due",
        "Measures led": "m_total", "Closed: change": "closed_change",
        "Overdue: change": "overdue_change", "Rank: change": "rank_change",
        "issues": "i_total", "closed": "i_closed", "routine": "i_standing",
        "ongoing": "i_ongoing", "waived": "i_waived", "overdue": "i_overdue",
    },
    no_issue=r"^None\.$",
    leads=("Leads", "Supports", "Leads a measure", "Supports a measure"),
    all="All",
    nobody="(not assigned)",
)  # fmt: skip


ZH = Said(
    status=(
        r"问题(?P<i_total>\d+)个",
        rf"已销号(?P<i_closed>\d+)个（{I_RATE}）",
        r"在整改(?P<i_ongoing>\d+)个",
        r"  超期(?P<i_overdue>\d+)个",
        OPTIONAL + r"  不再整改(?P<i_waived>\d+)个",
        rf"{OPTIONAL}已销号中：按期完成{ON_TIME}",
        rf"{OPTIONAL}已到期的问题中按期完成{HELD}",
        OPTIONAL + r"常态化(?P<i_standing>\d+)个",
        OPTIONAL + r"基本完成(?P<i_substantial>\d+)个",
        OPTIONAL + r"反弹(?P<i_relapsed>\d+)个（(?P<i_relapses>\d+)次）",
        OPTIONAL + r"重新整改(?P<i_reopened>\d+)个（(?P<i_reopenings>\d+)次）",
        rf"措施(?P<m_total>\d+)项，已销号(?P<m_closed>\d+)项（{M_RATE}）",
        r"，超期(?P<m_overdue>\d+)项",
        OPTIONAL + r"，不再整改(?P<m_waived>\d+)项",
    ),
    totals=(
        OPTIONAL + r"截至(?P<totals_day>[\d-]+)，下列控制总数相符：",
        *_totals(
            {
                "issues": "问题", "aspects": "方面", "sections": "主要问题",
                "closed": "已销号问题", "standing": "常态化问题",
                "ongoing": "在整改问题", "substantial": "基本完成问题",
            },
            r"(?<=[：、]){name} {counted}(?=、|$)"
            r"|^{name}：截至{day}公布数为{declared}，台账计数为{counted_}$",
        ),
        *_totals(
            {"measures": "措施", "instruments": "制度文件"},
            r"^{name}：截至{day}公布数为{declared}，台账列有{counted}；.*$",
        ),
    ),
    notice=(
        r"涉及(?P<aspects>\d+)个方面、(?P<sections>\d+)项主要问题",
        r"分解为(?P<first_issues>\d+)个整改问题",
        OPTIONAL + r"，此后新增(?P<added>\d+)个，共(?P<i_total>\d+)个",
        rf"。已完成整改(?P<i_closed_>\d+)个（{I_SHARE}，{I_RATE}）",
        OPTIONAL + r"，其中转入常态化推进(?P<i_standing>\d+)个",
        r"；仍在整改(?P<i_ongoing>\d+)个",
        OPTIONAL + r"，其中超期(?P<i_overdue>\d+)个",
        OPTIONAL + r"；不再整改(?P<i_waived>\d+)个。",
        OPTIONAL + r"基本完成的(?P<i_substantial>\d+)个计入",
        OPTIONAL + r"反弹(?P<i_relapsed>\d+)个（(?P<i_relapses>\d+)次）",
        OPTIONAL + r"重新整改(?P<i_reopened>\d+)个（(?P<i_reopenings>\d+)次）",
        r"(?:所列)?整改措施共(?P<m_total>\d+)项：已完成(?P<m_closed>\d+)项，"
        r"尚未完成(?P<m_ongoing>\d+)项",
        OPTIONAL + r"，不再整改(?P<m_waived>\d+)项",
        OPTIONAL + r"出台制度文件(?P<issued>\d+)件，修订(?P<revised>\d+)件，"
        r"起草中(?P<drafted>\d+)件",
    ),
    bulletin=(
        r"整改问题共(?P<i_total>\d+)个",
        rf"：已销号{I_SHARE}（{I_RATE}），在整改(?P<i_ongoing>\d+)个，不再整改(?P<i_waived>\d+)个",
        r"。超期(?P<i_overdue>\d+)个，延期(?P<i_extended>\d+)个",
        rf"按期完成{ON_TIME}（已到期的问题中按期完成{HELD}）",
        r"常态化(?P<i_standing>\d+)个，应开展“回头看”(?P<i_reviews_due>\d+)个",
        r"；基本完成(?P<i_substantial>\d+)个",
        OPTIONAL + r"反弹(?P<i_relapsed>\d+)个（(?P<i_relapses>\d+)次）",
        OPTIONAL + r"重新整改(?P<i_reopened>\d+)个（(?P<i_reopenings>\d+)次）",
        rf"整改措施共(?P<m_all>\d+)项：已销号{M_SHARE}（{M_RATE}）",
        r"，在整改(?P<m_ongoing>\d+)项，不再整改(?P<m_waived>\d+)项，超期(?P<m_overdue>\d+)项",
    ),
    overdue=(
        r"黄：临期（(?P<due_soon_days>\d+)天内）；绿：(?P<soon_days>\d+)天后到期",
        r"未完成(?P<i_ongoing>\d+)个：红(?P<i_overdue>\d+)个，黄(?P<i_due_soon>\d+)个，"
        r"绿(?P<i_later>\d+)个，不设灯(?P<i_unlit>\d+)个",
        r"未完成(?P<m_ongoing>\d+)项：红(?P<m_overdue>\d+)项，黄(?P<m_due_soon>\d+)项，"
        r"绿(?P<m_later>\d+)项，不设灯(?P<m_unlit>\d+)项",
        r"## 应开展“回头看”（(?P<i_reviews_due>\d+)个）",
    ),
    evidence=(
        r"共(?P<pieces>\d+)件次：台账内文件(?P<of_files>\d+)件次"
        r"（(?P<files>\d+)个文件，(?P<bytes>[\d,]+)字节）；"
        r"另行存放的文件和网页(?P<references>\d+)件次",
        OPTIONAL + r"## 文件校验值（SHA-256）",
        OPTIONAL + r"sha256sum",
    ),
    caption=(
        r"截至(?P<day>[\d-]+)，(?P<i_total>\d+)个问题中已销号(?P<i_closed>\d+)个；"
        r"按现行时限应完成(?P<due>\d+)个，按首次时限应完成(?P<first_due>\d+)个；"
        r"超期(?P<i_overdue>\d+)个",
    ),
    closed_of=r"(?P<i_total>\d+)个问题，已销号(?P<i_closed>\d+)个"
    r"(?:、不再整改(?P<i_waived>\d+)个)?",
    tiles={
        "问题数": ("i_total",),
        "在整改": ("i_ongoing",),
        "超期": ("i_overdue",),
        "临期（30天内）": ("i_due_soon",),
        "应开展“回头看”": ("i_reviews_due",),
        "常态化": ("i_standing",),
        "按期完成": ("i_on_time", "i_with_deadline", "on_time_rate"),
        "到期按期完成": ("i_held", "i_fell_due", "held_rate"),
        "措施销号": ("m_closed", "m_total", "m_rate", "m_waived?"),
        "超期措施": ("m_overdue",),
        "反弹": ("i_relapsed", "i_relapses"),
        "重新整改": ("i_reopened", "i_reopenings"),
        "不再整改": ("i_waived",),
    },
    states={
        "在整改": "i_ongoing", "未启动": "i_open", "整改中": "i_active", "待验收": "i_submitted",
        "已销号": "i_closed", "不再整改": "i_waived", "基本完成": "i_substantial",
        "常态化": "i_standing", "超期": "i_overdue", "临期": "i_due_soon",
        "应开展“回头看”": "i_reviews_due",
    },
    lists={
        "新销号": "closed", "销号后反弹或重新整改": "reopened", "新延期": "extended",
        "延期": "extended", "其他变化": "otherwise", "超期": "overdue", "临期": "due_soon",
    },
    screens={
        r"其他问题的超期措施：(\d+)项": "behind", r"超期：(\d+)[个项]": "overdue",
        r"应开展“回头看”：(\d+)个": "reviews_due", r"临期（60天内）：(\d+)个": "within",
        "超期": "overdue", "应开展“回头看”": "reviews_due", "临期": "due_soon",
    },
    instruments=r"制度文件(\d+)件",
    items=r"共(\d+)个",
    entries=r"共(\d+)条",
    rows=r"(\d+)行",
    pieces=r"## 五、佐证材料（(\d+)件次）",
    substantial={
        True: "基本完成{n}个（按台账规则计入已销号）",
        False: "基本完成{n}个（按台账规则计入在整改）",
    },
    headers={
        "编号": "ref", "序号": "number", "问题编号": "number", "措施序号": "measure",
        "事项": "title", "措施": "title", "具体问题": "issue", "整改措施": "measures",
        "整改类型": "kind", "牵头部门": "lead", "配合部门": "free", "方面": "free",
        "主要问题": "free", "小标题": "free", "职责分工": "free", "列入日期": "opened",
        "首次时限": "due", "时限": "deadline", "完成时限": "deadline", "延期次数": "extensions",
        "反弹次数": "relapses", "重新整改次数": "reopenings", "超期天数": "days_over",
        "超首次时限天数": "days_over_first", "是否常态化": "standing", "完成情况": "state",
        "状态": "state", "整改进展": "free", "进展及成果": "free", "进展及未完成原因": "free",
        "变化": "changed", "佐证材料": "free", "销号日期": "closed_on", "是否按期": "on_time",
        "验收人": "free", "下一步": "free", "下次“回头看”": "review",
        "应开展“回头看”日期": "review",
        "备注": "free", "已过天数": "review_over", "剩余天数": "days_left",
        "是否新增超期": "newly_overdue", "亮灯": "light",
        "制度文件": "free", "主要数据": "free", "取得的成果": "free", "最近记录日期": "last_entry",
        "进展登记日期": "free", "截至日期": "day",
        # Of groups.
        "名次": "rank", "牵头问题": "i_total", "配合问题": "supporting", "问题销号": "i_share",
        "销号率": "i_rate", "在整改": "i_ongoing", "不再整改": "i_waived", "超期": "i_overdue",
        "延期": "i_extended", "按期完成": "on_time_share", "到期按期完成": "held_share",
        "反弹": "i_relapsed", "重新整改": "i_reopened", "措施销号": "m_share",
        "措施不再整改": "m_waived", "有时限且已销号": "i_with_deadline",
        "已到期": "i_fell_due", "牵头措施": "m_total", "销号增减": "closed_change",
        "超期增减": "overdue_change", "名次变化": "rank_change",
        "问题": "i_total", "已销号": "i_closed", "常态化": "i_standing",
    },
    no_issue=r"^无。$",
    leads=("牵头", "配合", "牵头措施", "配合措施"),
    all="合计",
    nobody="（未指定）",
)  # fmt: skip

SAID = {"en": EN, "zh": ZH}
