"""How moods are called in the window: the person's own names before the program's translation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

_custom_names: Mapping[str, str] = MappingProxyType({})


def set_custom_names(names: Mapping[str, str]) -> None:
    """Call moods so from now on (label -> name); views show it when they are filled again."""
    global _custom_names
    _custom_names = dict(names)


def mood_text(label: str) -> str:
    """A mood's own name, or its label in the language of the window where that is known."""
    from moodtagger.ui.text_normalization import display_text  # whose room imports this one

    custom = _custom_names.get(label)
    return display_text(custom if custom else QCoreApplication.translate("moods", label))


def mood_tag_value(label: str) -> str:
    """What stands in a file's tags for an accepted mood."""
    return _custom_names.get(label, label)
