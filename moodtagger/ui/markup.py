"""Strangers' words in places where Qt guesses whether a text is markup: names, tags, paths."""

from __future__ import annotations

import html

from PySide6.QtGui import Qt


def escape_rich_text(text: str) -> str:
    """The text for a tooltip that shows it as it stands, also when it looks like markup."""
    if not Qt.mightBeRichText(text):
        return text
    return f"<qt>{'<br>'.join(map(html.escape, text.splitlines()))}</qt>"
