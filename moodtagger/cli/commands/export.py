"""`moodtagger map` and `moodtagger export`: the library as a picture, a table or a playlist."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
from pathlib import Path
from threading import Event

from moodtagger.cli.output import row_dict
from moodtagger.cli.session import open_service
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.playlists import m3u8
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.services.scan.discovery import has_audio_suffix


def run_map(arguments: argparse.Namespace, cancel: Event) -> int:
    """Draw the circumplex into a PNG file."""
    from moodtagger.app import render_map_png

    out = _output_path(arguments.out)
    with open_service() as service:
        rows, vocabulary = service.rows(), service.vocabulary()
    render_map_png(rows, vocabulary, out, arguments.size, dark=arguments.dark)
    print(f"{sum(row.effective_valence is not None for row in rows)} songs drawn into {out}")
    return 0


def run_export(arguments: argparse.Namespace, cancel: Event) -> int:
    """Write all songs into one file."""
    out = _output_path(arguments.out)
    with open_service() as service:
        rows = service.rows()
    if arguments.format == "m3u8":
        rows = [row for row in rows if row.state is not TrackState.ABSENT]
        data = os.fsencode(m3u8(rows, out.parent))
    elif arguments.format == "json":
        data = (json.dumps([row_dict(row) for row in rows], indent=1) + "\n").encode()
    else:
        data = _csv_text(rows).encode("utf-8", "backslashreplace")
    try:
        out.write_bytes(data)
    except OSError as error:
        raise MoodtaggerError(
            f"The file cannot be written: {error.strerror}.",
            path=out,
            advice="Choose another place.",
        ) from error
    print(f"{len(rows)} songs written to {out}")
    return 0


def _output_path(name: str) -> Path:
    """Where the file goes; never in the place of a song."""
    out = Path(name).absolute()
    if has_audio_suffix(out):
        raise MoodtaggerError(
            "This is the name of a song, which would be lost.",
            path=out,
            advice="Choose another name.",
        )
    return out


def _csv_text(rows: list[SongRow]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    fields = list(row_dict(rows[0])) if rows else ["path"]
    writer.writerow(fields)
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row_dict(row).values()])
    return text.getvalue()


def _csv_cell(value: object) -> object:
    if isinstance(value, dict):
        value = "; ".join(f"{label} {p}" for label, p in value.items())
    if isinstance(value, list):
        value = "; ".join(value)
    # A spreadsheet would run a text that begins like a formula.
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + value
    return value
