"""The recipe `autotag50`: its features, its map, and a run on synthetic songs."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from scipy.fft import dct

from moodtagger.files.model_files import load_tag_map
from moodtagger.training import plots
from moodtagger.training.__main__ import main
from moodtagger.training.data.dataset import dequantize_db, quantize_db
from moodtagger.training.framework.task import FoldOutcome, LearningTask
from moodtagger.training.plots.tag_map import plot_tag_map
from moodtagger.training.recipes.autotag50 import recipe
from moodtagger.training.recipes.autotag50.recipe import MFCC_COUNT, TagNet, mfcc
from moodtagger.training.recipes.autotag50.tag_map import (
    build_tag_map,
    tag_similarity,
    write_tag_map,
)
from moodtagger.training.recipes.autotag50.tag_vocabulary import AnnotatedWord, Tag
from tests.support.tiny_songs import tiny_songs

TAGS = 12


def test_mfcc_of_a_cosine_is_one_coefficient() -> None:
    bands = np.arange(96)
    cosine = 30 * np.cos(np.pi * 5 * (2 * bands + 1) / (2 * 96)) - 20
    found = mfcc(quantize_db(cosine[None].astype(np.float32)))[0]
    assert found.shape == (MFCC_COUNT,)
    assert found[5] == pytest.approx(30 * np.sqrt(48), abs=1)
    assert found[0] == pytest.approx(-20 * np.sqrt(96), abs=1)
    assert np.abs(np.delete(found, [0, 5])).max() < 1


def test_mfcc_is_the_dct_of_the_decibels() -> None:
    codes = np.random.default_rng(0).integers(256, size=(7, 96), dtype=np.uint8)
    expected = dct(dequantize_db(codes).astype(np.float64), norm="ortho")[:, :MFCC_COUNT]
    np.testing.assert_allclose(mfcc(codes), expected, atol=1e-3)


@pytest.mark.parametrize("bands", [96, MFCC_COUNT])
def test_network_has_the_given_number_of_convolutions(bands: int) -> None:
    kinds = [[type(m).__name__ for m in TagNet(bands, 50, n).modules()] for n in (2, 3)]
    assert [names.count("Conv2d") for names in kinds] == [2, 3]
    assert [names.count("Linear") for names in kinds] == [2, 2]


def test_tags_that_rise_together_are_similar() -> None:
    p = np.array([[0.1, 0.2, 0.9], [0.5, 0.7, 0.5], [0.9, 0.95, 0.1]], np.float32)
    similarity = tag_similarity(p)
    assert similarity[0, 1] > 0.9
    assert similarity[0, 2] == pytest.approx(-1)
    constant = tag_similarity(np.column_stack([p[:, 0], [1, 1, 1]]).astype(np.float32))
    assert constant[0, 1] == pytest.approx(0, abs=1e-9)


@pytest.fixture(scope="module")
def outcomes_and_tags() -> tuple[list[FoldOutcome], list[Tag]]:
    """Two folds in which tags 2k and 2k + 1 are always predicted together, and no others are."""
    rng = np.random.default_rng(0)
    pair = rng.integers(TAGS // 2, size=60)
    truth = (np.arange(TAGS)[None] // 2 == pair[:, None]).astype(np.float32)
    predicted = np.clip(0.1 + 0.8 * truth + rng.normal(0, 0.02, truth.shape), 0, 1)
    tags = [
        Tag(
            (AnnotatedWord(f"Tag{k}", "mood" if k else "genre", frozenset("s"), (5 + k % 3, 4)),),
            ("",),
        )
        for k in range(TAGS)
    ]
    fold = np.arange(60) % 2
    task = LearningTask(
        tuple(tag.label for tag in tags),
        *(truth, truth, fold, np.arange(60), np.arange(60).astype(str), "many"),
    )
    rows = [np.flatnonzero(fold == k) for k in (0, 1)]
    parts = (predicted[r].astype(np.float32) for r in rows)
    return [FoldOutcome(k, task, rows[k], part) for k, part in enumerate(parts)], tags


def test_tags_predicted_together_are_nearest(
    outcomes_and_tags: tuple[list[FoldOutcome], list[Tag]],
) -> None:
    positions = np.array([(tag.x, tag.y) for tag in build_tag_map(*outcomes_and_tags)])
    distances = np.linalg.norm(positions[:, None] - positions[None], axis=2)
    together = np.arange(TAGS)[:, None] // 2 == np.arange(TAGS)[None] // 2
    assert distances[together].max() < distances[~together].min()
    assert 0.9 < np.abs(positions).max() <= 1


def test_same_seed_gives_the_same_map(
    outcomes_and_tags: tuple[list[FoldOutcome], list[Tag]],
) -> None:
    assert list(build_tag_map(*outcomes_and_tags, seed=3)) == list(
        build_tag_map(*outcomes_and_tags, seed=3)
    )


def test_map_round_trip(
    outcomes_and_tags: tuple[list[FoldOutcome], list[Tag]], tmp_path: Path
) -> None:
    written = write_tag_map(*outcomes_and_tags, tmp_path / "map", seed=0)
    assert list(load_tag_map(tmp_path / "map.json")) == list(written)
    assert (tmp_path / "map.png").stat().st_size > 10_000
    assert written[1].auc == 1


def test_labels_in_the_plot_do_not_overlap(
    outcomes_and_tags: tuple[list[FoldOutcome], list[Tag]],
) -> None:
    figure = plot_tag_map(build_tag_map(*outcomes_and_tags))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    for text in figure.axes[0].texts:
        text.arrow_patch.set_visible(False)
    boxes = [text.get_window_extent(canvas.get_renderer()) for text in figure.axes[0].texts]
    assert len(boxes) == TAGS
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[:k])


def test_run_learns_reports_the_tags_and_writes_the_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    songs = tiny_songs(25)
    monkeypatch.setattr(recipe, "load_labeled", lambda data, cache: songs)
    monkeypatch.setattr(plots, "plot_experiment", lambda *_: [])  # tested elsewhere
    folder = tmp_path / "data" / "q4"
    folder.mkdir(parents=True)
    (folder / "word_ratings.csv").write_text("word,valence_1to9,arousal_1to9\nSunny,8,6\nSad,2,3\n")
    with (folder / "labels.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "moods", "genres"])
        for k, song in enumerate(songs):
            assert song.labels
            words = sorted(song.labels.mood_words) + (["Cheery"] if k % 4 == 0 else [])
            table.writerow([song.song_id, "; ".join(words), ("Pop", "Jazz")[k % 2]])
    model = tmp_path / "new" / "model"
    args = f"run autotag50 --data {folder.parent} --cache {tmp_path} --folds 0 --threads 1"
    recipe_options = (
        f"--passes 4 --convolutions 2 --features both --write-map {model} --out {tmp_path}/out"
    )
    assert main([*args.split(), *recipe_options.split()]) == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert set(report["trials"]) == {"mel_2conv", "mfcc_2conv"}
    assert report["trials"]["mel_2conv"]["figures"]["macro_auc"]["mean"] > 0.8
    merged = {entry["tag"]: [w["word"] for w in entry["words"]] for entry in report["tags"]}
    assert merged["cheery"] == ["Cheery", "Sunny"]
    assert 0.5 < report["accuracy_of_never_yes"] < 1
    written = {tag.label: tag for tag in load_tag_map(model / "tag_map.json")}
    assert set(written) == {"cheery", "harsh", "sad", "calm", "Pop", "Jazz"}
    assert written["cheery"].valence == 0.75
    assert written["Jazz"].valence is None
