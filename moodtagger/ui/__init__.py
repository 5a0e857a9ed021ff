"""The window: views on the services."""

from __future__ import annotations

import PySide6.QtCore  # noqa: F401 - replaces Python's import

from moodtagger.runtime import restore_builtin_import

restore_builtin_import()
