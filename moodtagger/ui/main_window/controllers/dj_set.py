"""The Set page: builds sets off this thread, and changes their steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject

from moodtagger.core.dj.set_builder import BuiltSet, SetRequest, best_for_gap, build_set
from moodtagger.core.dj.songs import song_key
from moodtagger.core.dj.transitions import MixTable, Transition, describe_transition
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui import formatting
from moodtagger.ui.dj_set import SetPage
from moodtagger.ui.dj_set.set_model import SetStep
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.playback import PlaybackController
from moodtagger.ui.main_window.controllers.table_actions import PlaylistController

PAGE_KEY = "set"
_MAX_UNDO = 100


class SetController(QObject):
    """Owns the set: the songs that it was built from, and the numbers of those in it."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        playback: PlaybackController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self.playlists = PlaylistController(context, self)
        self.page = SetPage()
        self._songs = MixTable.of(())
        self._chosen: list[int] = []
        self._locked: set[int] = set()
        self._undo: list[list[int]] = []
        self._swaps: list[int] = []
        context.views.add_page(self.page, self.tr("Set"), PAGE_KEY)
        go = context.actions.add("view", self.tr("Go to the &set"), "Ctrl+9")
        go.triggered.connect(self._go_to_page)
        self._connect(playback)
        self._show()

    def _connect(self, playback: PlaybackController) -> None:
        page = self.page
        page.buildRequested.connect(self.build)
        page.saveRequested.connect(self._save)
        page.undoRequested.connect(self._undo_change)
        page.reverseRequested.connect(lambda: self._change(self._chosen[::-1]))
        page.lockRequested.connect(self._toggle_locks)
        page.swapRequested.connect(self._swap)
        page.table.removeRequested.connect(self._remove)
        page.table.playRequested.connect(playback.play)
        page.table.steps.moved.connect(lambda order: self._change([self._chosen[i] for i in order]))
        page.table.selectionModel().selectionChanged.connect(lambda *_: self._selection_changed())

    def build(self) -> None:
        """Build a set; locked songs stay at their steps."""
        shown = self.page.only_shown.isChecked()
        ids = self._context.views.table.shown_ids() if shown else None
        locked = {
            step: self._songs.rows[i] for step, i in enumerate(self._chosen) if i in self._locked
        }
        request = self.page.request()
        self.page.show_note(self.tr("Building the set\N{HORIZONTAL ELLIPSIS}"))
        self._context.run(
            JobQueue.SEARCH,
            lambda service, job: _build(service.tracks.rows(), ids, locked, request),
            self._show_built,
            supersede_key="set",
        )

    def _show_built(self, result: tuple[MixTable, BuiltSet, frozenset[int]]) -> None:
        self._songs, built, self._locked = result[0], result[1], set(result[2])
        self._chosen = list(built.songs)
        self._undo.clear()
        self._show()

    def _change(self, chosen: list[int]) -> None:
        self._undo = [*self._undo[-_MAX_UNDO:], self._chosen]
        self._chosen = chosen
        self._show()

    def _undo_change(self) -> None:
        if self._undo:
            self._chosen = self._undo.pop()
            self._show()

    def _remove(self) -> None:
        gone = set(self.page.table.selected_rows())
        self._change([song for step, song in enumerate(self._chosen) if step not in gone])

    def _toggle_locks(self) -> None:
        rows = self.page.table.selected_rows()
        chosen = {self._chosen[row] for row in rows}
        self._locked = self._locked - chosen if chosen <= self._locked else self._locked | chosen
        self._show()
        for row in rows:
            self.page.table.selectRow(row)

    def _swap(self, number: int) -> None:
        rows = self.page.table.selected_rows()
        if len(rows) == 1 and number < len(self._swaps):
            chosen = list(self._chosen)
            chosen[rows[0]] = self._swaps[number]
            self._change(chosen)
            self.page.table.selectRow(rows[0])

    def _selection_changed(self) -> None:
        rows = self.page.table.selected_rows()
        self._swaps = []
        if len(rows) == 1:
            request = replace(self.page.request(), count=len(self._chosen), minutes=None)
            self._swaps = best_for_gap(self._songs, self._chosen, rows[0], request)
        self.page.show_swaps([self._swap_text(song) for song in self._swaps])
        if rows:
            self._library.select({self._songs.rows[self._chosen[row]].track_id for row in rows})

    def _swap_text(self, song: int) -> str:
        row = self._songs.rows[song]
        key, bpm = song_key(row), row.effective_bpm
        parts = [
            "" if key is None else key.text(),
            "" if bpm is None else formatting.format_decimal(bpm, 0),
            _energy_text(self._songs, song),
        ]
        about = " \N{MIDDLE DOT} ".join(part for part in parts if part)
        return f"{formatting.shorten(row.name, 40)} ({about})" if about else row.name

    def _show(self) -> None:
        rules, songs = self.page.rules(), self._songs
        steps = []
        for step, song in enumerate(self._chosen):
            transition = (
                describe_transition(songs, self._chosen[step - 1], song, rules) if step else None
            )
            energy = songs.energy[song]
            steps.append(
                SetStep(
                    songs.rows[song],
                    None if np.isnan(energy) else float(energy),
                    transition,
                    song in self._locked,
                )
            )
        self.page.show_steps(steps, self._note([step.transition for step in steps[1:]]))
        self.page.undo_button.setEnabled(bool(self._undo))

    def _note(self, transitions: Sequence[Transition | None]) -> str:
        if not self._chosen:
            return self.tr(
                "Drag the dotted line to set the energy over time, then build a set from "
                "your analyzed songs."
            )
        texts = {
            ("tempo",): self.tr("%1 to %2: the tempo changes too much."),
            ("key",): self.tr("%1 to %2: the keys clash."),
            ("tempo", "key"): self.tr("%1 to %2: the tempo changes too much, and the keys clash."),
        }
        broken = [
            texts[transition.broken]
            .replace("%1", formatting.format_count(i))
            .replace("%2", formatting.format_count(i + 1))
            for i, transition in enumerate(transitions, 1)
            if transition is not None and transition.broken
        ]
        if len(broken) > 3:
            more = self.tr("%n more transitions do not fit.", "", len(broken) - 3)
            broken = [*broken[:3], more]
        return " ".join(broken)

    def _save(self) -> None:
        rows = [self._songs.rows[song] for song in self._chosen]
        self.playlists.save(rows, self.tr("Set"))

    def _go_to_page(self) -> None:
        self._context.views.show_page(PAGE_KEY)
        self.page.table.setFocus()


def _is_usable(row: SongRow) -> bool:
    return row.effective_valence is not None and row.state is not TrackState.ABSENT


def _energy_text(songs: MixTable, song: int) -> str:
    energy = songs.energy[song]
    return "" if np.isnan(energy) else f"E{formatting.format_count(round(float(energy)))}"


def _build(
    library: Sequence[SongRow],
    ids: set[int] | None,
    locked: dict[int, SongRow],
    request: SetRequest,
) -> tuple[MixTable, BuiltSet, frozenset[int]]:
    """Build from the songs with these ids, and from the locked ones, whatever the filter shows."""
    kept = {row.track_id for row in locked.values()}
    rows = [
        row
        for row in library
        if row.track_id in kept or (_is_usable(row) and (ids is None or row.track_id in ids))
    ]
    numbers = {row.track_id: i for i, row in enumerate(rows)}
    songs = MixTable.of(rows)
    fixed = {step: numbers[row.track_id] for step, row in locked.items() if row.track_id in numbers}
    built = build_set(songs, replace(request, fixed=fixed))
    return songs, built, frozenset(fixed.values())
