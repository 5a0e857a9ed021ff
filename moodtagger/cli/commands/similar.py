"""`moodtagger similar` and `duplicates`: songs like one, and songs that are there several times."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

from moodtagger.cli.commands.library import open_service
from moodtagger.cli.commands.set import transition_dict
from moodtagger.cli.output import count_text, print_error, print_json, printable, row_dict
from moodtagger.cli.set_options import mix_rules
from moodtagger.cli.song_options import (
    chosen_filter,
    playlist_target,
    print_written,
    write_playlist,
)
from moodtagger.core.dj.next_songs import FittingSong, fitting_songs
from moodtagger.core.errors import AudioError
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.services.library_service import LibraryService
from moodtagger.services.recordings import RecordingCopy
from moodtagger.services.similarity_search import SimilarSongs


def run_similar(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the library's songs most similar to a file, which may be outside the library."""
    out = playlist_target(arguments)
    if arguments.mix:
        return _run_mix(arguments, out, cancel)
    with open_service(profile=arguments.profile) as service:
        similar = _similar_songs(service, arguments, cancel)
        found = [row for row, _ in similar.results]
        count = 0 if out is None or not found else write_playlist(service, arguments, found, out)
    for copy in similar.seed_copies:
        print_error(f"This song is also in the library: {_copy_text(copy)}")
    for row, result in similar.results:
        copies = similar.copies.get(row.track_id, ())
        if arguments.json:
            also_on = [{"path": copy.path, "album": copy.tags.album} for copy in copies]
            distance = {"distance": round(result.distance, 5)}
            print_json(distance | row_dict(row) | {"also_on": also_on})
        else:
            print(f"{result.distance:.3f}  {printable(_song_text(row))}")
            for copy in copies:
                print(f"       also on {_copy_text(copy)}")
    if not similar.results:
        print_error(_NOTHING_SIMILAR[chosen_filter(arguments) is None])
        return 1
    if out is not None and not arguments.json:
        print_written(count, out)
    return 0


def _run_mix(arguments: argparse.Namespace, out: Path | None, cancel: Event) -> int:
    """Print the songs that fit after a file in a DJ's set."""
    song_filter = chosen_filter(arguments)
    with open_service(profile=arguments.profile) as service:
        current, copies = _mixed_song(service, arguments.file, cancel)
        rows = service.tracks.rows() if song_filter is None else service.filters.rows(song_filter)
        found = fitting_songs(
            rows, current, mix_rules(arguments), arguments.count, excluded_ids=copies
        )
        songs = [song.row for song in found]
        count = 0 if out is None or not songs else write_playlist(service, arguments, songs, out)
    for song in found:
        if arguments.json:
            transition = {"transition": transition_dict(song.transition)}
            print_json(transition | row_dict(song.row))
        else:
            print(_mix_line(song))
    if not found:
        print_error(_NOTHING_SIMILAR[song_filter is None])
        return 1
    if out is not None and not arguments.json:
        print_written(count, out)
    return 0


def _mixed_song(service: LibraryService, name: str, cancel: Event) -> tuple[SongRow, Sequence[int]]:
    """Return a file's row and the ids of its copies; a file outside the library is analyzed."""
    path = os.path.abspath(name)  # noqa: PTH100 - `..` must go
    row = service.tracks.find(path)
    if row is not None and row.effective_valence is not None:
        return row, service.recordings.copies([row.track_id]).get(row.track_id, ())
    analysis = _analysis(service, path, cancel)
    prediction, music = analysis.prediction, analysis.music
    assert prediction is not None  # see `_analysis`
    outside = SongRow(
        -1,
        path,
        FileTags() if row is None else row.tags,
        valence=prediction.valence,
        arousal=prediction.arousal,
        predicted_bpm=analysis.bpm,
        predicted_key=None if music.key is None else music.key.key,
    )
    return outside, service.recordings.songs_of(analysis)


