"""Messages that are complete English sentences and can still be translated.

The layers below the window know nothing of Qt and report in English. A `Message` is that English
text, so the command line, JSON, logs and the library use it as any other string; it also carries
the template and the values it was made of, from which the window makes the same sentence in the
user's language (`moodtagger.ui.translation.translate_message`).

packaging/translate.py collects the templates of `Message.of` and `Message.plural` from the code,
so they have to stand there as literals.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from moodtagger.core.old_messages import current_text, current_wording

JOINED_TEMPLATE = "{first} {second}"  # one message after another: there is nothing to translate
_NO_PARAMS: Mapping[str, str] = MappingProxyType({})


class Message(str):
    """An English text with the template and the parameters that it was made of.

    Parameters
    ----------
    text
        The complete English text, which is the value of the string.
    template
        The text with a `{name}` for each parameter; the text itself when there are none. A
        template without parameters is never formatted, so braces may stand in it.
    params
        What replaces the names; values may be messages themselves.
    number
        What a plural counts: it decides between singular and plural, None when nothing is counted.
    """

    __slots__ = ("number", "params", "template")
    template: str
    params: Mapping[str, str]
    number: int | None

    def __new__(  # noqa: D102  the class says it
        cls,
        text: str = "",
        template: str | None = None,
        params: Mapping[str, str] = _NO_PARAMS,
        number: int | None = None,
    ) -> Message:
        message = super().__new__(cls, text)
        message.template = str(text) if template is None else template
        message.params = params
        message.number = number
        return message

    @classmethod
    def of(cls, template: str, /, **params: object) -> Message:
        """Fill the parameters into a template."""
        values = {name: v if isinstance(v, Message) else str(v) for name, v in params.items()}
        return cls(fill_template(template, values), template, values)

    @classmethod
    def plural(cls, singular: str, plural: str, /, count: int, **params: object) -> Message:
        """Choose between two templates by `count`, which is a parameter of both.

        The plural is the one that is looked up: each language has as many forms as it needs.
        """
        message = cls.of(singular if count == 1 else plural, count=count, **params)
        return cls(message, plural, message.params, count)

    @classmethod
    def from_text(cls, text: str) -> Message:
        """Return the text as a message, unchanged when it is one already."""
        return text if isinstance(text, Message) else cls(text)

    @classmethod
    def from_error(cls, error: BaseException) -> Message:
        """Return the message that an exception was raised with, or else its text."""
        first = error.args[0] if error.args else None
        if isinstance(error, MemoryError) and not first:
            return Message.of("there is not enough memory")
        return first if isinstance(first, Message) else cls(str(error))

    def then(self, following: str) -> Message:
        """Return this message followed by another, or the only one of both that is not empty."""
        following = Message.from_text(following)
        if not self or not following:
            return self or following
        params = {"first": self, "second": following}
        return Message(fill_template(JOINED_TEMPLATE, params), JOINED_TEMPLATE, params)

    @classmethod
    def restore(cls, text: str, stored: str | None) -> Message:
        """Rebuild a message from its text and what `to_json` gave for it.

        What cannot be read, such as that of a later version, leaves the text alone; what an
        earlier version worded differently is in today's words.
        """
        if not stored:
            return cls(current_text(text))
        try:
            found = json.loads(stored)
            message, as_stored = _decode(found, current_wording), _decode(found, str)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return cls(text)
        shown = text if message == as_stored else str(message)
        return cls(shown, message.template, message.params, message.number)

    def to_json(self) -> str | None:
        """Return what has to be stored beside the text; None when the text says it all."""
        return json.dumps(_encode(self)) if self.params else None

    def __reduce__(self) -> tuple[Any, ...]:
        return Message, (str(self), self.template, dict(self.params), self.number)


def fill_template(template: str, params: Mapping[str, str]) -> str:
    """Put the parameters in their places; without any, the template is left as it is."""
    return template.format_map(params) if params else template


def _encode(message: Message) -> dict[str, Any]:
    params = {
        name: _encode(value) if isinstance(value, Message) else value
        for name, value in message.params.items()
    }
    counted = {} if message.number is None else {"number": message.number}
    return {"template": message.template, "params": params, **counted}


def _decode(stored: Mapping[str, Any], wording: Callable[[str], str]) -> Message:
    params = {
        name: _decode(value, wording) if isinstance(value, dict) else str(value)
        for name, value in stored["params"].items()
    }
    template, number = stored["template"], stored.get("number")
    if not isinstance(template, str) or not isinstance(number, int | None):
        raise TypeError(template)
    template = wording(template)
    return Message(fill_template(template, params), template, params, number)
