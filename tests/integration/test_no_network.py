"""Nothing opens a network connection: the whole flow with sockets forbidden by the kernel."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from moodtagger import paths
from moodtagger.tags import read_tags

FORBID = """
import ctypes, os, struct
# A seccomp filter: socket() of any family but AF_UNIX ends the process; children inherit it.
LOAD, EQUALS, RETURN, KILL, ALLOW = 0x20, 0x15, 0x06, 0x80000000, 0x7FFF0000
rules = [
    (LOAD, 0, 0, 0), (EQUALS, 0, 3, SOCKET),
    (LOAD, 0, 0, 16), (EQUALS, 1, 0, 1), (RETURN, 0, 0, KILL), (RETURN, 0, 0, ALLOW),
]
packed = b"".join(struct.pack("HBBI", *rule) for rule in rules)
class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("rules", ctypes.c_char_p)]
libc = ctypes.CDLL(None, use_errno=True)
program = Program(len(rules), packed)
if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, ctypes.byref(program), 0, 0):
    os._exit(77)
"""
SOCKET = {"x86_64": 41, "aarch64": 198}.get(platform.machine())
ANY = "import socket; socket.socket(socket.AF_INET, socket.SOCK_STREAM)"
OWN = "import socket; socket.socketpair(); print('allowed')"
PROGRAM = """
import sys
from moodtagger.cli import main
from moodtagger.tags import read_tags

if __name__ == "__main__":
    music, table = sys.argv[1:]
    song = music + "/SONG"
    main(["scan", music])
    main(["tag", "--moods", "calm", music])
    print(read_tags(song).moods)
    main(["export", "--format", "csv", "--out", table])
    main(["undo"])
    print(read_tags(song).moods)
    print("no connection")
"""
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from moodtagger import paths
from moodtagger.services.library_service import LibraryService
from moodtagger.settings import Settings
from moodtagger.ui.jobs.thread_bridge import ThreadBridge
from moodtagger.ui.jobs.job_runner import JobRunner
from moodtagger.ui.main_window.window import MainWindow

def main():
    app = QApplication(sys.argv[:1])
    window = MainWindow(
        JobRunner(ThreadBridge()),
        lambda: LibraryService(paths.library_path(), paths.default_model_dir(), jobs=1),
        Settings(), save_settings=lambda settings: None, demo_folder=lambda: Path(sys.argv[1]),
    )
    window.closed.connect(app.quit)
    window.show()
    def scanned(*_found):
        for song in sorted(Path(sys.argv[1]).iterdir()):  # also the list of addresses
            window.playback.play_file(str(song))
        QTimer.singleShot(1500, window.close)
    window.scans.finished.connect(scanned)
    window.start([sys.argv[1]])
    app.exec()
    print("closed")

if __name__ == "__main__":
    main()
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.skipif(SOCKET is None or sys.platform != "linux", reason="needs seccomp"),
]


def confined(code: str, folder: Path, *arguments: Path) -> subprocess.CompletedProcess[str]:
    """Run Python code, and all processes that it starts, without sockets."""
    script = folder / "confined.py"
    script.write_text(FORBID.replace("SOCKET", str(SOCKET)) + code)
    run = subprocess.run(
        [sys.executable, str(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=170,
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
    )
    if run.returncode == 77:
        pytest.skip("this system does not allow seccomp")
    return run


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    songs = {song.suffix: song for song in sorted(paths.demo_dir().iterdir())}
    for suffix in (".mp3", ".m4a"):
        shutil.copy(songs[suffix], folder)
    (folder / "list.mp3").write_text("#EXTM3U\n#EXTINF:9,x\nhttp://127.0.0.1:9/a.mp3\n" * 20)
    return folder


def test_the_filter_ends_whoever_opens_a_connection(tmp_path: Path) -> None:
    assert confined(ANY, tmp_path).returncode < 0
    assert confined(OWN, tmp_path).stdout == "allowed\n"


def test_the_command_line_opens_none(music: Path, moodtagger_home: Path, tmp_path: Path) -> None:
    song = next(music.glob("*.m4a"))
    before = read_tags(song).moods
    run = confined(PROGRAM.replace("SONG", song.name), tmp_path, music, moodtagger_home / "a.csv")
    assert run.returncode == 0, run.stderr
    assert "crashed" not in run.stderr + run.stdout
    said = run.stdout.splitlines()
    assert str((*before, "calm")) in said
    assert str(before) in said
    assert said[-1] == "no connection"


def test_the_window_opens_none(music: Path, tmp_path: Path) -> None:
    run = confined(WINDOW, tmp_path, music)
    assert (run.returncode, run.stdout) == (0, "closed\n"), run.stderr
