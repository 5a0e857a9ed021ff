"""The process that runs similarity queries as the window does; prints JSON."""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.paths import default_model_dir
from moodtagger.services.library_service import LibraryService
from tests.benchmarks.measurements import cpu_ms
from tests.support.synthetic_library import LIBRARY_FILE

RESULT_COUNT = 50  # results of a query, as on the window's page
QUERY_COUNT = 20


def main(home: str) -> None:
    """Query for songs across the library; the first query loads what the others reuse."""
    service = LibraryService(Path(home) / LIBRARY_FILE, default_model_dir())
    ids = service.tracks.table().ids.tolist()
    songs = random.Random(5).choices(ids, k=QUERY_COUNT + 1)
    query = SimilarityQuery(count=RESULT_COUNT)
    first, *later = [cpu_ms(lambda i=i: service.similarity.find_similar([i], query)) for i in songs]  # type: ignore[misc]
    start = time.process_time()
    for track_id in songs:
        service.similarity.nearest(track_id, RESULT_COUNT)
    similar = 1000 * (time.process_time() - start) / len(songs)
    service.close()
    print(json.dumps({"first_ms": first, "alike_ms": later, "similar_ms": similar}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
