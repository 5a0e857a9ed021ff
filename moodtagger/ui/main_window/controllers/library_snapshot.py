"""All that the window shows of a library, made ready off the thread that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from moodtagger.core.song_table import TrackTable
from moodtagger.ui.circumplex.point_columns import PointCloud
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.library.song_columns import SongColumns


@dataclass(frozen=True)
class LibrarySnapshot:
    """The songs, as they were read and as the columns that table and map draw from."""

    folders: list[str]
    songs: TrackTable
    columns: SongColumns
    cloud: PointCloud


def read_snapshot(service: Service) -> LibrarySnapshot:
    """Read everything; no row is made for a song, as hardly any will be looked at soon."""
    songs = service.track_table()
    return LibrarySnapshot(
        service.folders(), songs, SongColumns.from_table(songs), PointCloud.from_table(songs)
    )
