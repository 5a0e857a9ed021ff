"""The README's figures are the card's, and what it names is there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
QUALITY = (ROOT / "resources/docs/quality.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("label", "figure"),
    [
        ("quadrant accuracy", "quadrant_accuracy"),
        ("ROC-AUC", "macro_auc"),
        ("average precision", "macro_ap"),
        ("R² of valence", "valence_r2"),
        ("R² of arousal", "arousal_r2"),
    ],
)
def test_figures_are_those_of_the_card(label: str, figure: str) -> None:
    card = json.loads((ROOT / "resources/models/moodnet/card.json").read_text(encoding="utf-8"))
    wanted = card["figures"][figure]
    for page in (README, QUALITY):
        row = next(line for line in page.splitlines() if line.startswith(f"| {label}"))
        assert f"| {wanted['mean']:.3f} ± {wanted['sd']:.3f} |" in row


def test_it_is_short() -> None:
    assert len(README.splitlines()) < 120


def test_pictures_and_links_exist() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    assert [t for t in targets if not (ROOT / t).exists()] == []
