"""Output of the commands, as text and as JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from typing import Any

from moodtagger.core.attributes import ATTRIBUTES
from moodtagger.core.circumplex import energy_level
from moodtagger.core.tracks import JobProgress, SongRow


def printable(text: str) -> str:
    """Return the text with every character that a terminal could interpret made visible."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def count_text(count: int, singular: str, plural: str = "") -> str:
    """Return "1 song" or "2 songs"; the plural is the singular with an s unless it is given."""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"


def print_error(message: str, path: str | None = None) -> None:
    """Print an error to standard error, after the path that it is about."""
    prefix = f"{printable(path)}: " if path else ""
    print(f"moodtagger: {prefix}{printable(message)}", file=sys.stderr)


_MAX_LEFT_OUT = 100  # lines; JSON has all


def print_left_out(left_out: Sequence[tuple[str, str]]) -> None:
    """Print how many files are not taken for songs, which, and why."""
    if not left_out:
        return
    print(f"{count_text(len(left_out), 'file')} skipped:")
    for path, message in left_out[:_MAX_LEFT_OUT]:
        print(f"  {printable(path)}: {printable(message)}")
    if len(left_out) > _MAX_LEFT_OUT:
        print(f"  ... and {len(left_out) - _MAX_LEFT_OUT} more (all of them with --json)")


def print_json(value: dict[str, Any]) -> None:
    """Print one object as one line; bytes that are not text stay as \\udcXX escapes."""
    print(json.dumps(value), flush=True)


def row_dict(row: SongRow) -> dict[str, Any]:
    """Return a song of the library as a JSON object.

    `valence`, `arousal` and `quadrant` are predicted, and `personal` where they are adjusted to the
    user's taste; the `felt_` ones are the user's where they
    `corrected` the song (a time in UTC), and else the same.
    """
    return {
        "id": row.track_id,
        "path": row.file,
        "title": row.tags.title,
        "artist": row.tags.artist,
        "album": row.tags.album,
        "duration_s": _rounded(row.duration_s, 3),
        "state": str(row.state),
        "valence": _rounded(row.valence, 4),
        "arousal": _rounded(row.arousal, 4),
        "quadrant": None if row.quadrant is None else str(row.quadrant),
        "confidence": _rounded(row.confidence, 4),
        "personal": row.personal,
        "moods": {label: round(p, 4) for label, p in row.moods},
        "proposed": list(row.proposed),
        "accepted": list(row.accepted),
        "rejected": list(row.rejected),
        "existing_moods": list(row.tags.moods),
        "message": row.message,
        "felt_valence": _rounded(row.effective_valence, 4),
        "felt_arousal": _rounded(row.effective_arousal, 4),
        "felt_quadrant": None if row.effective_quadrant is None else str(row.effective_quadrant),
        "corrected": None if row.correction is None else row.correction.corrected_at.isoformat(),
        "genre": row.tags.genre,
        "bpm": _rounded(row.effective_bpm, 2),
        "key": row.tags.key,
        "detected_key": None if row.predicted_key is None else row.predicted_key.text(),
        "ignored_bpm": row.tags.ignored_bpm,
        "energy": None if row.effective_arousal is None else energy_level(row.effective_arousal),
        "album_artist": row.tags.album_artist,
        "year": row.tags.year,
        "track": row.tags.track,
        "track_total": row.tags.track_total,
        "disc": row.tags.disc,
        "disc_total": row.tags.disc_total,
        "compilation": row.tags.compilation,
        "rating": row.tags.rating,
        "added": None if row.added is None else row.added.isoformat(),
        "cue_track": row.cue_number,
        "start_s": _rounded(row.start_s, 3),
        "end_s": _rounded(row.end_s, 3),
        "likely": list(row.likely),
        **{f"attribute_{name}": _attribute(row, name) for name in ATTRIBUTES},
    }


def _attribute(row: SongRow, name: str) -> float | None:
    return None if row.attributes is None else round(row.attributes[name], 4)


def print_table(rows: list[SongRow]) -> None:
    """Print the songs as a table with fixed columns."""
    header = ("title", "artist", "quadrant", "valence", "arousal", "moods", "state")
    widths = (30, 20, 15, 7, 7, 31, 8)
    _print_row(header, widths)
    print("-" * (sum(widths) + 2 * (len(widths) - 1)))
    for row in rows:
        _print_row(_row_cells(row), widths)


def _row_cells(row: SongRow) -> tuple[str, ...]:
    moods = ", ".join(row.accepted or _suggested(row)) or row.message
    return (
        row.name,
        row.tags.artist,
        _quadrant_text(row),
        _signed(row.effective_valence),
        _signed(row.effective_arousal),
        moods,
        str(row.state),
    )


def _suggested(row: SongRow) -> tuple[str, ...]:
    """Return the suggested moods, the likely ones with a question mark."""
    return (*row.proposed, *(f"{mood}?" for mood in row.likely if mood not in row.rejected))


def _quadrant_text(row: SongRow) -> str:
    if row.correction is not None:
        return f"{row.correction.quadrant} (corrected)"
    return "" if row.quadrant is None else f"{row.quadrant} {100 * (row.confidence or 0):.0f}%"


def _print_row(cells: tuple[str, ...], widths: tuple[int, ...]) -> None:
    print("  ".join(_fit(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip())


def _fit(text: str, width: int) -> str:
    text = printable(text)
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"


def _signed(value: float | None) -> str:
    return "" if value is None else f"{value:+.2f}"


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


_SINGULARS = {"files": "file", "songs": "song", "passes": "pass"}


class ProgressLine:
    """A progress line on standard error, which is redrawn in place on a terminal."""

    def __init__(self, unit: str = "files") -> None:
        self._unit = unit
        # A dumb terminal cannot erase a line.
        self._is_terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._last_shown = 0.0

    def show(self, progress: JobProgress) -> None:
        """Print the progress, at most every 0.1 s (every 5 s where it cannot be redrawn)."""
        now = time.monotonic()
        if (
            now - self._last_shown < (0.1 if self._is_terminal else 5.0)
            and progress.done < progress.total
        ):
            return
        self._last_shown = now
        line = self._text(progress)
        if self._is_terminal:
            print(f"\r\x1b[2K{line}", end="", file=sys.stderr, flush=True)
        elif progress.total:
            print(line, file=sys.stderr, flush=True)

    def finish(self) -> None:
        """End the line."""
        if self._is_terminal and self._last_shown:
            print(file=sys.stderr)

    def _text(self, p: JobProgress) -> str:
        filled = round(20 * p.done / p.total) if p.total else 20
        remaining = "" if p.eta_s is None else f", {format_duration(p.eta_s)} left"
        failed = f", {p.failed} failed" if p.failed else ""
        name = _fit(p.current.rsplit("/", 1)[-1], 40).rstrip()
        rate = f", {60 * p.rate:.0f}/min" if p.rate else ""
        bar = "#" * filled + "." * (20 - filled)
        unit = _SINGULARS.get(self._unit, self._unit) if p.total == 1 else self._unit
        return f"[{bar}] {p.done}/{p.total} {unit}{rate}{remaining}{failed}  {name}".rstrip()


def format_duration(seconds: float) -> str:
    """Format a length as h:mm:ss or m:ss."""
    total = round(seconds)
    hours, remainder = divmod(total, 3600)
    return (
        f"{hours}:{remainder // 60:02}:{remainder % 60:02}"
        if hours
        else f"{remainder // 60}:{remainder % 60:02}"
    )
