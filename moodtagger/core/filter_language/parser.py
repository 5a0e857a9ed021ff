"""From the text of a filter to its syntax tree.

filter:  parts between OR or | , each of them terms side by side, which all must match
term:    [-|NOT] ( filter ) | word | "phrase" | field:value,value | field>value
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from moodtagger.core.filter_language.errors import FilterError
from moodtagger.core.filter_language.fields import FIELDS, Field, field_named, nearest_field
from moodtagger.core.filter_language.syntax import EVERYTHING, And, Node, Not, Or, Term, Value, Word
from moodtagger.core.filter_language.tokens import QUOTES, Sign, Token, tokenize
from moodtagger.core.filter_language.values import RawValue, ValueProblemError, parse_value
from moodtagger.core.messages import Message
from moodtagger.core.text_order import fold

_LAST_OPERATORS = re.compile(r"(?:[|(\-\s]|(?<!\S)(?:OR|AND|NOT)(?!\S))+$")
_MAX_DEPTH = 50
_MAX_LENGTH = 10_000


def parse(text: str) -> Node:
    """Return the syntax tree of a filter; FilterError says what is wrong with it, and where."""
    if len(text) > _MAX_LENGTH:
        raise FilterError(Message.of("The filter is too long."), 0, len(text))
    return _Parser(text).parse()


@dataclass(frozen=True, slots=True)
class FilterPart:
    """A part of a filter that songs have to match: its text, from character `start` to `end`.

    `token` is that of its field if the part is a field with values, perhaps after a minus.
    """

    text: str
    start: int
    end: int
    node: Node
    token: Token | None = None


def parse_parts(text: str) -> tuple[FilterPart, ...]:
    """Return the parts that all have to match; FilterError as `parse`.

    Alternatives (`a | b`) outside of parentheses are one part.
    """
    parser = _Parser(text)
    node = parser.parse()
    if isinstance(node, Or) and len(parser.parts) > 1:
        start, end = parser.parts[0].start, parser.parts[-1].end
        return (FilterPart(text[start:end], start, end, node),)
    return tuple(parser.parts)


def parse_typed(text: str) -> Node:
    """Return the syntax tree of a text that is still typed, without what is incomplete or wrong."""
    for _ in range(_MAX_DEPTH):
        try:
            return parse(text)
        except FilterError as error:
            if error.start >= len(text.rstrip()):  # an operator without what follows
                text = _LAST_OPERATORS.sub("", text)
            elif text[error.start] in QUOTES:
                text += '"'
            elif error.incomplete and text[error.start] == "(" and text.rstrip()[-1] not in "(|-":
                text += ")"
            else:
                text = text[: error.start]
    return EVERYTHING


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = list(tokenize(text))
        self._text = text
        self._next = 0
        self._depth = 0
        self.parts: list[FilterPart] = []

    def parse(self) -> Node:
        node = self._either(negated=False) if self._tokens else EVERYTHING
        token = self._peek()
        if token is not None:  # only a closing bracket ends the outermost part
            raise FilterError(Message.of("There is no ( to match this )."), token.start, token.end)
        return node

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _either(self, *, negated: bool) -> Node:
        """Parse parts between OR; in what is `negated`, words match as a whole only."""
        parts = [self._all(negated=negated)]
        while (token := self._peek()) is not None and token.sign is Sign.OR:
            self._next += 1
            parts.append(self._all(negated=negated))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self, *, negated: bool) -> Node:
        parts: list[Node] = []
        while (token := self._peek()) is not None and token.sign not in {Sign.OR, Sign.CLOSE}:
            if token.sign is Sign.AND and parts:
                self._next += 1
                continue
            first = self._next
            parts.append(self._term(negated=negated))
            if self._depth == 0:
                self.parts.append(self._part(first, parts[-1]))
        if not parts:
            self._missing(token)
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _part(self, first: int, node: Node) -> FilterPart:
        tokens = self._tokens[first : self._next]
        is_field = tokens[-1].field_name and len(tokens) <= 2  # with a minus at most
        start, end = tokens[0].start, tokens[-1].end
        text = self._text[start:end]
        return FilterPart(text, start, end, node, tokens[-1] if is_field else None)

    def _missing(self, token: Token | None) -> None:
        start, end = (token.start, token.end) if token else (len(self._text), len(self._text))
        raise FilterError(
            Message.of("A word or a field is missing here."), start, end, incomplete=token is None
        )

    def _term(self, *, negated: bool) -> Node:
        token = self._peek()
        if token is None or token.sign in {Sign.OR, Sign.CLOSE, Sign.AND}:
            self._missing(token)
        assert token is not None
        self._next += 1
        if token.sign is Sign.NOT:
            return Not(self._nested(token, negated=not negated))
        if token.sign is Sign.OPEN:
            return self._group(token, negated=negated)
        if token.field_name:
            return _field_term(token)
        return Word(fold(token.word), whole=negated)

    def _nested(self, token: Token, *, negated: bool) -> Node:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise FilterError(Message.of("Too many nested parentheses."), token.start, token.end)
        node = self._term(negated=negated)
        self._depth -= 1
        return node

    def _group(self, opening: Token, *, negated: bool) -> Node:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise FilterError(
                Message.of("Too many nested parentheses."), opening.start, opening.end
            )
        node = self._either(negated=negated)
        self._depth -= 1
        if self._peek() is None:
            raise FilterError(
                Message.of("There is no ) to match this (."),
                opening.start,
                opening.end,
                incomplete=True,
            )
        self._next += 1
        return node


def _field_term(token: Token) -> Term:
    field = field_named(token.field_name)
    if field is None:
        raise _unknown_field(token)
    return Term(field, tuple(_value(field, raw, token) for raw in token.values))


def _value(field: Field, raw: RawValue, token: Token) -> Value:
    try:
        return parse_value(field, raw)
    except ValueProblemError as error:
        advice = Message.of("For example: {example}.", example=field.example)
        problem = Message.from_error(error)
        raise FilterError(problem, token.start, token.end, advice=advice) from error


def _unknown_field(token: Token) -> FilterError:
    nearest = nearest_field(token.field_name)
    if nearest is None:
        names = ", ".join(field.name for field in FIELDS)
        problem = Message.of("There is no field {name}.", name=token.field_name)
        advice = Message.of("The fields are {names}. Put text with a colon in quotes.", names=names)
    else:
        problem = Message.of(
            "There is no field {name}. Did you mean {nearest}?",
            name=token.field_name,
            nearest=nearest.name,
        )
        advice = Message.of("Put text with a colon in quotes.")
    end = token.start + len(token.field_name)
    return FilterError(problem, token.start, end, advice=advice)
