"""The mood map: songs on Russell's circumplex, to explore, select and correct."""

from moodtagger.ui.circumplex.painter import render_map
from moodtagger.ui.circumplex.view import CircumplexView

__all__ = ["CircumplexView", "render_map"]
