"""A library and its files compared with a simple model through random sequences.

The model knows each song's audio and mood texts, and what each batch wrote. It is what a user
expects: undo restores what is still as written, and nothing else.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from moodtagger.core.tag_plan import TagRequest, WriteMode, WritePolicy
from moodtagger.services.scan.discovery import find_audio_files
from moodtagger.services.tag_history import redo, undo
from moodtagger.services.tag_writing import preview, recover, tag_requests, write
from moodtagger.store import FoundFile, Library, open_library
from moodtagger.tags import apply_plan, audio_hash, plan_write, read_tags
from tests.robustness.audio_fixtures import make_songs
from tests.robustness.saves.invariants import stray_files

KINDS = ("id3v23", "vorbis", "flac", "aac", "twice")  # no two with the same audio
MOOD_NAMES = ("happy", "calm", "dark", "wild")
POLICY = WritePolicy(mode=WriteMode.OVERWRITE)
SECOND_NS = 10**9  # nanoseconds

Moods = tuple[str, ...]
song_indices = st.integers(0, len(KINDS) - 1)
song_index_sets = st.sets(song_indices, min_size=1)
mood_tuples = st.sets(st.sampled_from(MOOD_NAMES), min_size=1, max_size=2).map(sorted).map(tuple)


@dataclass(slots=True)
class ModelSong:
    """A song in the model: its audio, where it is, its moods, and what was accepted of it."""

    audio: str
    path: Path
    moods: Moods = ()
    accepted: Moods = ()


@dataclass(slots=True)
class ModelBatch:
    """What a batch wrote: of each song the moods before and after, and whether they stand."""

    number: int
    changes: dict[int, tuple[Moods, Moods]] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)  # "written", "undone" or "left"


@cache
def _fixture_songs() -> dict[str, Path]:
    return make_songs(Path(tempfile.mkdtemp(prefix="moodtagger-songs-")))


class LibraryStateMachine(RuleBasedStateMachine):
    """The rules: each acts on the program and on the model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="moodtagger-undo-"))
        self.music = self.folder / "music"
        self.library: Library = open_library(self.folder / "home" / "library.sqlite")
        self.songs: list[ModelSong] = []
        self.batches: list[ModelBatch] = []
        self.moves = 0

    @initialize()
    def create_songs(self) -> None:
        """A folder of songs, scanned."""
        self.music.mkdir()
        for kind in KINDS:
            fixture = _fixture_songs()[kind]
            path = self.music / fixture.name
            # Every song needs its own audio, which identifies it.
            path.write_bytes(fixture.read_bytes() + (b"x" * (kind == "twice")))
            if kind == "twice":
                # Outside of the scanned folder: a scan knows a file by its first name.
                (self.folder / "again").hardlink_to(path)
            self.songs.append(ModelSong(audio_hash(path), path))
        self.scan()

    @rule()
    def scan(self) -> None:
        """Scan the folder into the library."""
        found = [
            FoundFile(f.path, f.size, f.mtime_ns, audio_hash(f.path), read_tags(f.path))
            for f in find_audio_files([self.music])
        ]
        self.library.tracks.upsert_files(found)

    @rule(which=song_index_sets, words=mood_tuples)
    def accept(self, which: set[int], words: Moods) -> None:
        """Accept exactly these moods of some songs."""
        for i in which:
            track = self._track_id(i)
            decisions = [(track, word, True if word in words else None) for word in MOOD_NAMES]
            self.library.decisions.save(decisions)
            self.songs[i].accepted = words

    @rule(which=song_index_sets, meanwhile=st.none() | song_indices, words=mood_tuples)
    def write(self, which: set[int], meanwhile: int | None, words: Moods) -> None:
        """Write accepted moods; another program may edit a file after the preview."""
        self.scan()
        accepted = [i for i in sorted(which) if self.songs[i].accepted]
        rows = [self.library.songs.rows([self._track_id(i)])[0] for i in accepted]
        plans = preview(tag_requests(self.library, rows, POLICY, {}), POLICY).plans
        if meanwhile is not None:
            self.edit(meanwhile, words)
        summary = write(self.library, plans, POLICY)
        batch = ModelBatch(summary.batch_id or 0)
        for i in accepted:
            song = self.songs[i]
            if i != meanwhile and set(song.moods) != set(song.accepted):
                batch.changes[i] = song.moods, song.accepted
                batch.statuses[i] = "written"
                song.moods = song.accepted
        if batch.changes:
            self.batches.append(batch)

    @rule(which=song_indices, words=mood_tuples | st.just(()))
    def edit(self, which: int, words: Moods) -> None:
        """Let another program save or remove moods, always changing the file."""
        song = self.songs[which]
        wanted = TagRequest(words or ("gone",))
        plan = plan_write(song.path, wanted, POLICY)
        apply_plan(plan, keep_mtime=False)
        if not plan.changes:  # an unchanged save: other programs write all the same
            info = song.path.stat()
            os.utime(song.path, ns=(info.st_atime_ns, info.st_mtime_ns + SECOND_NS))
        song.moods = wanted.moods

    @rule(which=song_indices, to=st.sampled_from(["", "new folder"]))
    def move(self, which: int, to: str) -> None:
        """Rename a file, perhaps into another folder."""
        song = self.songs[which]
        self.moves += 1
        target = self.music / to / f"{self.moves}{song.path.suffix}"
        target.parent.mkdir(exist_ok=True)
        song.path = song.path.rename(target)

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """Undo a batch where its moods are still as written."""
        self.scan()
        batch = data.draw(st.sampled_from(self.batches), "batch")
        undo(self.library, batch.number)
        for i, (before, after) in batch.changes.items():
            if batch.statuses[i] == "written":
                batch.statuses[i] = self._restore_moods(i, after, before, "undone", "left")

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def redo(self, data: st.DataObject) -> None:
        """Redo what was undone where nothing else was written since."""
        self.scan()
        batch = data.draw(st.sampled_from(self.batches), "batch")
        redo(self.library, batch.number)
        for i, (before, after) in batch.changes.items():
            if batch.statuses[i] == "undone":
                batch.statuses[i] = self._restore_moods(i, before, after, "written", "undone")

    def _restore_moods(
        self, i: int, expected: Moods, restored: Moods, success_status: str, failure_status: str
    ) -> str:
        song = self.songs[i]
        if song.moods not in (expected, restored):
            return failure_status
        song.moods = restored
        return success_status

    @rule()
    def restart(self) -> None:
        """Restart the program."""
        self.library.close()
        self.library = open_library(self.folder / "home" / "library.sqlite")
        assert recover(self.library) == []

    @invariant()
    def files_equal_the_model(self) -> None:
        """Check that files and model agree."""
        for song in self.songs:
            assert read_tags(song.path).moods == song.moods
            assert audio_hash(song.path) == song.audio
        assert stray_files(self.music) == []

    def _track_id(self, i: int) -> int:
        self.scan()
        track = self.library.tracks.id_of(str(self.songs[i].path))
        assert track is not None
        return track

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.library.close()
        shutil.rmtree(self.folder)


def run_state_machine(folder: Path, sequences: int, steps: int, seed_number: int) -> str:
    """Run random sequences; returns what was lost in the first failing one."""
    folder.mkdir(parents=True, exist_ok=True)
    machine = seed(seed_number)(LibraryStateMachine)
    run_settings = settings(
        max_examples=sequences,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=(Phase.generate,),  # making it simpler takes minutes
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(machine, settings=run_settings)
    except Exception as error:
        notes = getattr(error, "__notes__", [])
        return " ".join([f"{type(error).__name__}: {error}", *notes])
    return ""
