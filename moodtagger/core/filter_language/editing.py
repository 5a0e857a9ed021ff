"""Change a filter's text value by value, as the tokens of the search box and the sidebar do."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from moodtagger.core.filter_language.errors import FilterError
from moodtagger.core.filter_language.fields import Field, field_named
from moodtagger.core.filter_language.parser import FilterPart, parse_parts
from moodtagger.core.filter_language.syntax import EVERYTHING, Term, TextValue, Value
from moodtagger.core.filter_language.tokens import quoted
from moodtagger.core.filter_language.values import RawValue, parse_value


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a field that songs can be filtered by; `exact` texts are the whole text."""

    field: str
    value: str
    exact: bool = False

    @property
    def text(self) -> str:
        """The choice as a filter."""
        return field_text(self.field, [self.raw])

    @property
    def key(self) -> tuple[str, Value]:
        """What is equal for choices that mean the same."""
        return _choice_key(self)

    @property
    def raw(self) -> RawValue:
        """The value as written."""
        is_quoted = not self.value or quoted(self.value) != self.value
        return RawValue("=" if self.exact and self.value else "", self.value, is_quoted)


@functools.lru_cache(maxsize=10_000)
def _choice_key(choice: Choice) -> tuple[str, Value]:
    field = field_named(choice.field)
    assert field is not None
    return _key(field, parse_value(field, choice.raw))


def field_text(name: str, values: Iterable[RawValue], *, negated: bool = False) -> str:
    """Return a field with values as it is written in a filter."""
    texts: list[str] = []
    for value in values:
        operator = value.operator if not texts or value.operator != "=" else ""
        texts.append(operator + (_in_quotes(value.text) if value.is_quoted else value.text))
    mark = "" if texts[0].startswith("=") else ":"
    return ("-" if negated else "") + name + mark + ",".join(texts)


def chosen_keys(text: str) -> frozenset[tuple[str, Value]]:
    """Return the keys of all choices that a filter makes; empty for one with errors."""
    try:
        parts = parse_parts(text)
    except FilterError:
        return frozenset()
    return frozenset(
        _key(part.node.field, value)
        for part in parts
        if isinstance(part.node, Term)
        for value in part.node.values
    )


def with_choice(text: str, choice: Choice, *, add: bool = False) -> str:
    """Return a filter with a choice: instead of other values of its field, or added to them."""
    parts = _parts(text)
    texts = [part.text for part in parts]
    same = [i for i, part in enumerate(parts) if _is_of(part, choice.field)]
    if not same:
        return " ".join([*texts, choice.text])
    first, *others = same
    token = parts[first].token
    if add and token is not None:
        texts[first] = field_text(choice.field, (*token.values, choice.raw))
        return " ".join(texts)
    texts[first] = choice.text
    return " ".join(part for i, part in enumerate(texts) if i not in others)


def without_choices(text: str, choices: Iterable[Choice]) -> str:
    """Return a filter without some choices."""
    removed = {choice.key for choice in choices}
    texts = []
    for part in _parts(text):
        if not isinstance(part.node, Term) or part.token is None:
            texts.append(part.text)
            continue
        pairs = zip(part.node.values, part.token.values, strict=True)
        kept = [raw for value, raw in pairs if _key(part.node.field, value) not in removed]
        if len(kept) == len(part.token.values):
            texts.append(part.text)
        elif kept:
            texts.append(field_text(part.token.field_name, kept))
    return " ".join(texts)


def without_field(text: str, name: str) -> str:
    """Return a filter without the parts that ask for values of a field."""
    return " ".join(part.text for part in _parts(text) if not _is_of(part, name))


def _is_of(part: FilterPart, field_name: str) -> bool:
    return isinstance(part.node, Term) and part.node.field is field_named(field_name)


def _parts(text: str) -> tuple[FilterPart, ...]:
    """Return the parts of a filter; one with an error is a part itself."""
    try:
        return parse_parts(text)
    except FilterError:
        return (FilterPart(text.strip(), 0, len(text), EVERYTHING),)


def _key(field: Field, value: Value) -> tuple[str, Value]:
    """Return what is equal for values that stand for the same entry, exact or not."""
    return field.name, TextValue(value.text) if isinstance(value, TextValue) else value


def _in_quotes(text: str) -> str:
    return '""' if not text else quoted(text)
