"""Before and after a write: the exact frames that change, and the history with undo."""
