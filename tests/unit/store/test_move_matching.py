"""Moved and renamed files are recognised by their audio; what is ambiguous is a copy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from moodtagger.core.tracks import TrackState
from moodtagger.store import Library, open_library
from moodtagger.store.move_matching import is_missing
from tests.support.library import MODEL, analysis_result, scanned_file, waiting_ids


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    return folder


def put(library: Library, *files: tuple[Path, str]) -> list[int]:
    """Files on disk and in the library, each analyzed, with its audio's name accepted as a mood."""
    for path, audio in files:
        path.write_text(audio)
    ids = library.tracks.upsert_files([scanned_file(path, audio) for path, audio in files])
    outcomes = [
        (track_id, audio, MODEL, analysis_result(path))
        for track_id, (path, audio) in zip(ids, files, strict=True)
    ]
    library.analyses.save(outcomes)
    library.decisions.save([(i, audio, True) for i, (_, audio) in zip(ids, files, strict=True)])
    return ids


def scan(library: Library, *files: tuple[Path, str]) -> list[int]:
    for path, audio in files:
        path.write_text(audio)
    return library.tracks.upsert_files([scanned_file(path, audio) for path, audio in files])


def accepted(library: Library) -> dict[str, tuple[str, ...]]:
    """File name -> accepted moods of the songs that are present."""
    return {
        Path(row.path).name: row.accepted
        for row in library.songs.rows()
        if row.state is not TrackState.ABSENT
    }


def test_a_moved_file_is_the_same_song(library: Library, music: Path) -> None:
    old, new = music / "old.mp3", music / "new.mp3"
    (track_id,) = put(library, (old, "a"))
    library.tracks.mark_absent([track_id])
    old.rename(new)
    assert scan(library, (new, "a")) == [track_id]
    (row,) = library.songs.rows()
    assert (row.path, row.accepted, row.state) == (str(new), ("a",), TrackState.DECIDED)


def test_a_moved_folder_keeps_every_song(library: Library, music: Path) -> None:
    files = [(music / f"{i}.mp3", f"audio {i}") for i in range(30)]
    ids = put(library, *files)
    moved = music.with_name("elsewhere")
    music.rename(moved)
    assert scan(library, *[(moved / path.name, audio) for path, audio in files]) == ids
    assert len(library.songs.rows()) == 30


def test_a_copy_is_a_song_of_its_own_with_the_same_analysis(library: Library, music: Path) -> None:
    (first,) = put(library, (music / "a.mp3", "a"))
    (second,) = scan(library, (music / "copy.mp3", "a"))
    assert second != first
    assert accepted(library) == {"a.mp3": ("a",), "copy.mp3": ()}
    assert library.analyses.prediction(second) is not None
    assert waiting_ids(library, MODEL) == []


def test_two_vanished_songs_of_one_sound_are_ambiguous(library: Library, music: Path) -> None:
    files = [(music / "a.mp3", "same"), (music / "b.mp3", "same")]
    ids = put(library, *files)
    for path, _ in files:
        path.unlink()
    (new,) = scan(library, (music / "c.mp3", "same"))
    assert new not in ids
    assert len(library.songs.rows()) == 3


def test_two_new_paths_of_one_song_are_ambiguous(library: Library, music: Path) -> None:
    (track_id,) = put(library, (music / "a.mp3", "a"))
    (music / "a.mp3").unlink()
    ids = scan(library, (music / "b.mp3", "a"), (music / "c.mp3", "a"))
    assert track_id not in ids
    assert len(set(ids)) == 2
    assert waiting_ids(library, MODEL) == []  # both share its analysis


def test_files_without_a_hash_are_never_taken_for_moved(library: Library, music: Path) -> None:
    (first,) = library.tracks.upsert_files([scanned_file(music / "gone.mp3", None)])
    (second,) = library.tracks.upsert_files([scanned_file(music / "new.mp3", None)])
    assert first != second


def test_two_songs_that_changed_names(library: Library, music: Path) -> None:
    one, two = music / "1.mp3", music / "2.mp3"
    ids = put(library, (one, "a"), (two, "b"))
    assert scan(library, (one, "b"), (two, "a")) == ids[::-1]
    assert accepted(library) == {"1.mp3": ("b",), "2.mp3": ("a",)}


def test_an_album_renumbered_after_its_first_song_went(library: Library, music: Path) -> None:
    one, two, three = (music / f"{i}.mp3" for i in (1, 2, 3))
    ids = put(library, (one, "a"), (two, "b"), (three, "c"))
    three.unlink()
    assert scan(library, (one, "b"), (two, "c")) == ids[1:]
    assert accepted(library) == {"1.mp3": ("b",), "2.mp3": ("c",)}
    gone = library.songs.rows([ids[0]])[0]
    assert (gone.state, gone.accepted) == (TrackState.ABSENT, ("a",))


