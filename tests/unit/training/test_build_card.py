"""The `card` command: metrics are recomputed, all files rewritten, the weights unchanged."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from moodtagger.core.errors import ModelError
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.files.model_files import load_vocabulary, save_vocabulary
from moodtagger.inference.torch_weights import load_model
from moodtagger.training import __main__, build_card
from moodtagger.training.data.dataset import quantize_db
from moodtagger.training.network_outputs import OUT_OF_FOLD_FILE
from tests.support.tiny_model import write_tiny_model
from tests.support.tiny_outputs import tiny_out_of_fold

OUT_OF_FOLD = tiny_out_of_fold(150)
AGREEMENT = dict.fromkeys(
    [
        "same_quadrant",
        "valence_difference",
        "valence_difference_95",
        "valence_correlation",
        "arousal_difference",
        "arousal_difference_95",
        "arousal_correlation",
        "confident_moods_kept",
        "embedding_cosine",
    ],
    0.876,
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with labels; everything computed from audio is faked."""
    folder = tmp_path / "data"
    (folder / "q4").mkdir(parents=True)
    head = "id,fold,artist_group,quadrant,valence_1to9,arousal_1to9,moods,genres\n"
    rows = (
        f"{song},{fold},{k // 10 * 5 + k % 5},Q1,6.0,6.0,Sad; Bleak,{'Rap' if k % 2 else 'Jazz'}\n"
        for k, (song, fold) in enumerate(zip(OUT_OF_FOLD.song_id, OUT_OF_FOLD.fold, strict=True))
    )
    (folder / "q4" / "labels.csv").write_text(head + "".join(rows), encoding="utf-8")
    ids = OUT_OF_FOLD.song_id.tolist()
    descriptors = {song: np.arange(10, dtype=np.float32) + k for k, song in enumerate(ids)}
    codes = dict.fromkeys(ids, quantize_db(np.zeros((4, 96), np.float32)))
    agreement = {"protocol": "synthetic", "quick": {"songs": 7, **AGREEMENT}}
    monkeypatch.setattr(build_card, "load_descriptors", lambda *_: descriptors)
    monkeypatch.setattr(build_card, "load_codes", lambda *_: codes)
    monkeypatch.setattr(build_card.robustness, "robustness_metrics", lambda *_: agreement)
    return folder


def test_all_files_are_written_and_the_weights_stay(data: Path, tmp_path: Path) -> None:
    model = write_tiny_model(tmp_path / "model")
    weights = (model / "weights.safetensors").read_bytes()
    lines: list[str] = []
    written = build_card.complete_model_folder(model, OUT_OF_FOLD, data, tmp_path, lines.append)
    assert (model / "weights.safetensors").read_bytes() == weights
    loaded = load_model(model)
    assert loaded.card == json.loads(json.dumps(written))
    assert loaded.calibration.mood_slope[0] == pytest.approx(0.5, abs=0.25)
    assert all(mood.choices for mood in loaded.vocabulary)
    assert [mood.core for mood in loaded.vocabulary] == [True, True, False]
    text = (model / "MODEL_CARD.md").read_text(encoding="utf-8")
    for title in ("Intended use", "Extended", "Calibration", "Similarity", "Error analysis"):
        assert f"# {title}" in text
    assert "| quick | 7 | 0.88 |" in text
    assert "- rap: labeled" in text
    assert str(tmp_path) not in text + json.dumps(written)
    _assert_plots_exist_and_are_small(model, text)


def _assert_plots_exist_and_are_small(model: Path, text: str) -> None:
    links = re.findall(r"\]\(([^)]+\.png)\)", text)
    assert sorted(links) == sorted(path.name for path in model.glob("*.png"))
    assert len(links) == 3
    for name in links:
        content = (model / name).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert 1000 < len(content) < 130_000


def test_network_with_other_moods_is_refused(data: Path, tmp_path: Path) -> None:
    model = write_tiny_model(tmp_path / "model")
    moods = load_vocabulary(model / "moods.json")
    save_vocabulary(Vocabulary(moods[:2]), model / "moods.json")
    before = (model / "card.json").read_bytes()
    with pytest.raises(ModelError, match="not those"):
        build_card.complete_model_folder(model, OUT_OF_FOLD, data, tmp_path, lambda _: None)
    assert (model / "card.json").read_bytes() == before


def test_command_uses_the_outputs_of_the_training_run(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_training(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(__main__, "prepare", no_training)
    model = write_tiny_model(tmp_path / "model")
    OUT_OF_FOLD.save(tmp_path / "moodnet" / OUT_OF_FOLD_FILE)
    folders = ["--data", str(data), "--cache", str(tmp_path)]
    assert __main__.main(["card", *folders, "--out", str(model)]) == 0
    assert f"The card is in {model}." in capsys.readouterr().out
    assert __main__.main(["card", *folders, "--out", str(tmp_path / "nothing")]) == 2
    assert "Couldn't read the mood vocabulary" in capsys.readouterr().err
