"""A library in memory that behaves as the services do, and songs to fill it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from moodtagger.core.circumplex import QUADRANTS, Correction, clip_to_plane, quadrant_of
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.prediction import AnalysisResult, AudioInfo, Prediction, Segment
from moodtagger.core.tag_plan import FieldChange, TagPlan, WriteMode, WritePolicy
from moodtagger.core.track_table import TrackTable
from moodtagger.core.tracks import FileTags, JobProgress, Neighbor, SongRow, TrackState
from moodtagger.core.vocabulary import (
    PRECISIONS,
    UNREACHABLE_THRESHOLD,
    Mood,
    OperatingPoint,
    Vocabulary,
)
from moodtagger.services.active_model import PrecisionForecast, precision_forecasts
from moodtagger.services.library_service import SongDetail
from moodtagger.services.scan.scanner import ScanSummary
from moodtagger.services.tag_history import BatchPart, UndoSummary
from moodtagger.services.tag_writing import Preview, WriteSummary
from moodtagger.store import BatchInfo, EntryState, FieldState, JournalEntry
from tests.support.track_tables import make_track_table
from tests.support.ui.fake_reanalysis import FakeReanalysis
from tests.support.ui.fake_review import FakeReview
from tests.support.ui.fake_similarity import FakeSimilarity

MOOD_POINTS = {
    "happy": (0.81, 0.46), "energetic": (0.45, 0.80), "playful": (0.62, 0.38),
    "triumphant": (0.52, 0.62), "angry": (-0.55, 0.72), "tense": (-0.48, 0.55),
    "aggressive": (-0.42, 0.82), "dark": (-0.62, 0.18), "sad": (-0.72, -0.36),
    "gloomy": (-0.60, -0.22), "lonely": (-0.55, -0.52), "nostalgic": (-0.18, -0.42),
    "calm": (0.46, -0.62), "tender": (0.50, -0.38), "dreamy": (0.22, -0.56),
    "romantic": (0.60, -0.12), "peaceful": (0.58, -0.74), "epic": (0.12, 0.66),
}  # fmt: skip
ADJECTIVES = ["Silver", "Broken", "Quiet", "Golden", "Electric", "Hollow", "Distant", "Burning"]
NOUNS = ["River", "Morning", "Engine", "Garden", "Shadow", "Harbour", "Signal", "Winter"]
ARTISTS = [
    "Mara Lindqvist", "The Paper Comets", "Oskar Vey", "Low Tide Choir", "Ana Beltrán",
    "Kilo Foxtrot", "Hinterhof Trio", "Sister Meridian", "Джаз у окна", "夜のラジオ",
]  # fmt: skip
ALBUMS = ["Tidal Rooms", "Night Bus", "Half-Light", "Letters Home", "Static Bloom"]
MODEL = "moodnet 1.0"


def vocabulary() -> Vocabulary:
    """Eighteen moods at their places."""
    return Vocabulary([Mood(m, (m,), v, a, 0.75, 0.45) for m, (v, a) in MOOD_POINTS.items()])


def vocabulary_with_choices() -> Vocabulary:
    """The same with a threshold for each precision; the more is asked, the more are weak."""
    moods = []
    for index, mood in enumerate(vocabulary()):
        best = 0.5 + 0.025 * index
        choices = [
            OperatingPoint(p, p - 0.1, 30, p) if p < best else unreachable_choice(p)
            for p in PRECISIONS
        ]
        moods.append(replace(mood, choices=tuple(choices)))
    return Vocabulary(moods)


def unreachable_choice(precision: float) -> OperatingPoint:
    return OperatingPoint(precision, UNREACHABLE_THRESHOLD, 0, None)


def probabilities(valence: float, arousal: float) -> dict[str, float]:
    """Moods near the point are likely."""
    return {
        mood: float(0.92 * np.exp(-3.2 * ((valence - v) ** 2 + (arousal - a) ** 2)))
        for mood, (v, a) in MOOD_POINTS.items()
    }


def analyzed_row(row: SongRow, rng: np.random.Generator) -> SongRow:
    """The song after it was listened to."""
    center = list(MOOD_POINTS.values())[int(rng.integers(len(MOOD_POINTS)))]
    v, a = np.clip(np.array(center) * 0.8 + rng.normal(0, 0.2, 2), -0.97, 0.97)
    moods = probabilities(v, a)
    proposed = vocabulary().confident(moods)[:3]
    ranked = sorted(moods.items(), key=lambda item: -item[1])[:5]
    return replace(
        row,
        state=TrackState.REVIEW if proposed else TrackState.UNSURE,
        valence=float(v),
        arousal=float(a),
        quadrant=quadrant_of(v, a),
        confidence=float(0.35 + 0.6 * min(1.0, np.hypot(v, a))),
        moods=tuple(ranked),
        proposed=proposed,
        message="" if proposed else "No mood is sure enough.",
    )


def unanalyzed_row(i: int, rng: np.random.Generator, folder: str = "/music") -> SongRow:
    """A song as found in a folder."""
    artist = ARTISTS[int(rng.integers(len(ARTISTS)))]
    album = ALBUMS[int(rng.integers(len(ALBUMS)))]
    title = (
        f"{ADJECTIVES[int(rng.integers(len(ADJECTIVES)))]} {NOUNS[int(rng.integers(len(NOUNS)))]}"
    )
    moods = ("Mellow",) if rng.random() < 0.15 else ()
    tags = FileTags(title=title, artist=artist, album=album, genre="Indie", moods=moods)
    path = f"{folder}/{artist}/{album}/{i:05d} {title}.flac"
    return SongRow(i, path, tags, duration_s=float(rng.uniform(120, 420)))


def songs(n: int, seed: int = 1) -> list[SongRow]:
    """Songs that were heard; a few failed, a few decided, one title-less."""
    rng = np.random.default_rng(seed)
    rows = [analyzed_row(unanalyzed_row(i, rng), rng) for i in range(1, n + 1)]
    for i in range(0, n, 17):
        rows[i] = replace(
            unanalyzed_row(i + 1, rng),
            state=TrackState.FAILED,
            message="The file breaks off in its first second and holds no sound.",
        )
    for i in range(1, n, 9):
        rows[i] = replace(rows[i], accepted=rows[i].proposed, state=TrackState.DECIDED)
    return rows


def prediction(row: SongRow) -> Prediction:
    """A prediction that fits the row, with its course over time."""
    v, a = row.valence or 0.0, row.arousal or 0.0
    steps = 24
    length = (row.duration_s or 200.0) / steps
    segments = []
    for i in range(steps):
        sv = v + 0.25 * np.sin(i / 3 + row.track_id)
        sa = a + 0.3 * np.cos(i / 4)
        segments.append(
            Segment(i * length, (i + 1) * length, float(sv), float(sa), probabilities(sv, sa))
        )
    weights = np.exp([1.5 * (v * x + a * y) for x, y in ((1, 1), (-1, 1), (-1, -1), (1, -1))])
    quadrant_probabilities = weights / weights.sum()
    return Prediction(
        v, a, 0.22, 0.18,
        dict(zip(QUADRANTS, map(float, quadrant_probabilities), strict=True)),
        probabilities(v, a), row.proposed, tuple(segments),
        np.full(128, 1 / np.sqrt(128), dtype=np.float32), MODEL,
    )  # fmt: skip


OnStep = Callable[[int, int, str], None]


def ignore_step(done: int, total: int, path: str) -> None:
    """Nobody looks on."""


class FakeService(FakeReview, FakeSimilarity, FakeReanalysis):
    """Songs, decisions, 'files' and their history in dictionaries."""

    def __init__(self, rows: Sequence[SongRow] = (), *, read_only: bool = False) -> None:
        FakeReanalysis.__init__(self)
        self.busy_message = "Another moodtagger is using this library." if read_only else ""
        self.notice = ""
        self.recovered: list[tuple[str, str]] = []
        self.read_only = read_only
        self.closed = False
        self.rows_by_id = {row.track_id: row for row in rows}
        self.folder_paths = ["/music"] if rows else []
        self.moods_in_files: dict[str, tuple[str, ...]] = {r.path: r.tags.moods for r in rows}
        self.write_batches: list[tuple[BatchInfo, list[JournalEntry]]] = []
        self.files_per_scan = 12  # files that a scan of a folder finds
        self.file_limit: int | None = None  # files after which a scan waits to be cancelled
        self.idle_polls = 0  # how often a paused or limited scan has looked for its tokens
        self.scanned: list[str] = []
        self.threads: set[str] = set()
        self.gate = threading.Event()  # holds a write or a scan until it is set
        self.gate.set()
        self.precision = 0.6
        self.moods = MoodPreferences()
        self.applied_settings: tuple[int | None, str] | None = None
        self.full_speed = False
        self.exclude_patterns: tuple[str, ...] = ()
        self.covers: dict[str, bytes] = {}
        self.precision_error = ""  # why a choice cannot be kept

    def close(self) -> None:
        self.closed = True

    def vocabulary(self) -> Vocabulary:
        return self.moods.apply_to(vocabulary_with_choices(), self.precision)

    def full_vocabulary(self) -> Vocabulary:
        return vocabulary_with_choices()

    def set_mood_preferences(self, preferences: MoodPreferences) -> Vocabulary:
        self.threads.add(threading.current_thread().name)
        self.moods = preferences
        return self.vocabulary()

    def apply_settings(self, *, jobs: int | None, separator: str, full_speed: bool = False) -> None:
        self.applied_settings = (jobs, separator)
        self.full_speed = full_speed

    def set_exclude_patterns(self, patterns: Sequence[str]) -> None:
        self.exclude_patterns = tuple(patterns)

    def precision_forecasts(self) -> list[PrecisionForecast]:
        self.threads.add(threading.current_thread().name)
        self.gate.wait()
        songs = {p: round((1 - p) * len(self.rows_by_id)) for p in PRECISIONS}
        return precision_forecasts(vocabulary_with_choices(), songs)

    def set_precision(self, precision: float) -> Vocabulary:
        self.threads.add(threading.current_thread().name)
        if self.precision_error:
            raise MoodtaggerError(self.precision_error)
        self.precision = precision
        limits = self.vocabulary().thresholds()
        for row in self.rows_by_id.values():
            sure = tuple(mood for mood, p in row.moods if p >= limits[mood])
            self.rows_by_id[row.track_id] = replace(row, proposed=sure)
        return self.vocabulary()

    def folders(self) -> list[str]:
        return list(self.folder_paths)

    def rows(self, track_ids: Sequence[int] | None = None) -> list[SongRow]:
        self.threads.add(threading.current_thread().name)
        if track_ids is None:
            return list(self.rows_by_id.values())
        return [self.rows_by_id[i] for i in track_ids if i in self.rows_by_id]

    def track_table(self) -> TrackTable:
        return make_track_table(self.rows())

    def row_of(self, path: str) -> SongRow | None:
        return next((row for row in self.rows_by_id.values() if row.path == path), None)

    def detail(self, track_id: int) -> SongDetail | None:
        row = self.rows_by_id.get(track_id)
        if row is None:
            return None
        heard = prediction(row) if row.valence is not None else None
        return SongDetail(row, heard, AudioInfo(row.duration_s or 0, 44100, 2, "FLAC"))

    def nearest_songs(self, track_id: int, n: int = 12) -> list[Neighbor]:
        here = self.rows_by_id[track_id]
        if here.valence is None or here.arousal is None:
            return []
        found = [
            Neighbor(r.track_id, abs(r.valence - here.valence) + abs(r.arousal - here.arousal))
            for r in self.rows_by_id.values()
            if r.valence is not None and r.arousal is not None and r.track_id != track_id
        ]
        return sorted(found, key=lambda x: x.distance)[:n]

    def cover(self, path: str) -> bytes | None:
        self.threads.add(threading.current_thread().name)
        return self.covers.get(path)

    def mood_probabilities(self, mood: str) -> tuple[np.ndarray, np.ndarray]:
        heard = [row for row in self.rows_by_id.values() if row.valence is not None]
        ids = np.array([row.track_id for row in heard], np.int64)
        shares = [probabilities(row.valence or 0.0, row.arousal or 0.0)[mood] for row in heard]
        return ids, np.array(shares, np.float32)

    def spectrogram(self, path: str, *, cancel: threading.Event | None = None) -> np.ndarray:
        rng = np.random.default_rng(len(path))
        slope = np.linspace(-20, -70, 96)[None, :]
        beat = 8 * np.sin(np.arange(600) / 9)[:, None]
        return np.asarray(slope + beat + rng.normal(0, 5, (600, 96)), np.float32)

    def analyze_external_file(
        self, path: str, *, quick: bool = False, cancel: threading.Event | None = None
    ) -> AnalysisResult | None:
        if "broken" in path:
            return AnalysisResult(path, error="This file holds no sound that can be decoded.")
        rng = np.random.default_rng(5)
        row = analyzed_row(unanalyzed_row(0, rng), rng)
        return AnalysisResult(path, AudioInfo(201.0, 44100, 2, "MP3"), prediction(row))

    def scan(
        self,
        folders: Sequence[str | Path],
        *,
        exclude: Sequence[str] = (),
        keep_stale: bool = False,
        on_progress: Callable[[JobProgress], None] = lambda progress: None,
        on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
        cancel: threading.Event | None = None,
        pause: threading.Event | None = None,
    ) -> ScanSummary:
        self.scanned += map(str, folders)
        rng = np.random.default_rng(2)
        summary = ScanSummary(found=self.files_per_scan)
        for folder in map(str, folders):
            single = folder.endswith((".mp3", ".flac"))
            if not single and folder not in self.folder_paths:
                self.folder_paths.append(folder)
            for i in range(1 if single else self.files_per_scan):
                self.gate.wait()
                self._wait_while_held(summary.analysed, pause, cancel)
                if cancel is not None and cancel.is_set():
                    summary.cancelled = True
                    return summary
                row = analyzed_row(unanalyzed_row(len(self.rows_by_id) + 1, rng, folder), rng)
                if single:
                    row = replace(row, path=folder)
                if i % 10 == 9:
                    row = replace(row, state=TrackState.FAILED, message="It is damaged.")
                    summary.failed.append((row.path, "It is damaged."))
                self.rows_by_id[row.track_id] = row
                self.moods_in_files[row.path] = row.tags.moods
                summary.analysed += 1
                on_rows([row])
                on_progress(
                    JobProgress(i + 1, self.files_per_scan, len(summary.failed), 3.4, 9.0, row.path)
                )
        return summary

    def _wait_while_held(
        self, done: int, pause: threading.Event | None, cancel: threading.Event | None
    ) -> None:
        while (pause is not None and pause.is_set()) or done == self.file_limit:
            self.idle_polls += 1
            if cancel is not None and cancel.wait(0.01):
                break

    def decide(self, decisions: Sequence[tuple[int, str, bool | None]]) -> list[SongRow]:
        for track_id, mood, accepted in decisions:
            row = self.rows_by_id[track_id]
            yes = tuple(m for m in row.accepted if m != mood) + ((mood,) if accepted else ())
            no = tuple(m for m in row.rejected if m != mood)
            no += (mood,) if accepted is False else ()
            state = TrackState.DECIDED if yes else TrackState.REVIEW
            self.rows_by_id[track_id] = replace(row, accepted=yes, rejected=no, state=state)
        return self.rows(sorted({i for i, _, _ in decisions}))

    def accept_confident(self, track_ids: Sequence[int]) -> list[SongRow]:
        return self.decide(
            [
                (row.track_id, mood, True)
                for row in self.rows(track_ids)
                for mood in row.proposed
                if mood not in row.accepted and mood not in row.rejected
            ]
        )

    def correct(self, positions: Sequence[tuple[int, tuple[float, float] | None]]) -> list[SongRow]:
        self.threads.add(threading.current_thread().name)
        for track_id, place in positions:
            made = None if place is None else Correction(*clip_to_plane(*place), datetime.now(UTC))
            self.rows_by_id[track_id] = replace(self.rows_by_id[track_id], correction=made)
        return self.rows([track_id for track_id, _ in positions])

    def preview(
        self,
        track_ids: Sequence[int],
        policy: WritePolicy,
        *,
        on_step: OnStep = ignore_step,
        cancel: threading.Event | None = None,
    ) -> Preview:
        plans = []
        for row in self.rows(track_ids):
            old = self.moods_in_files[row.path]
            kept = old if policy.mode is WriteMode.MERGE else ()
            new = kept + tuple(m for m in row.accepted if m not in kept)
            changes: tuple[FieldChange, ...] = ()
            if row.accepted and new != old:
                changes = (FieldChange("MOOD", old, new),)
            if changes and policy.energy:
                changes += (FieldChange("ENERGYLEVEL", (), ("7",)),)
            note = "" if changes else "These moods are in the file already."
            plans.append(TagPlan(row.path, "Vorbis", changes, "0" * 40, note))
        return Preview(plans)

    def write(
        self,
        plans: Sequence[TagPlan],
        policy: WritePolicy,
        *,
        on_step: OnStep = ignore_step,
        cancel: threading.Event | None = None,
    ) -> WriteSummary:
        batch_id = len(self.write_batches) + 1
        summary = WriteSummary(batch_id)
        entries: list[JournalEntry] = []
        for done, plan in enumerate(plans, 1):
            self.gate.wait()
            if cancel is not None and cancel.is_set():
                summary.cancelled = True
                break
            if "Shadow" in plan.path:
                summary.failed.append((plan.path, "The disk is full."))
                continue
            self._set_moods(plan.path, plan.changes[0].new, TrackState.WRITTEN)
            entries.append(
                JournalEntry(
                    done,
                    batch_id,
                    plan.path,
                    None,
                    plan.container,
                    plan.audio_hash,
                    plan.changes,
                    EntryState.DONE,
                    "",
                    tuple(FieldState.WRITTEN for _ in plan.changes),
                )
            )
            summary.written += 1
            on_step(done, len(plans), plan.path)
        made = datetime.now(UTC)
        info = BatchInfo(batch_id, made, f"Moods of {len(entries)} songs", len(entries))
        self.write_batches.append((info, entries))
        return summary

    def undo(
        self,
        batch_id: int,
        parts: Sequence[BatchPart] | None = None,
        *,
        dry_run: bool = False,
        on_step: OnStep = ignore_step,
        cancel: threading.Event | None = None,
    ) -> UndoSummary:
        return self._move(batch_id, parts, FieldState.WRITTEN, FieldState.UNDONE)

    def redo(
        self,
        batch_id: int,
        parts: Sequence[BatchPart] | None = None,
        *,
        on_step: OnStep = ignore_step,
        cancel: threading.Event | None = None,
    ) -> UndoSummary:
        return self._move(batch_id, parts, FieldState.UNDONE, FieldState.WRITTEN)

    def _move(
        self, batch_id: int, parts: Sequence[BatchPart] | None, start: FieldState, goal: FieldState
    ) -> UndoSummary:
        """Field by field; only the mood is in the 'files', other frames only in the history."""
        self.gate.wait()
        info, entries = self.write_batches[batch_id - 1]
        summary = UndoSummary(batch_id)
        for place, entry in enumerate(entries):
            asked = {
                p.frame
                for p in parts or [BatchPart(entry.entry_id)]
                if p.entry_id == entry.entry_id
            }
            fields = list(entry.fields)
            for k, change in enumerate(entry.changes):
                if fields[k] is not start or not asked & {None, change.frame}:
                    continue
                then, now = change.old, change.new
                if goal is FieldState.WRITTEN:
                    then, now = now, then
                if k == 0:
                    if self.moods_in_files[entry.path] != now:
                        summary.left.append((entry.path, "MOOD is now “Rain”, so it was left."))
                        fields[k] = FieldState.SKIPPED
                        continue
                    undone = goal is FieldState.UNDONE
                    state = TrackState.DECIDED if undone else TrackState.WRITTEN
                    self._set_moods(entry.path, then, state)
                fields[k] = goal
                summary.fields += 1
            summary.restored += fields.count(goal) > entry.fields.count(goal)
            entries[place] = replace(
                entry,
                fields=tuple(fields),
                state=EntryState.DONE if FieldState.WRITTEN in fields else EntryState.UNDONE,
            )
        restored = sum(e.state is EntryState.UNDONE for e in entries)
        self.write_batches[batch_id - 1] = (replace(info, restored=restored), entries)
        return summary

    def _set_moods(self, path: str, moods: tuple[str, ...], state: TrackState) -> None:
        self.moods_in_files[path] = moods
        row = self.row_of(path)
        assert row is not None
        tags = replace(row.tags, moods=moods)
        self.rows_by_id[row.track_id] = replace(row, tags=tags, state=state)

    def batches(self) -> list[BatchInfo]:
        return [info for info, _ in self.write_batches]

    def batch_entries(self, batch_id: int) -> list[JournalEntry]:
        return self.write_batches[batch_id - 1][1]

    def remove_folder(self, folder: str, *, forget: bool = False) -> None:
        self.folder_paths.remove(folder)
        self.rows_by_id = {
            i: row for i, row in self.rows_by_id.items() if not row.path.startswith(folder + "/")
        }


class FakeAudioBackend(QObject):
    """Plays nothing, but says so as a sound backend does."""

    positionChanged = Signal(int)
    durationChanged = Signal(int)
    playingChanged = Signal(bool)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log: list[tuple[str, object]] = []

    def load(self, path: str) -> None:
        self.log.append(("load", path))
        self.durationChanged.emit(200_000)

    def unload(self) -> None:
        self.log.append(("unload", None))
        self.playingChanged.emit(False)

    def play(self) -> None:
        self.log.append(("play", None))
        self.playingChanged.emit(True)

    def pause(self) -> None:
        self.log.append(("pause", None))
        self.playingChanged.emit(False)

    def seek(self, position_ms: int) -> None:
        self.log.append(("seek", position_ms))
        self.positionChanged.emit(position_ms)

    def set_volume(self, volume: float) -> None:
        self.log.append(("volume", volume))


def no_audio_backend(parent: QObject) -> FakeAudioBackend:
    """A machine without sound."""
    raise MoodtaggerError("No sound output was found.", advice="Connect speakers.")
