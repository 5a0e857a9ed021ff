"""Save a figure as a picture, whole or not at all."""

from __future__ import annotations

import io
from pathlib import Path

from matplotlib.figure import Figure

from moodtagger.files.file_access import write_whole


def save_figure(figure: Figure, path: Path, *, dpi: int = 100) -> None:
    """Write the figure as a PNG file.

    Parameters
    ----------
    figure : Figure
        The figure to draw.
    path : Path
        The file to create or replace.
    dpi : int
        Pixels for each inch of the figure.

    Raises
    ------
    OSError
        The file cannot be written; an older one is as it was.
    """
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dpi)
    write_whole(path, buffer.getvalue())
