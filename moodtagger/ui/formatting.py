"""Format numbers, times, paths and moods for display."""

from __future__ import annotations

import html
import os
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import Qt

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.musical_keys import KeyNotation, MusicalKey
from moodtagger.core.tracks import SongRow
from moodtagger.ui.text_normalization import display_text


def format_count(value: int) -> str:
    """Format a count with the locale's thousands separator."""
    return QLocale().toString(value)


def format_decimal(value: float, digits: int) -> str:
    """Format a number with a fixed number of decimals, as the locale writes it."""
    return QLocale().toString(value, "f", digits)


def song_count(count: int) -> str:
    """Format a number of songs: '1 song', '2,000 songs'."""
    return QCoreApplication.translate("formatting", "%Ln song(s)", "", count)


def file_count(count: int) -> str:
    """Format a number of files: '1 file', '12 files'."""
    return QCoreApplication.translate("formatting", "%Ln file(s)", "", count)


def quote(text: str) -> str:
    """Put a name or a word in the quotation marks of the language."""
    return QCoreApplication.translate("formatting", "“%1”").replace("%1", text)


def sentence_case(text: str) -> str:
    """Begin a text with a capital letter, for words that also stand inside sentences."""
    return text[:1].upper() + text[1:]


def format_time(seconds: float) -> str:
    """Format a position or a duration as m:ss or h:mm:ss."""
    total = max(0, int(seconds))
    hours, minutes, secs = total // 3600, total // 60 % 60, total % 60
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def remaining_time(seconds: float) -> str:
    """Format an estimate of the time left, the coarser the longer it is."""
    tr = QCoreApplication.translate
    if seconds < 60:
        text = tr("formatting", "%1 s left")
        return text.replace("%1", str(max(1, round(seconds))))
    if seconds < 3600:
        return tr("formatting", "%1 min left").replace("%1", str(round(seconds / 60)))
    hours, minutes = divmod(round(seconds / 60), 60)
    text = tr("formatting", "%1 h %2 min left")
    return text.replace("%1", str(hours)).replace("%2", f"{minutes:02}")


def display_path(path: str) -> str:
    """Make a path printable: undecodable bytes and line breaks become visible symbols."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join("\N{SYMBOL FOR NEWLINE}" if c in "\n\r" else c for c in text)


def error_text(error: MoodtaggerError) -> str:
    """Return an error's message and advice, followed by the path it is about."""
    path = display_path(error.path) if error.path else ""
    return (
        f"{error.full_message}\n{path}"
        if path and path not in error.full_message
        else error.full_message
    )


def file_name(path: str) -> str:
    """Return the last component of a path, made printable."""
    return display_path(os.path.basename(path.rstrip("/\\")) or path)  # noqa: PTH119  no disk touched


def shorten(text: str, limit: int = 60) -> str:
    """Elide the middle of a text that is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    half = (limit - 1) // 2
    return f"{text[:half]}\N{HORIZONTAL ELLIPSIS}{text[-half:]}"


def escape_rich_text(text: str) -> str:
    """Escape a text that Qt would take for markup, so that a tooltip shows it literally."""
    if not Qt.mightBeRichText(text):
        return text
    return f"<qt>{'<br>'.join(map(html.escape, text.splitlines()))}</qt>"


_custom_names: Mapping[str, str] = MappingProxyType({})


def set_custom_names(names: Mapping[str, str]) -> None:
    """Set the user's names of moods (label -> name); views show them when they are refilled."""
    global _custom_names
    _custom_names = dict(names)


def mood_text(label: str) -> str:
    """Return the user's name of a mood, or else its label, translated where possible."""
    custom = _custom_names.get(label)
    return display_text(custom if custom else QCoreApplication.translate("moods", label))


_key_notation = KeyNotation.CAMELOT


def set_key_notation(notation: KeyNotation) -> None:
    """Set the notation of keys; views show it when they are painted again."""
    global _key_notation
    _key_notation = notation


def notation_text(notation: KeyNotation) -> str:
    """Return the name of a notation of keys, with an example."""
    tr = QCoreApplication.translate
    return {
        KeyNotation.MUSICAL: tr("words", "Musical (Am)"),
        KeyNotation.CAMELOT: tr("words", "Camelot (8A)"),
        KeyNotation.OPEN_KEY: tr("words", "Open Key (1m)"),
    }[notation]


def key_text(key: MusicalKey | None) -> str:
    """Return a key in the chosen notation, empty for None."""
    return "" if key is None else key.text(_key_notation)


def copies_text(row: SongRow, copies: Sequence[SongRow]) -> str:
    """Name where else a recording is: 'also on Best of, 01.mp3'; empty without copies.

    A copy is named by its album, or by its file where the album is the same.
    """
    names = dict.fromkeys(
        copy.tags.album
        if copy.tags.album and copy.tags.album != row.tags.album
        else file_name(copy.path)
        for copy in copies
    )
    text = QCoreApplication.translate("formatting", "also on %1")
    return text.replace("%1", display_text(", ".join(names))) if names else ""