def test_an_album_with_a_song_put_before_the_others(library: Library, music: Path) -> None:
    one, two, three = (music / f"{i}.mp3" for i in (1, 2, 3))
    ids = put(library, (one, "a"), (two, "b"))
    new = scan(library, (one, "x"), (two, "a"), (three, "b"))
    assert new[1:] == ids
    assert new[0] not in ids
    assert accepted(library) == {"1.mp3": (), "2.mp3": ("a",), "3.mp3": ("b",)}


def test_a_replaced_file_keeps_its_track(library: Library, music: Path) -> None:
    (track_id,) = put(library, (music / "a.mp3", "a"))
    assert scan(library, (music / "a.mp3", "better rip")) == [track_id]
    assert library.songs.rows()[0].valence is None  # other audio, not analyzed yet
    assert accepted(library) == {"a.mp3": ("a",)}


def test_a_file_that_could_not_be_read_once_is_the_same(library: Library, music: Path) -> None:
    (track_id,) = put(library, (music / "a.mp3", "a"))
    assert library.tracks.upsert_files([scanned_file(music / "a.mp3", None)]) == [track_id]
    assert scan(library, (music / "a.mp3", "a")) == [track_id]
    assert library.songs.rows()[0].valence == 0.25


def test_only_a_missing_fileis_gone(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "dead link").symlink_to(tmp_path / "nowhere")
    assert not is_missing(str(tmp_path / "file"))
    assert not is_missing(str(tmp_path / "dead link"))
    assert not is_missing(str(tmp_path / ("x" * 300)))  # an error, but not "no such file"
    assert is_missing(str(tmp_path / "nowhere"))
    assert is_missing(str(tmp_path / "file" / "below a file"))


def test_copies_in_a_moved_folder_are_matched_by_name(library: Library, music: Path) -> None:
    for album in ("album", "best of"):
        (music / album).mkdir()
    files = [(music / "album" / "3.mp3", "same"), (music / "best of" / "7.mp3", "same")]
    ids = put(library, *files)
    moved = music.rename(music.with_name("elsewhere"))
    new = [(moved / path.relative_to(music), audio) for path, audio in files]
    assert scan(library, new[1]) == [ids[1]]  # one by one as well as together
    assert scan(library, new[0]) == [ids[0]]
    again = moved.rename(music)
    back = [(again / path.relative_to(moved), audio) for path, audio in new]
    assert scan(library, *reversed(back)) == ids[::-1]


def test_a_file_that_cannot_be_read_keeps_what_was_known(library: Library, music: Path) -> None:
    (track_id,) = put(library, (music / "a.mp3", "a"))
    library.tracks.upsert_files([scanned_file(music / "a.mp3", None, size=1, mtime_ns=1)])
    assert library.songs.rows()[0].valence == 0.25
    (music / "a.mp3").rename(music / "b.mp3")  # before it could be read again
    assert scan(library, (music / "b.mp3", "a")) == [track_id]


@pytest.mark.parametrize("other_exists", [True, False])
def test_a_file_is_there_whatever_another_spelling_leads_to(
    tmp_path: Path, other_exists: bool
) -> None:
    (tmp_path / "abba.mp3").touch()
    if other_exists:
        (tmp_path / "ABBA.mp3").touch()
    assert not is_missing(str(tmp_path / "abba.mp3"), str(tmp_path / "ABBA.mp3"))


@pytest.fixture
def case_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on the disks of Windows and macOS, a file is found under any spelling of its name."""
    real = os.lstat

    def lstat(path: str) -> os.stat_result:
        folder, name = os.path.split(path)
        try:
            names = os.listdir(folder)
        except FileNotFoundError:
            return real(path)
        same = [there for there in names if there.casefold() == name.casefold()]
        return real(str(Path(folder) / same[0]) if same else path)

    monkeypatch.setattr("moodtagger.store.move_matching.os.lstat", lstat)


@pytest.mark.usefixtures("case_does_not_count")
def test_a_name_in_other_letters_is_the_same_song(library: Library, music: Path) -> None:
    (track_id,) = put(library, (music / "abba.mp3", "a"))
    (music / "abba.mp3").rename(music / "ABBA.mp3")
    assert scan(library, (music / "ABBA.mp3", "a")) == [track_id]
    assert [row.path for row in library.songs.rows()] == [str(music / "ABBA.mp3")]


def test_a_hard_link_is_another_name_of_the_same_song(library: Library, music: Path) -> None:
    (track_id,) = put(library, (music / "abba.mp3", "a"))
    os.link(music / "abba.mp3", music / "ABBA.mp3")
    assert scan(library, (music / "ABBA.mp3", "a")) == [track_id]
    assert [row.path for row in library.songs.rows()] == [str(music / "abba.mp3")]


def test_two_new_names_of_a_file_are_one_song(library: Library, music: Path) -> None:
    (music / "a.mp3").write_bytes(b"a")
    (music / "b.mp3").symlink_to(music / "a.mp3")
    ids = scan(library, (music / "a.mp3", "a"), (music / "b.mp3", "a"))
    assert ids[0] == ids[1]
    assert len(library.songs.rows()) == 1
