"""The model card for people, written from the same numbers as the one for the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moodtagger.core.vocabulary import Mood, Vocabulary

FIGURES = {
    "quadrant_accuracy": "quadrant accuracy (chance 0.25)",
    "macro_auc": "macro ROC-AUC over the moods (chance 0.5)",
    "macro_auc_first_merges": "the same, judged by the data's own merges of mood words",
    "macro_ap": "macro average precision over the moods",
    "valence_r2": "R2 of valence",
    "arousal_r2": "R2 of arousal",
}

TEXT = """# {name} {version}

A small network ({parameters} numbers) that hears the mood of music: the quadrant of
the circumplex, {moods} moods, valence and arousal with their uncertainty, and a {embedding}-number
embedding for similarity. {input}.

Weights: {licence} (for the data's sake: research use, no commercial use). The program that
uses them has a licence of its own.

## What it learned from

{data}

Recipe and every number of it: `card.json`.

## Figures

Five folds, no artist in two of them, whole songs; mean and SD over the folds. The network that
ships learned from all five folds with the same recipe, so it is not measured itself.

{figures}

Each mood out of fold: ROC-AUC, and the probability from which it is called confident (there, at
least 0.6 of the songs had one of the words from the annotators). A mood without one never
reached that precision; it is shown with its probability, but never called confident.

{mood_table}

## How to read its answers

- The annotators gave each song a few words out of hundreds. A missing word is not a "no", so
  probabilities are those of *being given* one of the words, and lower than a listener would say.
- Valence and arousal are on the scale of word ratings (5 of 1..9 is 0 here). Music's words differ
  little in arousal, so values stay closer to the middle than in valence.
- A map spreads them as widely as the labels, which costs some R2; the standard deviations are
  fitted so that 68 % of held-out songs lie within one of them.

{honesty}

## Where to be careful

- Songs of the data were chosen to be extreme in mood; a usual library lies nearer the middle.
- They are excerpts of 30 s of commercial songs, heard at 16 kHz mono (up to 8 kHz).
- Calibration and thresholds were fitted on the outputs they are judged by here, and a few choices
  of the recipe and of the merges were made on these folds: expect other songs to do a little worse.
- It hears sound, not lyrics: a sad text on a bright tune is happy to it.
"""


def model_card(card: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    """Markdown from the card's values and the moods."""
    figures = {k: v for k, v in card["figures"].items() if k in FIGURES}
    return TEXT.format(
        name=card["name"],
        version=card["version"],
        parameters=f"{card['parameters']:,}",
        moods=len(vocabulary),
        embedding=card["architecture"]["embedding"],
        input=card["input"][0].upper() + card["input"][1:],
        licence=card["licence"],
        data=card["data"],
        figures=_table(
            ("measure", "mean", "SD"),
            [(FIGURES[k], f"{v['mean']:.3f}", f"{v['sd']:.3f}") for k, v in figures.items()],
        ),
        mood_table=_table(("mood", "AUC", "confident from"), [_mood_row(m) for m in vocabulary]),
        honesty=_table(
            ("out of fold, after calibration", ""),
            [
                (k.replace("_", " "), f"{v:.3f}")
                for k, v in card.get("honesty", {}).items()
                if isinstance(v, float)
            ],
        ),
    )


def _mood_row(mood: Mood) -> tuple[str, str, str]:
    auc = "-" if mood.auc is None else f"{mood.auc:.3f}"
    return mood.label, auc, f"{mood.threshold:.2f}" if mood.threshold <= 1 else "-"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
