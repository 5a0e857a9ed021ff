"""Commands in odd surroundings: closed streams, readers that go away, signals."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from moodtagger.paths import demo_dir
from moodtagger.tags import read_tags

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="closes descriptors as shells do")
COMMAND = [sys.executable, "-m", "moodtagger"]


def environment(home: Path, **changes: str) -> dict[str, str]:
    return {**os.environ, "MOODTAGGER_HOME": str(home), **changes}


def close_descriptor(number: int) -> Callable[[], None]:
    return lambda: os.close(number)


def run(
    home: Path, *arguments: object, closed: int | None = None, **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run a command, with one of the standard streams closed where asked for."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment(home, **changes),
        preexec_fn=None if closed is None else close_descriptor(closed),
    )


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A library of one song: (home, music)."""
    base = tmp_path_factory.mktemp("surroundings")
    (base / "music").mkdir()
    shutil.copy(next(demo_dir().glob("*.mp3")), base / "music" / "song.mp3")
    assert run(base / "home", "scan", base / "music").returncode == 0
    return base / "home", base / "music"


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_closed_stream_changes_nothing(scanned: tuple[Path, Path], closed: int) -> None:
    home, music = scanned
    analyzed = run(home, "analyze", music, closed=closed)
    assert (analyzed.returncode, analyzed.stderr) == (0, "")
    listed = run(home, "list", closed=closed)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert bool(listed.stdout) == (closed != 1)
    assert run(home, "tag", "--moods", f"mood{closed}", music, closed=closed).returncode == 0
    assert f"mood{closed}" in read_tags(music / "song.mp3").moods


def test_a_reader_that_goes_away_does_not_decide_over_the_writing(
    scanned: tuple[Path, Path], tmp_path: Path
) -> None:
    home, music = tmp_path / "home", tmp_path / "music"
    music.mkdir()
    songs = [music / f"song {i}.mp3" for i in range(3)]
    for song in songs:
        shutil.copy(scanned[1] / "song.mp3", song)
    shutil.copytree(scanned[0], home)
    reader, writer = os.pipe()
    os.close(reader)  # gone before the first line, however little is printed
    command = [*COMMAND, "tag", "--moods", "PP", str(music)]
    ended = subprocess.run(
        command, stdout=writer, stderr=subprocess.PIPE, env=environment(home), text=True
    )
    os.close(writer)
    assert ended.returncode == 0, ended.stderr
    assert all("PP" in read_tags(song).moods for song in songs)


def test_output_that_cannot_be_written_is_reported_after_the_work(
    scanned: tuple[Path, Path],
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs a device that is always full")
    home, music = scanned
    with Path("/dev/full").open("wb") as full:
        command = [*COMMAND, "tag", "--moods", "full", str(music)]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment(home))
    assert ended.returncode == 1
    assert b"Couldn't write the output" in ended.stderr
    assert "full" in read_tags(music / "song.mp3").moods


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_a_scan_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    music = tmp_path / "music"
    music.mkdir()
    for i in range(60):
        shutil.copy(next(demo_dir().glob("*.mp3")), music / f"{i}.mp3")
        with (music / f"{i}.mp3").open("ab") as file:
            file.write(bytes([i]) * 100)
    default = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
    process = subprocess.Popen(
        [*COMMAND, "scan", "--json", "--jobs", "1", str(music)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(tmp_path / "home"),
        preexec_fn=lambda: signal.signal(number, default),  # nohup may run these tests
    )
    assert process.stdout is not None
    process.stdout.readline()  # the first song is in the library
    process.send_signal(number)
    _, err = process.communicate()
    assert process.returncode == (1 if number == signal.SIGINT else 128 + number), err
    assert "Traceback" not in err
    assert "damaged" not in err
    assert run(tmp_path / "home", "list", "--json").stdout
    assert not [p for p in music.iterdir() if p.suffix != ".mp3" or p.name.startswith(".")]


def test_an_interrupt_while_the_program_loads_ends_it_quietly(tmp_path: Path) -> None:
    code = """
import os, runpy, signal, sys

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "moodtagger.cli.parser":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
sys.argv = ["moodtagger", "list"]
runpy.run_module("moodtagger", run_name="__main__")
"""
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env=environment(tmp_path),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, b"", b"")


def test_the_map_needs_no_display(scanned: tuple[Path, Path], tmp_path: Path) -> None:
    home, _ = scanned
    nowhere = {"QT_QPA_PLATFORM": "nowhere", "DISPLAY": ":93", "WAYLAND_DISPLAY": "none"}
    drawn = run(home, "map", "--out", tmp_path / "map.png", **nowhere)
    assert drawn.returncode == 0, drawn.stderr
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "nowhere", [{"QT_QPA_PLATFORM": "nowhere"}, {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":93"}]
)
def test_a_display_that_leads_nowhere_means_the_terminal(
    scanned: tuple[Path, Path], tmp_path: Path, nowhere: dict[str, str]
) -> None:
    home, _ = scanned
    (tmp_path / "moodtagger-map.png").write_text("the user's own")
    ended = subprocess.run(
        [*COMMAND, "gui"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment(home, PYTHONPATH=os.getcwd(), **nowhere),  # noqa: PTH109
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "No display" in ended.stdout
    assert (tmp_path / "moodtagger-map.png").read_text() == "the user's own"
    assert (tmp_path / "moodtagger-map-2.png").read_bytes().startswith(b"\x89PNG")


def test_an_export_never_replaces_the_library_and_asks_for_others(
    scanned: tuple[Path, Path], tmp_path: Path
) -> None:
    home, _ = scanned
    before = (home / "library.sqlite").read_bytes()
    export = ("export", "--format", "csv", "--out")
    for options in ((), ("--force",)):
        refused = run(home, *export, home / "library.sqlite", *options)
        assert refused.returncode == 1
        assert "would overwrite" in refused.stderr
    assert (home / "library.sqlite").read_bytes() == before
    out = tmp_path / "songs.csv"
    out.write_text("the user's own")
    assert "--force" in run(home, *export, out).stderr
    assert out.read_text() == "the user's own"
    for options in (("--force",), ()):  # from then on it is ours
        assert run(home, *export, out, *options).returncode == 0


@pytest.mark.parametrize(
    ("changes", "unwanted"),
    [
        ({"TERM": "dumb"}, rb"\x1b|\r(?!\n)"),  # neither erases a line nor redraws one
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, rb"\x1b\[[0-9;]*m"),
    ],
)
def test_a_terminal_gets_what_it_can_show(
    scanned: tuple[Path, Path], tmp_path: Path, changes: dict[str, str], unwanted: bytes
) -> None:
    import pty

    home, music = tmp_path / "home", tmp_path / "music"
    music.mkdir()
    for name in ("a.mp3", "b.mp3"):
        shutil.copy(scanned[1] / "song.mp3", music / name)
    shutil.copytree(scanned[0], home)
    try:
        controller, terminal = pty.openpty()
    except OSError:
        pytest.skip("there are no pseudo-terminals here")
    ended = subprocess.run(
        [*COMMAND, "scan", str(music)],
        stdout=terminal,
        stderr=terminal,
        stdin=terminal,
        env=environment(home, **changes),
    )
    os.close(terminal)
    shown = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while part := os.read(controller, 1 << 16):
            shown += part
    os.close(controller)
    assert ended.returncode == 0
    assert b"2 songs" in shown
    assert not re.search(unwanted, shown)
