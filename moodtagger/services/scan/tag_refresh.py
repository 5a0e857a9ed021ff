"""Tags of unchanged files that were read in another way, without analyzing the files again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from moodtagger.core.tag_reading import TagReading
from moodtagger.core.tracks import FileTags
from moodtagger.services.workers.worker import Operation, Task
from moodtagger.store import FileStamp, Library

_BATCH_SIZE = 500


def refresh_old_tags(
    library: Library,
    run: Callable[[Iterable[Task], Callable[[Task, Any], list[Task]]], None],
    stamps: Mapping[str, FileStamp],
    paths: Iterable[str],
    reading: TagReading,
    on_saved: Callable[[list[int]], object],
) -> None:
    """Read the tags of those paths again that were read in another way, and save them.

    `stamps` holds the stamp of each path; `on_saved` gets the ids of each batch.
    `run` is `AnalysisPool.run` with its events. A file that cannot be read now keeps its tags until
    the next scan.
    """
    track_ids = {path: stamps[path].track_id for path in paths if stamps[path].differs(reading)}
    if not track_ids:
        return
    found: dict[int, FileTags] = {}

    def save() -> None:
        library.tracks.replace_tags(found, reading.key)
        on_saved(list(found))
        found.clear()

    def collect(task: Task, result: Any) -> list[Task]:
        if isinstance(result, FileTags):
            found[track_ids[task.path]] = result
        if len(found) >= _BATCH_SIZE:
            save()
        return []

    tasks = (Task(Operation.READ_TAGS, path, reading) for path in track_ids)
    run(tasks, collect)
    save()
