"""The syntax tree of a filter."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moodtagger.core.filter_language.fields import Field


@dataclass(frozen=True, slots=True)
class AnyValue:
    """`field:*`: the song has a value."""


@dataclass(frozen=True, slots=True)
class NoValue:
    """`field:""`: the song has no value."""


@dataclass(frozen=True, slots=True)
class TextValue:
    """A text without case and accents, which is part of the song's, or `exact`ly it."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers from `low` to `high`; an `open` end does not belong to it."""

    low: float = -math.inf
    high: float = math.inf
    open_low: bool = False
    open_high: bool = False


@dataclass(frozen=True, slots=True)
class AgeInterval:
    """Seconds before now, from the older to the newer end."""

    oldest: float = math.inf
    newest: float = -math.inf


@dataclass(frozen=True, slots=True)
class Codes:
    """Numbers of a list of choices, of which the song has one."""

    codes: frozenset[int]


Value = AnyValue | NoValue | TextValue | Interval | AgeInterval | Codes


@dataclass(frozen=True, slots=True)
class Word:
    """A plain word or phrase, without case and accents; with `whole` only where it stands alone."""

    text: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A field and the values of which one is enough."""

    field: Field
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What the part does not match."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """What all parts match; everything if there are none."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What any part matches."""

    parts: tuple[Node, ...]


Node = Word | Term | Not | And | Or

EVERYTHING = And(())
