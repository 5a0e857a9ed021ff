"""The process that asks a library for songs alike, as the window does; prints JSON."""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

from moodtagger.core.similarity.query import Wish
from moodtagger.paths import default_model_dir
from moodtagger.services.library_service import LibraryService
from tests.benchmarks.cpu_clock import cpu_ms
from tests.benchmarks.ui.library_fixture import LIBRARY

COUNT = 50  # songs that an answer has, as the page *Alike* asks for
QUESTIONS = 20


def main(home: str) -> None:
    """Ask about songs here and there; the first answer reads what the others share."""
    service = LibraryService(Path(home) / LIBRARY, default_model_dir())
    ids = service.shelf().ids.tolist()
    songs = random.Random(5).choices(ids, k=QUESTIONS + 1)
    wish = Wish(count=COUNT)
    first, *others = [cpu_ms(lambda i=i: service.alike([i], wish)) for i in songs]  # type: ignore[misc]
    start = time.process_time()
    for track_id in songs:
        service.similar(track_id, COUNT)
    similar = 1000 * (time.process_time() - start) / len(songs)
    service.close()
    print(json.dumps({"first_ms": first, "alike_ms": others, "similar_ms": similar}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
