"""Imports without a look at the source of what is imported.

PySide6 replaces Python's import. After each one it reads the new module's source, and keeps it, to
see whether names may be switched there by its `from __feature__ import`. Nothing here uses that;
all that is imported later, libraries included, would be read twice for it.
"""

from __future__ import annotations

import builtins

# PySide6 keeps under this name what it replaces.
_ORIGINAL_IMPORT = "__orig_import__"


def restore_builtin_import() -> None:
    """Import as before PySide6, which has to be imported already."""
    builtins.__import__ = getattr(builtins, _ORIGINAL_IMPORT, builtins.__import__)
