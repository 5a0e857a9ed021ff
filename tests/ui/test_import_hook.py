"""Imports after PySide6 cost what they cost without it."""

from __future__ import annotations

import subprocess
import sys


def test_no_source_is_read_when_the_window_is_made() -> None:
    code = (
        "from moodtagger.app import make_application, make_window\n"
        "window = make_window(make_application())\n"
        "window.show()\n"
        "import builtins, linecache\n"
        "assert builtins.__import__ is not builtins.__feature_import__\n"
        "print([name for name in linecache.cache if 'main_window' in name or 'numpy' in name])\n"
        "window.context.runner.finish_now(lambda: None)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr
