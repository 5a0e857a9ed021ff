"""Edits of a simulated user, and whether a library still has all of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from moodtagger.core.tag_plan import FieldChange, TagPlan
from moodtagger.core.tracks import SongRow
from moodtagger.store import EntryState, Library


@dataclass
class SimulatedUser:
    """Decides, corrects, answers tag conflicts and writes tags; remembers each by audio hash."""

    song_numbers: dict[str, int] = field(default_factory=dict)  # audio hash -> its number
    max_songs: int | None = None  # songs the user edits

    def edit_songs(self, library: Library) -> None:
        """Edit new analyzed songs."""
        audio_hashes = _audio_hashes(library)
        for row in library.songs.rows():
            if self.max_songs is not None and len(self.song_numbers) >= self.max_songs:
                return
            audio_hash = audio_hashes[row.track_id]
            if (
                row.valence is not None
                and audio_hash is not None
                and audio_hash not in self.song_numbers
            ):
                self._edit_song(library, row, audio_hash)

    def _edit_song(self, library: Library, row: SongRow, audio_hash: str) -> None:
        number = len(self.song_numbers)
        library.decisions.save([(row.track_id, f"mood {number}", True)])
        library.corrections.save([(row.track_id, _point(number))])
        library.tag_conflict_answers.save([(row.track_id, f"word {number}", True)])
        plan = TagPlan(row.path, "ID3v2.4", (FieldChange("TMOO", (), (str(number),)),), audio_hash)
        entry = library.journal.record(library.journal.begin_batch(str(number)), plan)
        library.journal.finish(entry, ok=True)
        self.song_numbers[audio_hash] = number

    def correct_again(self, library: Library) -> None:
        """Correct songs again; the latest correction counts."""
        audio_hashes = _audio_hashes(library)
        library.corrections.save(
            [
                (i, _point(self.song_numbers[sound]))
                for i, sound in audio_hashes.items()
                if sound in self.song_numbers
            ]
        )

    def missing_edits(self, library: Library) -> list[str]:
        """Edits that the library lost or attributes to other audio."""
        audio_hashes = _audio_hashes(library)
        rows_by_hash: dict[str, list[SongRow]] = {}
        for row in library.songs.rows():
            rows_by_hash.setdefault(audio_hashes[row.track_id] or "", []).append(row)
        conflict_answers = library.tag_conflict_answers.load()
        written = {batch.description: batch.batch_id for batch in library.journal.batches()}
        lost = []
        for audio_hash, number in self.song_numbers.items():
            matching = [
                r for r in rows_by_hash.get(audio_hash, []) if r.accepted == (f"mood {number}",)
            ]
            if len(matching) != 1:
                lost.append(f"the decision about sound {number}")
                continue
            row = matching[0]
            correction = row.correction
            if correction is None or (correction.valence, correction.arousal) != _point(number):
                lost.append(f"the correction of sound {number}")
            if conflict_answers.get(row.track_id) != {f"word {number}": True}:
                lost.append(f"the answer about sound {number}")
            entries = library.journal.entries(written.get(str(number), 0))
            if [(e.path, e.state) for e in entries] != [(row.path, EntryState.DONE)]:
                lost.append(f"the history of sound {number}")
        return lost


def _point(number: int) -> tuple[float, float]:
    return (number % 100) / 200, -(number % 50) / 100


def _audio_hashes(library: Library) -> dict[int, str | None]:
    return {stamp.track_id: stamp.audio_hash for stamp in library.tracks.file_stamps().values()}


def analysis_times(path: Path) -> dict[str, int]:
    """Audio hash -> time of analysis, read straight from the file."""
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path)) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'analysis'").fetchone():
            return {}
        return dict(database.execute("SELECT audio_hash, heard FROM analysis").fetchall())


def integrity_errors(path: Path) -> list[str]:
    """Errors of SQLite's integrity check."""
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as database:
        try:
            messages = [row[0] for row in database.execute("PRAGMA integrity_check")]
            bad_references = database.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [str(error)]
    return [text for text in messages if text != "ok"] + [
        f"a reference of {row[0]}" for row in bad_references
    ]