def _mix_line(song: FittingSong) -> str:
    row, transition = song.row, song.transition
    bpm = "" if row.effective_bpm is None else f"{row.effective_bpm:.0f}"
    change = "" if transition.bpm_change is None else f"{transition.bpm_change:+.0f}"
    key, relation = row.effective_key, transition.relation
    return (
        f"{bpm:>3} {change:>3}  {'' if key is None else key.text():3} "
        f"{'' if relation is None else relation.replace('_', ' '):12}  "
        f"E{song.energy:<2.0f}  {printable(_song_text(row))}"
    )


_NOTHING_SIMILAR = {
    True: "The library has no other analyzed songs. Scan a folder first.",
    False: "No other analyzed songs match the filter.",
}


def _similar_songs(
    service: LibraryService, arguments: argparse.Namespace, cancel: Event
) -> SimilarSongs:
    """Rank as the window does."""
    song_filter = chosen_filter(arguments)
    query = SimilarityQuery(
        count=arguments.count,
        max_per_artist=arguments.per_artist,
        max_per_album=arguments.per_album,
        only_ids=None if song_filter is None else service.filters.ids(song_filter),
    )
    path = os.path.abspath(arguments.file)  # noqa: PTH100 - `..` must go
    row = service.tracks.find(path)
    if row is not None and row.valence is not None:
        return service.similarity.find_similar([row.track_id], query)
    return service.similarity.find_similar_to_file(_analysis(service, path, cancel), query)


def _analysis(service: LibraryService, path: str, cancel: Event) -> AnalysisResult:
    """Analyze a file; raise AudioError where that gives no prediction."""
    analysis = service.analysis.analyze_file(path, cancel=cancel)
    if analysis is None or analysis.prediction is None:
        reason = "Stopped." if analysis is None else analysis.error or analysis.skip_reason
        raise AudioError(reason, path=path)
    return analysis


def run_duplicates(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the songs that are in the library more than once, copies together."""
    with open_service() as service:
        recordings = service.recordings.duplicates()
    for copies in recordings:
        if arguments.json:
            print_json({"copies": [_copy_dict(copy) for copy in copies]})
        else:
            _print_copies(copies)
    if not arguments.json:
        files = sum(map(len, recordings))
        print(
            f"{count_text(len(recordings), 'song')} in {count_text(files, 'file')}"
            if recordings
            else "No duplicate songs."
        )
    return 0


def _print_copies(copies: Sequence[RecordingCopy]) -> None:
    print(printable(_song_text(copies[0].row)))
    for copy in copies:
        info, bit_rate, duration_s = copy.info, copy.bit_rate, copy.row.duration_s
        codec = "" if info is None else info.codec
        rate = "" if bit_rate is None else f"{round(bit_rate / 1000)} kbps"
        length = "" if duration_s is None else _length_text(duration_s)
        print(f"  {printable(codec):<12} {rate:>9} {length:>8}  {printable(copy.row.path)}")


def _length_text(duration_s: float) -> str:
    minutes, seconds = divmod(round(duration_s), 60)
    return f"{minutes}:{seconds:02}"


def _copy_dict(copy: RecordingCopy) -> dict[str, Any]:
    info = copy.info
    return {
        "path": copy.row.path,
        "title": copy.row.tags.title,
        "artist": copy.row.tags.artist,
        "album": copy.row.tags.album,
        "codec": None if info is None else info.codec,
        "bit_rate": copy.bit_rate,
        "sample_rate": None if info is None else info.sample_rate,
        "channels": None if info is None else info.channels,
        "duration_s": None if info is None else round(info.duration_s, 3),
        "size": copy.size,
    }


def _song_text(row: SongRow) -> str:
    return f"{row.tags.artist} - {row.name}" if row.tags.artist else row.name


def _copy_text(row: SongRow) -> str:
    """Return the album and path of a copy."""
    album = f"{row.tags.album}: " if row.tags.album else ""
    return printable(album + row.path)
