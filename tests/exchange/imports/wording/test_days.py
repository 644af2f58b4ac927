"""Days as they are written: read, or refused with a reason."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.exchange.imports.wording.days import (
    DEFAULT,
    Day,
    column_order,
    days_in,
    headline_days,
    read_day,
    typed_day,
)

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024年9月30日", "2024-09-30"),
        ("2024年9月30日前", "2024-09-30"),
        ("2024年9月30日之前", "2024-09-30"),
        ("2024年9月30号以前", "2024-09-30"),
        ("2024 年 9 月 30 日", "2024-09-30"),
        ("2024年9月30日前完成整改。", "2024-09-30"),
        ("2024.9.30", "2024-09-30"),
        ("2024/9/30", "2024-09-30"),
        ("2024-09-30", "2024-09-30"),
        ("20240930", "2024-09-30"),
        ("２０２４年９月３０日", "2024-09-30"),
        ("２０２４．９．３０", "2024-09-30"),
        ("2024．9．30", "2024-09-30"),
        ("二〇二四年九月三十日", "2024-09-30"),
        ("二○二四年九月三十日", "2024-09-30"),
        ("（2024年9月30日前）", "2024-09-30"),
        ("2024-09-30 00:00:00", "2024-09-30"),
        ("2024-09-30T07:00:00Z", "2024-09-30"),
        ("30 June 2024", "2024-06-30"),
        ("Feb 29, 2024", "2024-02-29"),
        ("January 31, 2024", "2024-01-31"),
        ("30-Jun-2024", "2024-06-30"),
        ("1st of May 2024", "2024-05-01"),
        ("Sept. 5, 2024", "2024-09-05"),
        ("by June 30, 2024", "2024-06-30"),
        ("before 2024-06-30", "2024-06-30"),
        ("no later than 30 June 2024", "2024-06-30"),
        ("2024年9月底", "2024-09-30"),
        ("2024年9月底前", "2024-09-30"),
        ("2024年2月底前", "2024-02-29"),
        ("2023年2月末", "2023-02-28"),
        ("2024年底前", "2024-12-31"),
        ("2024年底", "2024-12-31"),
        ("2024年年底", None),
        ("30/06/2024", "2024-06-30"),
        ("06/30/2024", "2024-06-30"),
    ],
)
def test_a_day_is_read(text: str, iso: str | None) -> None:
    assert read_day(text).iso == iso


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024年9月", "no-day"),
        ("2024年9月前", "no-day"),
        ("2024-09", "no-day"),
        ("Mar 2025", "no-day"),
        ("March 2025", "no-day"),
        ("Q3 FY2025", "no-day"),
        ("Q3", "no-day"),
        ("FY25", "no-day"),
        ("end of fiscal year", "no-day"),
        ("2024年", "no-day"),
        ("2024年上半年", "no-day"),
        ("2024年第三季度", "no-day"),
        ("2024年度", "no-day"),
        ("2024年9月上旬", "no-day"),
        ("七月底", "no-year"),
        ("10月底前", "no-year"),
        ("9月30日", "no-year"),
        ("9月30日前", "no-year"),
        ("年底前", "no-year"),
        ("June 30", "no-year"),
        ("9/30", "no-year"),
        ("9.30", "no-year"),
        ("今年9月30日", "no-year"),
        ("九月", "no-year"),
        ("开学前", "no-day"),
        ("ASAP", "no-day"),
        ("TBD", "no-day"),
        ("待定", "no-day"),
        ("see change board", "no-day"),
        ("End …", "no-day"),
        ("立行立改", "no-day"),
        ("2018年7月低", "no-day"),
        ("2024-02-30", "no-such-day"),
        ("2021915日", "no-such-day"),
        ("2024年13月1日", "no-such-day"),
        ("20241301", "no-such-day"),
        ("Feb 30, 2024", "no-such-day"),
        ("2024年9月31日", "no-such-day"),
        ("0024-09-30", "no-such-day"),
        ("2024年10月底前完成清淤；2025年6月底前完成截污", "two-days"),
        ("2024-09-30/2024-10-31", "two-days"),
        ("2024年9月30日、10月31日", "two-days"),
        ("2024年9月30日至10月15日", "two-days"),
        ("2024-09-30 → 2024-12-31", "two-days"),
        ("03/04/2025-05/06/2025", "two-days"),
        ("20240930-20241031", "two-days"),
        ("2024.9.30-2024.10.31", "two-days"),
        ("2024年2月26日-2025年3月1日", "two-days"),
        ("03/04/2025", "ambiguous-order"),
        ("3.4.2025", "ambiguous-order"),
        ("24/9/30", "short-year"),
        ("9/30/24", "short-year"),
        ("24.9.30", "short-year"),
        ("15日", "no-day"),
        ("15 日", "no-day"),
        ("30个工作日", "no-day"),
        ("30天内", "no-day"),
        ("收到通知后30日内", "no-day"),
        ("3个月", "no-day"),
        ("within 30 days", "no-day"),
        ("2024年9月30日（已延期）", "words"),
        ("除第2项外2024年9月30日前", "words"),
        ("2024年9月30日报送材料", "words"),
        ("moved from 2025-01-15", "words"),
        ("拟于2024年9月30日后完成", "words"),
        ("after June 30, 2024", "words"),
        ("2024年9月30日左右", "words"),
        ("around June 30, 2024", "words"),
        ("2024.9.30.1", "no-day"),
        ("", "empty"),
        ("  ", "empty"),
        ("。", "empty"),
        ("2024-09-300", "no-day"),
        ("202409301", "no-day"),
    ],
)
def test_what_is_no_sure_day_is_refused(text: str, code: str) -> None:
    assert read_day(text) == Day(code=code)


@pytest.mark.parametrize(
    "text", ["长期", "长期坚持", "持续", "全年", "长期坚持。", "长期，持续推进", "Ongoing"]
)
def test_no_deadline(text: str) -> None:
    assert read_day(text) == Day(no_deadline=True)


def test_what_limits_is_no_very_day() -> None:
    assert read_day("2024年9月30日前").limit
    assert read_day("2024年底前").limit
    assert read_day("by June 30, 2024").limit
    assert not read_day("2024年9月30日").limit
    assert not read_day("2024年9月底").limit


def test_values_of_other_types() -> None:
    assert read_day(dt.date(2024, 9, 30)) == Day("2024-09-30")
    assert read_day(dt.datetime(2024, 9, 30, 23, 59, tzinfo=None)) == Day("2024-09-30")  # noqa: DTZ001
    assert read_day(45565) == read_day(45565.0) == read_day("45565") == Day(code="no-day")
    assert read_day(45565, serial=True) == read_day("45565", serial=True) == Day("2024-09-30")
    assert read_day(45565.75, serial=True) == Day("2024-09-30")
    assert read_day(44103, serial=True, date_1904=True) == Day("2024-09-30")
    assert read_day(15, serial=True) == read_day(10**9, serial=True) == Day(code="no-day")
    assert read_day(20240930) == Day("2024-09-30")
    assert read_day(20240931) == Day(code="no-such-day")
    assert read_day(True) == Day(code="no-day")
    assert read_day(float("nan"), serial=True) == Day(code="no-day")
    assert read_day(None) == Day(code="empty")


def test_the_order_of_a_column() -> None:
    assert column_order(["03/04/2025", "13/04/2025", None, 3]) == "dmy"
    assert column_order(["03/04/2025", "04/13/2025"]) == "mdy"
    assert column_order(["03/04/2025", "05/06/2025", "2024-13-01"]) is None
    assert column_order(["13/04/2025", "04/13/2025"]) is None
    assert read_day("03/04/2025", order="dmy") == Day("2025-04-03")
    assert read_day("03/04/2025", order="mdy") == Day("2025-03-04")
    assert read_day("13/04/2025", order="mdy") == Day(code="no-such-day")
    assert read_day("13/04/2025", order="ymd") == Day(code="ambiguous-order")


def test_the_words_of_a_profile_outrank() -> None:
    words = DEFAULT.with_words({"order": "mdy", "month_end": ["底", "低"], "none": ["始终"]})
    assert read_day("2018 年 7 月低", words=words) == Day("2018-07-31")
    assert read_day("始终", words=words).no_deadline
    assert read_day("长期", words=words).no_deadline
    assert read_day("03/04/2025", order="dmy", words=words) == Day("2025-03-04")
    assert read_day("2018年7月末", words=words).code == "no-day"


@given(DAYS)
def test_every_day_is_read_in_every_whole_form(day: dt.date) -> None:
    name = f"{day:%B}"
    for text in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
        f"{name} {day.day}, {day.year}",
        f"{day.day} {name[:3]} {day.year}",
        day.isoformat() + " 12:30",
    ):
        assert read_day(text) == Day(day.isoformat()), text
    assert read_day(f"{day.year}年{day.month}月{day.day}日前").iso == day.isoformat()


@given(DAYS)
def test_a_day_without_a_year_is_never_one(day: dt.date) -> None:
    for text in (f"{day.month}月{day.day}日", f"{day:%B} {day.day}", f"{day.month}/{day.day}"):
        assert read_day(text) == Day(code="no-year"), text


@given(DAYS, DAYS)
def test_of_two_days_neither_is_taken(one: dt.date, other: dt.date) -> None:
    for between in ("；", "、", " ", "-", "至", "\n", "(", " or "):
        assert read_day(f"{one}{between}{other}").iso is None


@given(st.text(st.sampled_from("2024年9月30日前底/-. 长期至3Q"), max_size=16))
def test_no_text_breaks_the_reader(text: str) -> None:
    day = read_day(text)
    assert (day.iso is not None) + day.no_deadline + (day.code is not None) == 1
    assert all(text[one.start : one.end] for one in days_in(text))


def test_days_in_a_sentence() -> None:
    text = "拟于2025年6月30日前完成，2024-02-30不算，2024年底前验收，9月30日也不算。"
    assert [(d.iso, text[d.start : d.end]) for d in days_in(text)] == [
        ("2025-06-30", "2025年6月30日"),
        ("2024-12-31", "2024年底"),
    ]


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        (
            "于2020年10月30日至2021年1月29日巡察，并于7月30日反馈巡察意见。",
            ["2020-10-30", "2021-01-29", "2021-07-30"],
        ),
        (
            "于2024年2月26日至4月19日进行了巡察，5月30日反馈",
            ["2024-02-26", "2024-04-19", "2024-05-30"],
        ),
        ("截至10月31日，共制定73项", []),
        ("截至2024年10月底，6月底已完成", ["2024-10-31", "2024-06-30"]),
        ("2024年7月报告了2023年度结果，7月30日反馈", ["2024-07-30"]),
        ("9月1日前，2024年9月2日", ["2024-09-02"]),
        ("2023年2月29日前和2月29日", []),
        ("Issued November 14, 2023", ["2023-11-14"]),
    ],
)
def test_the_headline_gives_the_year(sentence: str, days: list[str]) -> None:
    assert [day.iso for day in headline_days(sentence)] == days


TODAY = dt.date(2026, 1, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026/12/20", "2026-12-20"),
        ("2026年12月20日", "2026-12-20"),
        ("2026-9-5", "2026-09-05"),
        ("20261220", "2026-12-20"),
        ("2026.9.5", "2026-09-05"),
        ("２０２６－９－５", "2026-09-05"),
        ("今天", "2026-01-31"),
        ("昨天", "2026-01-30"),
        ("明天", "2026-02-01"),
        ("后天", "2026-02-02"),
        ("today", "2026-01-31"),
        ("Yesterday", "2026-01-30"),
        ("tomorrow", "2026-02-01"),
        ("7d", "2026-02-07"),
        ("+7d", "2026-02-07"),
        ("-7d", "2026-01-24"),
        ("2w", "2026-02-14"),
        ("2m", "2026-03-31"),
        ("-2m", "2025-11-31"),
        ("12m", "2027-01-31"),
        ("2026年底", "2026-12-31"),
        ("20 Dec 2026", "2026-12-20"),
    ],
)
def test_a_typed_day(text: str, day: str) -> None:
    real = day != "2025-11-31"
    assert typed_day(text, TODAY) == (Day(day) if real else Day(code="no-such-day"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1m", "no-such-day"),
        ("12/20", "no-year"),
        ("12月20日", "no-year"),
        ("03/04/2026", "ambiguous-order"),
        ("2026-02-30", "no-such-day"),
        ("长期", "no-day"),
        ("7", "no-day"),
        ("7天", "no-day"),
        ("2026年9月30日前", "words"),
        ("9999w", "no-such-day"),
        ("", "empty"),
        ("26-9-5", "short-year"),
        ("soon", "no-day"),
        ("x5d", "no-day"),
    ],
)
def test_a_typed_day_that_is_refused(text: str, code: str) -> None:
    assert typed_day(text, TODAY) == Day(code=code)
