"""All that the window shows of a library, made ready off the thread that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from moodtagger.core.tracks import SongRow
from moodtagger.ui.circumplex.cloud import PointCloud
from moodtagger.ui.jobs.backend import Service
from moodtagger.ui.library.columns import SongColumns


@dataclass(frozen=True)
class WholeLibrary:
    """The songs, as rows and as the columns that table and map draw from."""

    folders: list[str]
    rows: list[SongRow]
    columns: SongColumns
    cloud: PointCloud


def read_all(service: Service) -> WholeLibrary:
    """Read everything; takes seconds for 100,000 songs, most of them spent in Python."""
    rows = service.rows()
    return WholeLibrary(service.folders(), rows, SongColumns.ready(rows), PointCloud(rows))
