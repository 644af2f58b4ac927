"""Chinese numerals, as used in Chinese documents."""

_DIGITS = ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九")


def chinese(n: int) -> str:
    """`n` in Chinese, for 1 to 9999; other numbers in digits."""
    if not 1 <= n <= 9999:
        return str(n)
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // unit % 10
        if digit:
            words += ("零" if words and gap else "") + _DIGITS[digit] + name
        gap = not digit
    return words.removeprefix("一") if 10 <= n < 20 else words
