"""How the texts of tags are understood: what parts moods, and the code page of old texts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

# What parts moods in one text, as other programs and users write them; spaces part these.
DEFAULT_MOOD_SEPARATORS = "; , / \\ |"
# These always part moods: values of a frame, and what Kodi and others write between them.
_FIXED_SEPARATORS = r"\0|\s/\s"
_MAX_PIECES = 8  # of a mood that holds separators itself
# Python's names of the encodings that a user may choose, Western ones first.
CODE_PAGES = (
    "cp1252", "cp1250", "cp1257", "cp1254", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256",
    "cp874", "cp1258", "cp932", "gbk", "big5", "cp949",
)  # fmt: skip


def mood_separators(text: str) -> tuple[str, ...]:
    """Return the separators that a text names, such as "; , /"."""
    return tuple(dict.fromkeys(text.split()))


def are_valid_separators(text: str) -> bool:
    """Return whether each separator that the text names is made of printable marks only."""
    return text.isprintable() and not any(char.isalnum() for char in text)


@dataclass(frozen=True, slots=True)
class TagReading:
    """How the tags of a library's files are read.

    `separators` part moods in one text; `whole_moods` are moods that hold separators themselves
    and stay whole, casefolded. `code_page` is Python's name of the encoding of texts without a
    known one; empty: it is detected.
    """

    separators: tuple[str, ...] = mood_separators(DEFAULT_MOOD_SEPARATORS)
    whole_moods: frozenset[str] = frozenset()
    code_page: str = ""

    def with_separator(self, separator: str) -> TagReading:
        """Return the same with one more separator."""
        mark = separator.strip() or separator
        if not mark or mark in self.separators:
            return self
        return replace(self, separators=(*self.separators, mark))

    def with_moods(self, moods: Iterable[str]) -> TagReading:
        """Return the same for a vocabulary that holds these moods too."""
        whole = {mood.strip().casefold() for mood in moods if len(self._pieces(mood)) > 1}
        return replace(self, whole_moods=self.whole_moods | whole) if whole else self

    def split(self, text: str) -> list[str]:
        """Split a text into moods, untrimmed."""
        pieces = self._pieces(text)
        if not self.whole_moods:
            return pieces[::2]
        moods, start = [], 0
        while start < len(pieces):
            end = self._end_of_mood(pieces, start)
            moods.append("".join(pieces[start:end]))
            start = end + 1  # behind the separator
        return moods

    def _pieces(self, text: str) -> list[str]:
        """Return the parts of a text and the separators between them, by turns."""
        marks = [re.escape(mark) for mark in self.separators]
        return re.split(f"({'|'.join([_FIXED_SEPARATORS, *marks])})", text)

    def _end_of_mood(self, pieces: Sequence[str], start: int) -> int:
        last = min(len(pieces), start + 2 * _MAX_PIECES - 1)
        for end in range(last if (last - start) % 2 else last - 1, start + 1, -2):
            if "".join(pieces[start:end]).strip().casefold() in self.whole_moods:
                return end
        return start + 1

    @property
    def key(self) -> str:
        """Identifies what is read how: tags read with another key may read differently."""
        return _key(self)


@lru_cache(maxsize=16)  # asked for each of 100,000 files
def _key(reading: TagReading) -> str:
    parts = repr((reading.separators, sorted(reading.whole_moods), reading.code_page))
    return hashlib.blake2b(parts.encode("utf-8", "replace"), digest_size=8).hexdigest()


DEFAULT_READING = TagReading()
