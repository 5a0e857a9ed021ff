"""The values of fields: texts, numbers and ranges, lengths, dates, keys, choices."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from moodtagger.core.filter_language.fields import Field, Kind
from moodtagger.core.filter_language.syntax import (
    AgeInterval,
    AnyValue,
    Codes,
    Interval,
    NoValue,
    TextValue,
    Value,
)
from moodtagger.core.messages import Message
from moodtagger.core.musical_keys import parse_key
from moodtagger.core.text_order import fold

# Where a value begins and ends, and the numbers that are equal to it.
_Span = tuple[float, float, tuple[float, float]]

COMPARISONS = (">=", "<=", ">", "<", "=")
_NUMBER = r"\d+(?:\.\d+)?|\.\d+"
_SIGNED = rf"[+-]?(?:{_NUMBER})"
_RANGE_MARK = r"(?:\.\.|[-\u2013])"
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2}(?:\.\d+)?)")
_UNITS = re.compile(r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+(?:\.\d+)?)\s*s)?")
_AGE = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)")
_SHOWN_ROUNDING_S = 0.5  # lengths are shown in whole seconds
_DAY_S = 86_400
_AGE_UNITS: Mapping[str, float] = {
    **dict.fromkeys(("h", "hour", "hours"), _DAY_S / 24),
    **dict.fromkeys(("d", "day", "days"), _DAY_S),
    **dict.fromkeys(("w", "week", "weeks"), 7 * _DAY_S),
    **dict.fromkeys(("m", "month", "months"), 30.44 * _DAY_S),
    **dict.fromkeys(("y", "year", "years"), 365.25 * _DAY_S),
}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_YES = {"yes": 1, "true": 1, "1": 1, "no": 0, "false": 0, "0": 0}
_MAJOR_AND_MINOR = {"major": 1, "dur": 1, "minor": 0, "moll": 0}


class ValueProblemError(ValueError):
    """A value that the field cannot have; the message says why."""


@dataclass(frozen=True, slots=True)
class RawValue:
    """A value as written: an operator of `COMPARISONS` or none before it, and its text."""

    operator: str
    text: str
    is_quoted: bool = False


def parse_value(field: Field, raw: RawValue) -> Value:
    """Return the value; ValueProblemError where the field cannot have it."""
    if raw.text == "*" and not raw.is_quoted and not raw.operator:
        return AnyValue()
    if raw.is_quoted and not raw.text.strip():
        return NoValue()
    return _PARSERS[field.kind](field, raw)


def _no_order(field: Field, raw: RawValue) -> None:
    if raw.operator not in {"", "="}:
        raise ValueProblemError(
            Message.of("{field} can't be compared with {operator}.", field=field.name,
                       operator=raw.operator)
        )  # fmt: skip


def _text(field: Field, raw: RawValue) -> TextValue:
    _no_order(field, raw)
    return TextValue(fold(raw.text).strip(), exact=raw.operator == "=")


def _format(field: Field, raw: RawValue) -> TextValue:
    _no_order(field, raw)
    return TextValue(fold(raw.text).strip().lstrip("."), exact=True)


def _musical_key(field: Field, raw: RawValue) -> Codes:
    """Codes are twice the number on Camelot's wheel, plus 1 for major."""
    _no_order(field, raw)
    text = raw.text.strip().lower()
    if text in _MAJOR_AND_MINOR:
        return Codes(frozenset(2 * number + _MAJOR_AND_MINOR[text] for number in range(1, 13)))
    if text.isdecimal() and 1 <= int(text) <= 12:
        return Codes(frozenset({2 * int(text), 2 * int(text) + 1}))
    key = parse_key(raw.text)
    if key is None:
        raise ValueProblemError(Message.of("{text} is not a musical key.", text=raw.text))
    number, major = key.camelot
    return Codes(frozenset({2 * number + major}))


def _choice(field: Field, raw: RawValue) -> Codes:
    _no_order(field, raw)
    codes = field.choices.get(fold(raw.text).strip())
    if codes is None:
        raise ValueProblemError(
            Message.of("{field} must be one of {choices}.", field=field.name,
                       choices=", ".join(field.choices))
        )  # fmt: skip
    return Codes(codes)


def _flag(field: Field, raw: RawValue) -> Codes:
    _no_order(field, raw)
    code = _YES.get(fold(raw.text).strip())
    if code is None:
        raise ValueProblemError(Message.of("{field} must be yes or no.", field=field.name))
    return Codes(frozenset({code}))


def _number(field: Field, raw: RawValue) -> Interval:
    number = _SIGNED if field.is_signed else _NUMBER
    text = raw.text.strip()
    if field.column == "year" and (match := re.fullmatch(r"(\d{3}0)s", text)) and not raw.operator:
        return Interval(float(match[1]), float(match[1]) + 9)
    if re.fullmatch(number, text):
        half_step = 0.5 * 10.0 ** -len(text.partition(".")[2])  # as it is shown when rounded
        value = float(text)
        return _compared(raw.operator, value, value, (value - half_step, value + half_step))
    match = re.fullmatch(rf"({number})?\s*{_RANGE_MARK}\s*({number})?", text)
    if match is None or raw.operator or not any(match.groups()):
        raise ValueProblemError(Message.of("{text} is not a number.", text=raw.text))
    ends = (None if part is None else float(part) for part in match.groups())
    interval = _between(*ends)
    is_whole = field.is_rounded and "." not in text.replace("..", "")
    return _as_shown(interval) if is_whole else interval


