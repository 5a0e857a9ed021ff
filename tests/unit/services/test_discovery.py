"""Finding audio files in folders of every kind."""

import os
from pathlib import Path
from threading import Event

import pytest

from moodtagger.core.errors import CancelledError
from moodtagger.core.options import ExcludePatterns
from moodtagger.services.scan.discovery import find_audio_files


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def names(folder: Path, **options: object) -> list[str]:
    return [Path(f.path).name for f in find_audio_files([folder], **options)]  # type: ignore[arg-type]


def test_audio_files_by_suffix_in_name_order(tmp_path: Path) -> None:
    for name in ("b.MP3", "a.flac", "cover.jpg", "notes.txt", "sub/c.m4a"):
        touch(tmp_path / name)
    assert names(tmp_path) == ["a.flac", "b.MP3", "c.m4a"]


def test_a_link_loop_ends_and_a_linked_folder_is_seen_once(tmp_path: Path) -> None:
    touch(tmp_path / "music" / "a.mp3")
    (tmp_path / "music" / "loop").symlink_to(tmp_path / "music")
    (tmp_path / "music" / "dangling.mp3").symlink_to(tmp_path / "gone.mp3")
    assert names(tmp_path) == ["a.mp3"]


def test_pipes_are_left_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "trap.mp3")
    touch(tmp_path / "a.mp3")
    assert names(tmp_path) == ["a.mp3"]


def test_names_of_any_bytes(tmp_path: Path) -> None:
    odd = [b"\xff\xfe.mp3", "🎵\nnew.mp3".encode(), b"a" * 250 + b".mp3"]
    for name in odd:
        (tmp_path / os.fsdecode(name)).write_bytes(b"x")
    found = {os.fsencode(Path(f.path).name) for f in find_audio_files([tmp_path])}
    assert found == set(odd)


def test_exclusion_by_name_and_by_path(tmp_path: Path) -> None:
    for name in ("a.mp3", "live/b.mp3", "c.wav"):
        touch(tmp_path / name)
    assert names(tmp_path, exclude=["live", "*.wav"]) == ["a.mp3"]
    assert names(tmp_path, exclude=["*/live/*"]) == ["a.mp3", "c.wav"]


def test_a_missing_target_is_reported(tmp_path: Path) -> None:
    found = list(find_audio_files([tmp_path / "gone"]))
    assert found[0].path.endswith("gone")
    assert "No such file" in found[0].error


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs /dev/fd")
def test_a_stream_as_target_is_named_as_it_was_given() -> None:
    reader, writer = os.pipe()
    (found,) = find_audio_files([f"/dev/fd/{reader}"])
    os.close(reader)
    os.close(writer)
    assert found.path == f"/dev/fd/{reader}"
    assert found.error == "This is not a regular file."


def test_cancel_ends_the_walk(tmp_path: Path) -> None:
    touch(tmp_path / "a.mp3")
    cancel = Event()
    cancel.set()
    with pytest.raises(CancelledError):
        list(find_audio_files([tmp_path], cancel=cancel))


def test_a_folder_has_one_name_however_it_is_called(tmp_path: Path) -> None:
    song = touch(tmp_path / "music" / "a.mp3")
    (tmp_path / "link").symlink_to(tmp_path / "music")
    for name in ("music/", "music/../music", "link", "link/."):
        assert [found.path for found in find_audio_files([f"{tmp_path}/{name}"])] == [str(song)]


def test_a_linked_folder_goes_by_its_own_name_where_it_has_one(tmp_path: Path) -> None:
    song = touch(tmp_path / "z" / "a.mp3")
    (tmp_path / "b").symlink_to(tmp_path / "z")
    assert [found.path for found in find_audio_files([tmp_path])] == [str(song)]


