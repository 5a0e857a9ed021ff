"""The window: views on the services."""

from __future__ import annotations

import PySide6.QtCore  # noqa: F401 - replaces Python's import

from moodtagger.ui import import_hook

import_hook.restore_builtin_import()
