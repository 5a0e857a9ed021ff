"""Imports after PySide6 cost what they cost without it."""

from __future__ import annotations

import builtins
import subprocess
import sys

import pytest

from moodtagger.ui import import_hook


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


def test_where_nothing_was_replaced_imports_stay_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = builtins.__import__
    monkeypatch.delattr(builtins, "__orig_import__", raising=False)
    import_hook.restore_builtin_import()
    assert builtins.__import__ is before
