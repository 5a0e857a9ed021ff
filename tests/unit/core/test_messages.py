"""Messages: complete English texts that keep what they were made of."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from moodtagger.core.errors import AudioError, CancelledError, MoodtaggerError
from moodtagger.core.messages import JOINED_TEMPLATE, Message, fill_template

EMPTY = Message.of("{name} is empty.", name="a.mp3")
NESTED = Message.of("Failed: {error}", error=EMPTY)
COUNTED = Message.plural("{count} song", "{count} songs", count=1)
MESSAGES = [Message("Plain {text}"), EMPTY, NESTED, COUNTED, EMPTY.then(NESTED), Message()]


def parts(message: str) -> object:
    """All that a message is made of."""
    assert isinstance(message, Message)
    params = {n: parts(v) if isinstance(v, Message) else v for n, v in message.params.items()}
    return str(message), message.template, params, message.number


def test_a_message_is_its_english_text() -> None:
    assert EMPTY == "a.mp3 is empty."
    assert hash(EMPTY) == hash("a.mp3 is empty.")
    assert json.dumps({EMPTY: EMPTY}) == '{"a.mp3 is empty.": "a.mp3 is empty."}'
    assert f"{NESTED}" == "Failed: a.mp3 is empty."
    assert parts(EMPTY) == ("a.mp3 is empty.", "{name} is empty.", {"name": "a.mp3"}, None)


def test_a_template_without_parameters_is_not_formatted() -> None:
    assert Message.of("{0} {x} }{") == "{0} {x} }{"


def test_what_is_filled_in_is_not_formatted_again() -> None:
    assert Message.of("{a}{b}", a="{b}", b="{a}") == "{b}{a}"
    assert fill_template("{a}", {"a": "%1 {}"}) == "%1 {}"


def test_any_value_becomes_text() -> None:
    error = OSError(5, "gone")
    message = Message.of("{size} {error} {none}", size=3, error=error, none=None)
    assert message.params == {"size": "3", "error": "[Errno 5] gone", "none": "None"}


@pytest.mark.parametrize(("count", "text"), [(0, "0 songs"), (1, "1 song"), (2, "2 songs")])
def test_a_count_chooses_the_form(count: int, text: str) -> None:
    message = Message.plural("{count} song", "{count} songs", count=count)
    assert (message, message.template, message.number) == (text, "{count} songs", count)


@pytest.mark.parametrize("message", MESSAGES)
def test_messages_cross_processes_unchanged(message: Message) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert parts(pickle.loads(pickle.dumps(message, protocol))) == parts(message)
    assert parts(copy.deepcopy(message)) == parts(message)


@pytest.mark.parametrize("message", MESSAGES)
def test_messages_come_back_from_json(message: Message) -> None:
    assert parts(Message.restore(str(message), message.to_json())) == parts(message)


def test_only_what_has_parameters_is_stored() -> None:
    assert Message.of("The file is empty.").to_json() is None
    assert EMPTY.to_json() == '{"template": "{name} is empty.", "params": {"name": "a.mp3"}}'


@pytest.mark.parametrize(
    "stored",
    [
        *("{", "[]", "3", "null", '{"template": "x"}', '{"template": 3, "params": {}}'),
        *('{"template": "{b}", "params": {"a": ""}}', '{"template": "{", "params": {"a": ""}}'),
        '{"template": "{a}", "params": {"a": ""}, "number": "many"}',
        '{"template": "{a}", "params": ["a"]}',
        "[" * 100_000,
    ],
)
def test_what_cannot_be_read_leaves_the_text(stored: str) -> None:
    assert parts(Message.restore("The file is empty.", stored)) == parts(
        Message("The file is empty.")
    )


def test_reason_and_advice_are_one_message() -> None:
    advice = Message.of("Delete {name}.", name="b.mp3")
    error = MoodtaggerError(EMPTY, advice=advice)
    assert error.full_message == str(error) == "a.mp3 is empty. Delete b.mp3."
    assert error.full_message.template == JOINED_TEMPLATE
    assert list(error.full_message.params.values()) == [EMPTY, advice]
    assert parts(MoodtaggerError(EMPTY).full_message) == parts(EMPTY)
    assert parts(Message().then(EMPTY)) == parts(EMPTY)


def test_errors_cross_processes_with_their_messages() -> None:
    error = pickle.loads(pickle.dumps(AudioError(EMPTY, path="/m/a.mp3", advice="Try again.")))
    assert (error.path, parts(error.reason)) == ("/m/a.mp3", parts(EMPTY))
    assert error.full_message == "a.mp3 is empty. Try again."


def test_the_message_of_an_error() -> None:
    assert parts(Message.from_error(ValueError(NESTED))) == parts(NESTED)
    assert parts(Message.from_error(AudioError(EMPTY))) == parts(EMPTY)
    assert parts(Message.from_error(OSError(5, "gone"))) == parts(Message("[Errno 5] gone"))
    assert Message.from_error(ValueError()) == ""
    assert Message.from_error(MemoryError()) == "there is not enough memory"
    assert Message.from_error(CancelledError()) == "Stopped."
