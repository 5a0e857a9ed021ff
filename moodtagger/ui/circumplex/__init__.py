"""The map of feeling: songs on Russell's circumplex, to look at and to work on."""

from moodtagger.ui.circumplex.painter import render_map
from moodtagger.ui.circumplex.view import CircumplexView

__all__ = ["CircumplexView", "render_map"]
