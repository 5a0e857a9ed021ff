"""What fits next for the playing song, and the preview of a transition."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from moodtagger.audio.decoders.base import DecoderError
from moodtagger.core.dj.next_songs import FittingSong, fitting_songs
from moodtagger.core.dj.transitions import MixRules
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.music_analysis import BeatEstimate
from moodtagger.core.playlist_formats import BEAT_GRID_SUFFIX
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting
from moodtagger.ui.dj_set.next_songs import NextSong
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.dj_set import SetController, transition_text
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.playback import PlaybackController
from moodtagger.ui.player.player import Player

_COUNT = 8


class NextSongsController(QObject):
    """Keeps the list of what fits next up to date while it is shown, and mixes previews."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        playback: PlaybackController,
        dj_set: SetController,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._playback = playback
        self._set = dj_set
        self._player = player
        self._preview_folder: Path | None = None
        page = dj_set.page
        page.next_songs.playRequested.connect(playback.play)
        page.next_songs.addRequested.connect(self._add)
        page.next_button.toggled.connect(lambda _on: self.refresh())
        page.table.steps.modelReset.connect(self.refresh)
        page.transition_bar.previewRequested.connect(self.preview)
        player.songChanged.connect(lambda _track_id: self.refresh())
        action = context.actions.add(
            "view",
            self.tr("What fits &next"),
            "Ctrl+Shift+9",
            tip=self.tr("Songs that fit after the playing one by key, tempo, energy and mood"),
        )
        action.triggered.connect(lambda _on=False: self.show())

    def show(self) -> None:
        """Show the list and put the focus into it."""
        self._set.go_to_page()
        self._set.page.next_button.setChecked(True)
        self._set.page.next_songs.songs.setFocus()

    def refresh(self) -> None:
        """Find what fits after the playing song, or else after the last one of the set."""
        page = self._set.page
        if not page.next_button.isChecked():
            return
        current = self._current()
        if current is None:
            page.next_songs.show_songs(None, ())
            return
        rules = page.rules()
        excluded = {row.track_id for row in self._set.rows}
        self._context.run(
            JobQueue.SEARCH,
            lambda service, job: _find(service, current, rules, excluded),
            lambda found: self._show(current, found),
            supersede_key="what fits next",
        )

    def preview(self) -> None:
        """Mix the end of the song before the selected step into that step's, and play it."""
        rows, selected = self._set.rows, self._set.page.table.selected_rows()
        if len(selected) != 1 or selected[0] == 0:
            return
        before, after = rows[selected[0] - 1], rows[selected[0]]
        name = self.tr("Transition %1").replace("%1", formatting.format_count(selected[0]))
        self._close_preview()
        folder = self._preview_folder = Path(tempfile.mkdtemp(prefix="moodtagger-"))
        path = folder / f"{name}.wav"
        self._context.run(
            JobQueue.DECODE,
            lambda service, job: _write_preview(service, before, after, path),
            self._play_preview,
            supersede_key="transition",
        )

    def close(self) -> None:
        """Remove the preview's file."""
        self._close_preview()

    def _current(self) -> SongRow | None:
        playing = self._player.track_id
        if playing is not None and (row := self._library.song(playing)) is not None:
            return row
        rows = self._set.rows
        return rows[-1] if rows else None

    def _show(self, current: SongRow, found: Sequence[FittingSong]) -> None:
        songs = [NextSong(song.row, _reason(song)) for song in found]
        self._set.page.next_songs.show_songs(current, songs)

    def _add(self, track_id: int) -> None:
        self._set.add([track_id])

    def _play_preview(self, path: Path) -> None:
        if path.parent == self._preview_folder:
            self._playback.play_file(str(path))

    def _close_preview(self) -> None:
        folder, self._preview_folder = self._preview_folder, None
        if folder is not None:
            if self._player.path is not None and Path(self._player.path).parent == folder:
                self._player.stop()
            shutil.rmtree(folder, ignore_errors=True)


def _find(
    service: Service, current: SongRow, rules: MixRules, excluded: set[int]
) -> list[FittingSong]:
    copies = service.recordings.copies([current.track_id]).get(current.track_id, ())
    left_out = excluded.union(copies)
    return fitting_songs(service.tracks.rows(), current, rules, _COUNT, excluded_ids=left_out)


def _reason(song: FittingSong) -> str:
    row = song.row
    parts = [
        formatting.key_text(row.effective_key),
        transition_text(song.transition),
        "" if song.energy != song.energy else f"E{formatting.format_count(round(song.energy))}",
    ]
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)


def _write_preview(service: Service, before: SongRow, after: SongRow, path: Path) -> Path:
    from moodtagger.audio.transition_preview import MixSong, write_transition

    beats = service.tracks.beats([before, after], BEAT_GRID_SUFFIX)

    def mix_song(row: SongRow, known: Mapping[int, BeatEstimate]) -> MixSong:
        beat = known.get(row.track_id)
        start_s, end_s = row.excerpt or (0.0, None)
        return MixSong(
            row.file,
            end_s or start_s + (row.duration_s or 0.0),
            start_s,
            row.effective_bpm,
            None if beat is None else beat.first_beat_s,
        )

    try:
        write_transition(mix_song(before, beats), mix_song(after, beats), path)
    except (DecoderError, OSError) as error:
        raise MoodtaggerError(
            Message.of("Couldn't mix these songs: {error}.", error=str(error)),
            advice=Message.of("Play them one after the other."),
        ) from error
    return path