def test_a_file_with_several_names_is_found_once_by_its_own(tmp_path: Path) -> None:
    song = touch(tmp_path / "z" / "song.mp3")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "link.mp3").symlink_to(song)
    os.link(song, tmp_path / "z" / "twin.mp3")
    touch(tmp_path / "z" / "copy.mp3")
    assert names(tmp_path) == ["copy.mp3", "song.mp3"]
    assert names(tmp_path / "a") == ["link.mp3"]
    aliases = [f.alias_of for f in find_audio_files([tmp_path], with_aliases=True) if f.alias_of]
    assert aliases == [str(song)] * 2


def test_what_the_system_shows_as_files_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path / "a.mp3")
    (tmp_path / "zero.mp3").symlink_to("/dev/zero")
    monkeypatch.setattr(
        "moodtagger.services.scan.discovery.system_filesystems",
        lambda: {Path("/proc").stat().st_dev},
    )
    (tmp_path / "system").symlink_to("/proc")
    (tmp_path / "limits.mp3").symlink_to("/proc/self/limits")
    assert names(tmp_path) == ["a.mp3"]
    assert "belongs to the system" in next(find_audio_files(["/proc/self"])).error


def test_trash_and_what_systems_put_beside_songs_is_left_out(tmp_path: Path) -> None:
    junk = ["._a.mp3", ".AppleDouble/a.mp3", "@eaDir/a.mp3/x.mp3", "#recycle/b.mp3"]
    junk += [".Trash-1000/files/b.mp3", ".Trash/b.mp3", "$RECYCLE.BIN/S-1/$R1.mp3"]
    for name in ("a.mp3", *junk, "sub/._b.mp3", "sub/b.mp3", "sub/.Trashes/c.mp3"):
        touch(tmp_path / name)
    assert names(tmp_path) == ["a.mp3", "b.mp3"]
    exclusions = ExcludePatterns([], [str(tmp_path)])
    assert all(exclusions.excludes(str(tmp_path / name)) for name in junk)
    assert not exclusions.excludes(str(tmp_path / "a.mp3"))
    assert names(tmp_path / "#recycle") == ["b.mp3"]  # asked for by name
    assert not ExcludePatterns([], [f"{tmp_path}/#recycle"]).excludes(f"{tmp_path}/#recycle/b.mp3")


@pytest.mark.parametrize("marker", [".nomedia", ".ignore"])
def test_a_folder_that_does_not_want_to_be_searched_is_named(tmp_path: Path, marker: str) -> None:
    for name in ("a.mp3", "sub/b.mp3", f"sub/{marker}", "sub/deep/c.mp3"):
        touch(tmp_path / name)
    found = list(find_audio_files([tmp_path]))
    assert [f.path for f in found if not f.left_out] == [str(tmp_path / "a.mp3")]
    assert [f.path for f in found if marker in f.left_out] == [str(tmp_path / "sub")]


def test_files_of_other_names_are_found_by_their_content(tmp_path: Path) -> None:
    for name, content in {
        "noext": b"fLaC" + bytes(60),
        "a.mp4": b"x",
        "notes": b"just text",
        "cover.jpg": b"fLaC",
        "image": b"\xff\xd8\xff\xe0",
    }.items():
        (tmp_path / name).write_bytes(content)
    found = {Path(f.path).name: f.unproven for f in find_audio_files([tmp_path])}
    assert found == {"noext": True, "a.mp4": True}


def test_links_to_files_of_other_names_are_no_further_songs(tmp_path: Path) -> None:
    names_and_links = {b"no suffix": b"a link.flac", b"\xff\xfe.mp4": b"\xe4.mpga"}
    for name, link in names_and_links.items():
        file = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118
        try:
            with open(file, "wb") as opened:  # noqa: PTH123
                opened.write(b"fLaC" + name)
        except OSError:
            pytest.skip("this file system takes text only")
        os.symlink(name, os.path.join(os.fsencode(tmp_path), link))  # noqa: PTH118, PTH211
        os.link(file, file + b" twin.mp4")
    found = {os.path.basename(os.fsencode(f.path)) for f in find_audio_files([tmp_path])}  # noqa: PTH119
    assert found == set(names_and_links)
