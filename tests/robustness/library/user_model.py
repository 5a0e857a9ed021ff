"""What a person did with their songs, and whether a library still knows all of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from moodtagger.core.tag_plan import FieldChange, TagPlan
from moodtagger.core.tracks import SongRow
from moodtagger.store import EntryState, Library


@dataclass
class Person:
    """Decides, corrects, answers about words and has tags written; remembers it by the sound."""

    done: dict[str, int] = field(default_factory=dict)  # audio hash -> its number
    most: int | None = None  # after so many songs the person has had enough

    def work(self, library: Library) -> None:
        """Work on the heard songs that are new."""
        sounds = _sounds(library)
        for row in library.rows():
            if self.most is not None and len(self.done) >= self.most:
                return
            sound = sounds[row.track_id]
            if row.valence is not None and sound is not None and sound not in self.done:
                self._work_on(library, row, sound)

    def _work_on(self, library: Library, row: SongRow, sound: str) -> None:
        number = len(self.done)
        library.decide(row.track_id, f"mood {number}", True)
        library.correct([(row.track_id, _place(number))])
        library.choose_words([(row.track_id, f"word {number}", True)])
        plan = TagPlan(row.path, "ID3v2.4", (FieldChange("TMOO", (), (str(number),)),), sound)
        entry = library.record(library.begin_batch(str(number)), plan)
        library.finish(entry, ok=True)
        self.done[sound] = number

    def again(self, library: Library) -> None:
        """Say once more where the songs are heard; the last word counts."""
        sounds = _sounds(library)
        library.correct(
            [(i, _place(self.done[sound])) for i, sound in sounds.items() if sound in self.done]
        )

    def missing(self, library: Library) -> list[str]:
        """What of it the library does not know any more, or knows of another sound."""
        sounds = _sounds(library)
        with_sound: dict[str, list[SongRow]] = {}
        for row in library.rows():
            with_sound.setdefault(sounds[row.track_id] or "", []).append(row)
        words = library.own_words()
        written = {batch.description: batch.batch_id for batch in library.batches()}
        lost = []
        for sound, number in self.done.items():
            mine = [r for r in with_sound.get(sound, []) if r.accepted == (f"mood {number}",)]
            if len(mine) != 1:
                lost.append(f"the decision about sound {number}")
                continue
            row = mine[0]
            here = row.correction
            if here is None or (here.valence, here.arousal) != _place(number):
                lost.append(f"the correction of sound {number}")
            if words.get(row.track_id) != {f"word {number}": True}:
                lost.append(f"the answer about sound {number}")
            entries = library.entries(written.get(str(number), 0))
            if [(e.path, e.state) for e in entries] != [(row.path, EntryState.DONE)]:
                lost.append(f"the history of sound {number}")
        return lost


def _place(number: int) -> tuple[float, float]:
    return (number % 100) / 200, -(number % 50) / 100


def _sounds(library: Library) -> dict[int, str | None]:
    return {stamp.track_id: stamp.audio_hash for stamp in library.known_files().values()}


def analysed(path: Path) -> dict[str, int]:
    """Audio hash -> when it was analysed, straight from the file; empty before there is one."""
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path)) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'analysis'").fetchone():
            return {}
        return dict(database.execute("SELECT audio_hash, heard FROM analysis").fetchall())


def unsound(path: Path) -> list[str]:
    """What SQLite says is wrong with the file."""
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as database:
        try:
            said = [row[0] for row in database.execute("PRAGMA integrity_check")]
            lost = database.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [str(error)]
    return [text for text in said if text != "ok"] + [f"a reference of {row[0]}" for row in lost]
