"""Songs like others and songs of some moods, from a library on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from moodtagger.core.acoustic_fingerprint import AcousticFingerprint
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.core.tracks import FileTags
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.services.recordings import RecordingService
from moodtagger.services.similarity_search import SimilaritySearch, SimilarSongs
from moodtagger.store import Library, open_library
from moodtagger.store.queries.similarity_features import SimilarityFeatures
from tests.support.library import MODEL, analysis_result, prediction, scanned_file

LABELS = ("happy", "sad", "calm")
QUERY = SimilarityQuery(max_per_artist=0, max_per_album=0)


def add(
    library: Library,
    name: str,
    moods: tuple[float, float, float],
    *,
    direction: int = 0,
    tempo: float | None = None,
    bpm: float | None = None,
) -> int:
    path, audio = f"/music/{name}.flac", name
    tags = FileTags(title=name, artist=name[0], album="One", bpm=bpm)
    (track_id,) = library.tracks.upsert_files([scanned_file(path, audio, tags=tags)])
    result = prediction(dict(zip(LABELS, moods, strict=True)), (), direction=direction)
    outcome = replace(analysis_result(path, result), bpm=tempo)
    library.analyses.save([(track_id, audio, MODEL, outcome)])
    return track_id


@pytest.fixture
def library(tmp_path: Path):  # noqa: ANN201
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


@pytest.fixture
def recordings(library: Library) -> RecordingService:
    return RecordingService(library, MODEL)


@pytest.fixture
def search(library: Library, recordings: RecordingService) -> SimilaritySearch:
    return SimilaritySearch(library, recordings)


def similar(
    search: SimilaritySearch, track_id: int, query: SimilarityQuery = QUERY
) -> SimilarSongs:
    result = search.similar_to_songs([track_id], query, MODEL, LABELS)
    assert result is not None
    return result


def found_ids(search: SimilaritySearch, track_id: int, query: SimilarityQuery = QUERY) -> list[int]:
    return [row.track_id for row, _ in similar(search, track_id, query).results]


def test_the_nearest_song_comes_first_with_its_row(
    library: Library, search: SimilaritySearch
) -> None:
    seed = add(library, "a", (0.9, 0.1, 0.1))
    near = add(library, "b", (0.9, 0.1, 0.1), tempo=99.0)
    far = add(library, "c", (0.1, 0.9, 0.1), direction=5)
    answer = similar(search, seed)
    assert [row.track_id for row, _ in answer.results] == [near, far]
    row, hit = answer.results[0]
    assert (row.effective_bpm, hit.bpm, hit.shared_moods) == (99.0, 99.0, ("happy",))
    assert answer.searched == 3


def test_a_tag_overrides_the_predicted_tempo(library: Library, search: SimilaritySearch) -> None:
    seed = add(library, "a", (0.9, 0.1, 0.1), tempo=80.0, bpm=120.0)
    add(library, "b", (0.9, 0.1, 0.1), tempo=80.0)
    third = add(library, "c", (0.9, 0.1, 0.1))
    query = replace(QUERY, min_bpm=100.0, max_bpm=140.0, allow_octaves=False)
    answer = similar(search, third, query)
    assert [row.track_id for row, _ in answer.results] == [seed]
    assert answer.without_bpm == 1


def test_a_correction_counts_before_the_network(library: Library, search: SimilaritySearch) -> None:
    seed, one, other = (add(library, name, (0.5, 0.5, 0.5)) for name in "abc")
    library.corrections.save([(seed, (-0.9, 0.9)), (other, (-0.8, 0.9))])
    query = replace(QUERY, mood=0.0, sound=0.0)
    answer = similar(search, seed, query)
    assert [row.track_id for row, _ in answer.results] == [other, one]


def test_what_was_read_is_kept_until_forgotten(library: Library, search: SimilaritySearch) -> None:
    seed = add(library, "a", (0.9, 0.1, 0.1))
    assert not found_ids(search, seed)
    later = add(library, "b", (0.9, 0.1, 0.1))
    assert not found_ids(search, seed)
    search.invalidate()
    answer = similar(search, seed)
    assert [row.track_id for row, _ in answer.results] == [later]


def test_two_indexes_are_kept_and_no_more(
    library: Library, search: SimilaritySearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = add(library, "a", (0.9, 0.1, 0.1))
    read: list[tuple[str, ...]] = []
    features = library.similarity.features

    def watch(model: str, labels: tuple[str, ...]) -> SimilarityFeatures:
        read.append(labels)
        return features(model, labels)

    monkeypatch.setattr(library.similarity, "features", watch)
    one, two, three = LABELS[:1], LABELS[:2], LABELS
    for labels in (one, two, one, two, one):
        search.similar_to_songs([seed], QUERY, MODEL, labels)
    assert read == [one, two]
    for labels in (three, three, one):
        search.similar_to_songs([seed], QUERY, MODEL, labels)
    assert read == [one, two, three, one]


def test_songs_added_between_two_reads_wait_for_the_next(
    library: Library, search: SimilaritySearch
) -> None:
    seed = add(library, "a", (0.9, 0.1, 0.1))
    near = add(library, "b", (0.9, 0.1, 0.1))
    assert found_ids(search, seed) == [near]
    later = add(library, "c", (0.9, 0.1, 0.1))
    search.invalidate_features()
    assert found_ids(search, seed) == [near]
    search.invalidate()
    assert found_ids(search, seed) == [near, later]


def test_a_file_from_outside(library: Library, search: SimilaritySearch) -> None:
    near = add(library, "a", (0.9, 0.1, 0.1))
    add(library, "b", (0.1, 0.9, 0.1), direction=3)
    outside = analysis_result(
        "/elsewhere/guest.mp3", prediction({"happy": 0.9, "sad": 0.1, "calm": 0.1}, ())
    )
    answer = search.similar_to_analysis(replace(outside, bpm=77.0), QUERY, LABELS)
    assert answer.results[0][0].track_id == near
    assert answer.bpm == 77.0
    assert len(library.songs.rows()) == 2
    with pytest.raises(MoodtaggerError, match="silent"):
        search.similar_to_analysis(
            AnalysisResult("/x.mp3", skip_reason="This is silent."), QUERY, LABELS
        )


def test_a_mood_that_a_file_was_not_asked_about_counts_as_absent(
    library: Library, search: SimilaritySearch
) -> None:
    many, few = add(library, "a", (0.9, 0.9, 0.9)), add(library, "b", (0.9, 0.1, 0.1))
    outside = analysis_result("/x.mp3", prediction({"happy": 0.9}, ()))
    found = search.similar_to_analysis(outside, replace(QUERY, sound=0.0, feeling=0.0), LABELS)
    assert [row.track_id for row, _ in found.results] == [few, many]


def test_songs_without_analysis_are_an_error(library: Library, search: SimilaritySearch) -> None:
    (track_id,) = library.tracks.upsert_files([scanned_file("/music/new.flac")])
    assert search.similar_to_songs([track_id], QUERY, MODEL, LABELS) is None
    with pytest.raises(MoodtaggerError, match="not been analyzed"):
        search.interpolate_playlist(track_id, track_id, 5, QUERY, MODEL, LABELS)


def test_a_way_tells_each_step_against_the_one_before(
    library: Library, search: SimilaritySearch
) -> None:
    ids = [add(library, name, (0.9, 0.1, 0.1), direction=i) for i, name in enumerate("abcd")]
    way = search.interpolate_playlist(ids[0], ids[3], 4, QUERY, MODEL, LABELS)
    assert [way[0][0].track_id, way[-1][0].track_id] == [ids[0], ids[3]]
    assert len(way) == 4
    assert way[0][1] is None
    assert all(hit is not None and hit.shared_moods == ("happy",) for _, hit in way[1:])


VOCABULARY = Vocabulary(
    [Mood(label, (label,), 0.0, 0.0, None, 0.6, label != "calm") for label in LABELS]
    + [Mood(f"m{i}", (f"m{i}",), 0.0, 0.0, None, 0.6, False) for i in range(5)]
)


def test_an_empty_library(library: Library, search: SimilaritySearch) -> None:
    traits = library.similarity.features(MODEL, LABELS)
    assert traits.moods.shape == (0, 3)
    assert traits.take(np.empty(0, np.intp)).ids.shape == (0,)
    assert search.similar_to_songs([1], QUERY, MODEL, LABELS) is None


def add_copy(library: Library, name: str, seed: int, direction: int = 0) -> int:
    """Add a song with an acoustic fingerprint; equal seeds are one recording."""
    track_id = add(library, name, (0.9, 0.1, 0.1), direction=direction)
    outcome = analysis_result(
        f"/music/{name}.flac", prediction({"happy": 0.9}, (), direction=direction)
    )
    outcome = replace(outcome, fingerprint=fingerprint_bytes(seed))
    library.analyses.save([(track_id, name, MODEL, outcome)])
    return track_id


def fingerprint_bytes(seed: int) -> bytes:
    codes = np.random.default_rng(seed).integers(0, 2**16, 300).astype(np.uint16)
    return AcousticFingerprint(codes, len(codes)).to_bytes()


def test_each_recording_is_found_once_and_names_its_copies(
    library: Library, search: SimilaritySearch, recordings: RecordingService
) -> None:
    seed, seed_copy = add_copy(library, "a", 1), add_copy(library, "b", 1)
    one, other = add_copy(library, "c", 2, 3), add_copy(library, "d", 2, 3)
    third = add_copy(library, "e", 3, 4)
    recordings.update()
    answer = similar(search, seed)
    assert [row.track_id for row, _ in answer.results] == [one, third]
    assert {i: [row.track_id for row in rows] for i, rows in answer.copies.items()} == {
        one: [other]
    }
    assert [row.track_id for row in answer.seed_copies] == [seed_copy]


def test_copies_that_only_another_model_analyzed_are_none_of_the_results(
    library: Library, search: SimilaritySearch, recordings: RecordingService
) -> None:
    seed, one, last = (
        add_copy(library, "a", 1),
        add_copy(library, "b", 2),
        add_copy(library, "c", 2),
    )
    recordings.update()
    assert found_ids(search, seed) == [one]
    for name, copied in (("d", 1), ("e", 2)):
        other = prediction({"happy": 0.9}, (), model="another")
        (track_id,) = library.tracks.upsert_files([scanned_file(f"/music/{name}.flac", name)])
        outcome = analysis_result(f"/music/{name}.flac", other)
        outcome = replace(outcome, fingerprint=fingerprint_bytes(copied))
        library.analyses.save([(track_id, name, "another", outcome)])
    recordings.update()
    search.invalidate()
    answer = similar(search, seed)
    assert [row.track_id for row, _ in answer.results] == [one]
    assert [[row.track_id for row in rows] for rows in answer.copies.values()] == [[last, track_id]]
    assert answer.searched == 3


def test_a_file_outside_is_compared_with_the_recordings(
    library: Library, search: SimilaritySearch, recordings: RecordingService
) -> None:
    copy, other = add_copy(library, "a", 1), add_copy(library, "b", 2)
    recordings.update()
    outside = replace(
        analysis_result("/x.mp3", prediction({"happy": 0.9}, ())), fingerprint=fingerprint_bytes(1)
    )
    answer = search.similar_to_analysis(outside, QUERY, LABELS)
    assert [row.track_id for row, _ in answer.results] == [other]
    assert [row.track_id for row in answer.seed_copies] == [copy]


def test_a_path_holds_no_recording_twice(
    library: Library, search: SimilaritySearch, recordings: RecordingService
) -> None:
    start, end = add_copy(library, "a", 1, 0), add_copy(library, "b", 2, 5)
    for name, seed in (("c", 1), ("d", 2), ("e", 3), ("f", 3), ("g", 4)):
        add_copy(library, name, seed, 2)
    recordings.update()
    path = search.interpolate_playlist(start, end, 7, QUERY, MODEL, LABELS)
    assert [row.tags.title for row, _ in path] == ["a", "e", "g", "b"]


def test_duplicates_are_listed_with_their_files(
    library: Library, recordings: RecordingService
) -> None:
    for name, seed in (("a", 1), ("b", 2), ("c", 1)):
        add_copy(library, name, seed)
    recordings.update()
    (copies,) = recordings.duplicates()
    assert [copy.row.name for copy in copies] == ["a", "c"]
    assert copies[0].bit_rate == round(8000 / 30.5)


def test_fingerprints_of_a_canceled_scan_are_compared_with_the_first_query(
    library: Library, recordings: RecordingService
) -> None:
    ids = [add_copy(library, name, 1) for name in ("a", "b")]
    assert recordings.groups() == [ids]
    assert not library.recordings.has_new()
    ids.append(add_copy(library, "c", 1))
    recordings.invalidate()
    assert recordings.groups() == [ids]


def test_an_excluded_song_is_no_duplicate(library: Library) -> None:
    recordings = RecordingService(library, MODEL, lambda: lambda path: path.endswith("c.flac"))
    for name in ("a", "c"):
        add_copy(library, name, 1)
    recordings.update()
    assert recordings.duplicates() == []


def test_the_album_limit_counts_albums_and_not_their_discs_or_names(library: Library) -> None:
    tags = [
        FileTags(album="Greatest Hits", artist="Queen"),
        FileTags(album="Greatest Hits", artist="ABBA"),
        FileTags(album="Long Album (Disc 1)", artist="X", album_artist="A"),
        FileTags(album="Long Album", artist="Y", album_artist="A", disc=2),
        FileTags(album="Summer", artist="P", compilation=True),
        FileTags(album="Summer", artist="Q", album_artist="Various Artists"),
        FileTags(artist="No Album"),
    ]
    for number, found in enumerate(tags):
        track_id = add(library, f"song {number}", (0.5, 0.5, 0.5), direction=number)
        library.tracks.replace_tags({track_id: found})
    codes = library.similarity.features(MODEL, LABELS).album.tolist()
    assert codes[-1] == -1
    assert codes[0] != codes[1]
    assert codes[2] == codes[3]
    assert codes[4] == codes[5]
    assert len(set(codes)) == 5
