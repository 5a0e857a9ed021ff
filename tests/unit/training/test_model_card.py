"""MODEL_CARD.md contains the values of card.json."""

import json
from pathlib import Path

from moodtagger import paths
from moodtagger.files.model_files import load_vocabulary
from moodtagger.training.model_card.markdown import render_model_card
from moodtagger.training.moodnet.export import MODEL_CARD_FILE, export_model
from tests.support.tiny_model import tiny_network, tiny_vocabulary, write_tiny_model


def test_metrics_and_moods_are_in_the_text(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path)
    card = json.loads((folder / "card.json").read_text())
    card["figures"] = {"protocol": "x", "quadrant_accuracy": {"mean": 0.7123, "sd": 0.02}}
    text = render_model_card(card, tiny_vocabulary())
    assert "| quadrant accuracy (chance 0.25) | 0.712 | 0.020 |" in text
    assert "| happy | - | 0.700 | - | 0.00 | - | - |" in text
    assert "| sad | - | 0.700 | - | weak | - | - |" in text
    assert "| calm | - | - | - | 0.00 | - | - |" in text
    assert "2 core and 1 more moods" in text
    assert "CC BY-NC-SA 4.0" in text


def test_bundled_text_is_that_of_the_bundled_card() -> None:
    folder = paths.default_model_dir()
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    expected = render_model_card(card, load_vocabulary(folder / "moods.json"))
    assert (folder / MODEL_CARD_FILE).read_text(encoding="utf-8") == expected


def test_missing_measurements_are_left_out(tmp_path: Path) -> None:
    text = render_model_card(
        json.loads((write_tiny_model(tmp_path) / "card.json").read_text()), tiny_vocabulary()
    )
    assert "## Similarity" not in text
    assert ".png" not in text  # no plots without their data
    assert "{" not in text


def test_export_writes_the_text(tmp_path: Path) -> None:
    write_tiny_model(tmp_path)
    assert (tmp_path / MODEL_CARD_FILE).read_text().startswith("# moodnet")


def test_second_export_replaces_the_first(tmp_path: Path) -> None:
    from moodtagger.inference.calibration import Calibration
    from moodtagger.inference.torch_weights import load_model

    write_tiny_model(tmp_path)
    first = load_model(tmp_path).card["weights_sha256"]
    export_model(
        tmp_path, tiny_network(1), tiny_vocabulary(), Calibration.identity(3), {"figures": {}}
    )
    assert load_model(tmp_path).card["weights_sha256"] != first
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "MODEL_CARD.md",
        "card.json",
        "moods.json",
        "weights.safetensors",
    ]