def _as_shown(interval: Interval) -> Interval:
    """Return what is shown as a whole number of the interval."""
    return Interval(interval.low - 0.5, interval.high + 0.5, open_high=True)


def _length(field: Field, raw: RawValue) -> Interval:
    problem = Message.of("{text} is not a length. Write 3:30, 5m, or 90s.", text=raw.text)
    return _ranged(raw, _length_span, problem, marks=_RANGE_MARK)


def _length_span(text: str) -> _Span | None:
    if match := _CLOCK.fullmatch(text):
        seconds, step = 3600 * int(match[1] or 0) + 60 * int(match[2]) + float(match[3]), 1
    else:
        match = _UNITS.fullmatch(text)
        if match is None or not any(match.groups()):
            return None
        hours, minutes, rest = (float(part or 0) for part in match.groups())
        seconds, step = (
            3600 * hours + 60 * minutes + rest,
            1 if match[3] or match[2] is None else 60,
        )
    begin = seconds - _SHOWN_ROUNDING_S
    return seconds, seconds, (begin, begin + step)


def _date(field: Field, raw: RawValue) -> Interval | AgeInterval:
    age = _age_interval(raw)
    if age is not None:
        return age
    problem = Message.of(
        "{text} is not a date. Write 2026-11-30, 2026-11, 2026, or 30d.", text=raw.text
    )
    return _ranged(raw, _day_span, problem, marks=r"\.\.")


def _age_interval(raw: RawValue) -> AgeInterval | None:
    """Return how long ago: `<30d` and `30d` are newer than that, `>1y` older."""
    parts = [part.strip() for part in re.split(_RANGE_MARK, raw.text.strip().lower())]
    ages = [_age(part) for part in parts if part]
    if not ages or None in ages or len(parts) > 2:
        return None
    seconds = sorted(age for age in ages if age is not None)
    if len(seconds) == 2:
        return AgeInterval(seconds[1], seconds[0])
    older = raw.operator in {">", ">="} or (len(parts) == 2 and not parts[1])
    return AgeInterval(newest=seconds[0]) if older else AgeInterval(oldest=seconds[0])


def _age(text: str) -> float | None:
    match = _AGE.fullmatch(text)
    if match is None or match[2] not in _AGE_UNITS:
        return None
    return float(match[1]) * _AGE_UNITS[match[2]]


def _day_span(text: str) -> _Span | None:
    """Return begin and end of a day, month or year in the user's time zone."""
    lowered = text.lower()
    if lowered in {"today", "yesterday"}:
        today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        day = today if lowered == "today" else today - timedelta(days=1)
        return _span(day, day + timedelta(days=1))
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day_of_month = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        start = datetime(year, month or 1, day_of_month or 1)  # noqa: DTZ001 - local time
        if day_of_month:
            end = start + timedelta(days=1)
        elif month:
            end = datetime(year + month // 12, month % 12 + 1, 1)  # noqa: DTZ001
        else:
            end = datetime(year + 1, 1, 1)  # noqa: DTZ001
        return _span(start, end)
    except (ValueError, OverflowError, OSError):
        return None


def _span(start: datetime, end: datetime) -> _Span:
    return start.timestamp(), end.timestamp(), (start.timestamp(), end.timestamp())


def _ranged(
    raw: RawValue, parse: Callable[[str], _Span | None], problem: Message, *, marks: str
) -> Interval:
    """Parse one value or a range of values that each span some numbers."""
    parts = [part.strip() for part in re.split(marks, raw.text.strip())]
    spans = [parse(part) for part in parts if part]
    if not spans or None in spans or len(parts) > 2 or (len(parts) == 2 and raw.operator):
        raise ValueProblemError(problem)
    known = sorted(span for span in spans if span is not None)
    if len(parts) == 1:
        begin, end, whole = known[0]
        return _compared(raw.operator, begin, end, whole)
    return _between(known[0][0] if parts[0] else None, known[-1][1] if parts[1] else None)


def _compared(operator: str, begin: float, end: float, whole: tuple[float, float]) -> Interval:
    """Compare with a value that goes from `begin` to `end`; equal to it is the `whole`."""
    return {
        ">": Interval(low=end, open_low=begin == end),
        ">=": Interval(low=begin),
        "<": Interval(high=begin, open_high=True),
        "<=": Interval(high=end, open_high=begin != end),
    }.get(operator, Interval(*whole, open_high=True))


def _between(low: float | None, high: float | None) -> Interval:
    low, high = -math.inf if low is None else low, math.inf if high is None else high
    return Interval(min(low, high), max(low, high))


_PARSERS: Mapping[Kind, Callable[[Field, RawValue], Value]] = {
    Kind.TEXT: _text,
    Kind.PATH: _text,
    Kind.FOLDER: _text,
    Kind.FORMAT: _format,
    Kind.MOODS: _text,
    Kind.MUSICAL_KEY: _musical_key,
    Kind.NUMBER: _number,
    Kind.LENGTH: _length,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
}
