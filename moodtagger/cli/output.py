"""Printing for people and for programs."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from moodtagger.core.circumplex import energy
from moodtagger.core.tracks import Progress, SongRow


def printable(text: str) -> str:
    """The text with every character that a terminal could obey made visible."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def complain(sentence: str, path: str | None = None) -> None:
    """Say on standard error what went wrong, and with which file."""
    where = f"{printable(path)}: " if path else ""
    print(f"moodtagger: {where}{printable(sentence)}", file=sys.stderr)


def print_json(value: dict[str, Any]) -> None:
    """One object, one line; names that are no text keep their bytes as \\udcXX escapes."""
    print(json.dumps(value), flush=True)


def row_dict(row: SongRow) -> dict[str, Any]:
    """A song of the library as a JSON object.

    `valence`, `arousal` and `quadrant` are the network's; the `felt_` ones are the person's where
    she `corrected` the song (when, in UTC), else the same.
    """
    return {
        "id": row.track_id,
        "path": row.path,
        "title": row.tags.title,
        "artist": row.tags.artist,
        "album": row.tags.album,
        "duration_s": _rounded(row.duration_s, 3),
        "state": str(row.state),
        "valence": _rounded(row.valence, 4),
        "arousal": _rounded(row.arousal, 4),
        "quadrant": None if row.quadrant is None else str(row.quadrant),
        "confidence": _rounded(row.confidence, 4),
        "moods": {label: round(p, 4) for label, p in row.moods},
        "proposed": list(row.proposed),
        "accepted": list(row.accepted),
        "rejected": list(row.rejected),
        "existing_moods": list(row.tags.moods),
        "message": row.message,
        "felt_valence": _rounded(row.felt_valence, 4),
        "felt_arousal": _rounded(row.felt_arousal, 4),
        "felt_quadrant": None if row.felt_quadrant is None else str(row.felt_quadrant),
        "corrected": None if row.correction is None else row.correction.when.isoformat(),
        "genre": row.tags.genre,
        "bpm": _rounded(row.tempo, 2),
        "key": row.tags.key,
        "energy": None if row.felt_arousal is None else energy(row.felt_arousal),
    }


def print_table(rows: list[SongRow]) -> None:
    """The songs as a table of fixed columns."""
    header = ("title", "artist", "quadrant", "valence", "arousal", "moods", "state")
    widths = (30, 20, 14, 7, 7, 32, 8)
    _line(header, widths)
    print("-" * (sum(widths) + 2 * (len(widths) - 1)))
    for row in rows:
        _line(_cells(row), widths)


def _cells(row: SongRow) -> tuple[str, ...]:
    moods = ", ".join(row.accepted or row.proposed) or row.message
    return (
        row.name,
        row.tags.artist,
        _quadrant(row),
        _signed(row.felt_valence),
        _signed(row.felt_arousal),
        moods,
        str(row.state),
    )


def _quadrant(row: SongRow) -> str:
    if row.correction is not None:
        return f"{row.correction.quadrant} (you)"
    return "" if row.quadrant is None else f"{row.quadrant} {100 * (row.confidence or 0):.0f} %"


def _line(cells: tuple[str, ...], widths: tuple[int, ...]) -> None:
    print("  ".join(_fit(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip())


def _fit(text: str, width: int) -> str:
    text = printable(text)
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"


def _signed(value: float | None) -> str:
    return "" if value is None else f"{value:+.2f}"


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


class ProgressLine:
    """A line on standard error: done, rate, time left; redrawn in place on a terminal."""

    def __init__(self, unit: str = "files") -> None:
        self._unit = unit
        self._live = sys.stderr.isatty()
        self._last = 0.0

    def show(self, progress: Progress) -> None:
        """Draw, at most ten times a second (every five seconds where it cannot be redrawn)."""
        now = time.monotonic()
        if now - self._last < (0.1 if self._live else 5.0) and progress.done < progress.total:
            return
        self._last = now
        line = self._text(progress)
        if self._live:
            print(f"\r\x1b[2K{line}", end="", file=sys.stderr, flush=True)
        elif progress.total:
            print(line, file=sys.stderr, flush=True)

    def finish(self) -> None:
        """Leave the line standing."""
        if self._live and self._last:
            print(file=sys.stderr)

    def _text(self, p: Progress) -> str:
        filled = round(20 * p.done / p.total) if p.total else 20
        left = "" if p.eta_s is None else f", {minutes(p.eta_s)} left"
        failed = f", {p.failed} failed" if p.failed else ""
        name = _fit(p.current.rsplit("/", 1)[-1], 40).rstrip()
        rate = f", {60 * p.rate:.0f} a minute" if p.rate else ""
        bar = "#" * filled + "." * (20 - filled)
        return f"[{bar}] {p.done}/{p.total} {self._unit}{rate}{left}{failed}  {name}".rstrip()


def minutes(seconds: float) -> str:
    """A length as h:mm:ss or m:ss."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
