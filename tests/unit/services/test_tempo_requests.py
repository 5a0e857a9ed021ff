"""The tempo that is written is the user's, where they corrected it."""

from __future__ import annotations

from pathlib import Path

from moodtagger.core.tag_plan import WritePolicy
from moodtagger.services.tag_writing import tag_requests
from moodtagger.store import open_library
from tests.support.library import add_analyzed


def test_a_corrected_tempo_is_written_over_the_tag_but_only_on_request(tmp_path: Path) -> None:
    with open_library(tmp_path / "library.sqlite") as library:
        track_id = add_analyzed(library, "/m/a.flac")
        library.tempo_corrections.save([(track_id, 174.0)])
        rows = library.songs.rows()
        ((_, request),) = tag_requests(library, rows, WritePolicy(bpm_digits=0), {})
        assert (request.bpm, request.bpm_corrected) == (174.0, True)
        assert tag_requests(library, rows, WritePolicy(), {}) == []
