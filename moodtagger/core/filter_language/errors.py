"""What is wrong with a filter, in words and with its place."""

from __future__ import annotations

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message


class FilterError(MoodtaggerError):
    """A filter cannot be understood.

    `start` and `end` are the characters that the error is about; `incomplete` means that the text
    ends too early, as it does while it is typed.
    """

    def __init__(
        self, problem: Message, start: int, end: int, *, advice: str = "", incomplete: bool = False
    ) -> None:
        reason = Message.of("Character {position}: {problem}", position=start + 1, problem=problem)
        super().__init__(reason, advice=advice)
        self.start = start
        self.end = end
        self.incomplete = incomplete
