"""Python's import after PySide6 has replaced it."""

from __future__ import annotations

import subprocess
import sys


def test_importing_the_window_reads_no_source_again() -> None:
    code = (
        "from moodtagger.app import make_application, make_window\n"
        "window = make_window(make_application())\n"
        "window.show()\n"
        "import builtins, linecache\n"
        "assert builtins.__import__ is not builtins.__feature_import__\n"
        "print([name for name in linecache.cache if 'main_window' in name or 'numpy' in name])\n"
        "window.context.runner.shut_down_and_wait(lambda: None)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
