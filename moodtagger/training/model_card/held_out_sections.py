"""Sections of the card of a network of patches, from figures of `evaluate` and `compare`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.training.model_card.bundled_comparison import (
    differences_text,
    figures_table,
    recipe_table,
)
from moodtagger.training.model_card.tables import format_number, markdown_table

FIGURES = """## Figures

Each song's outputs come from a network that was trained on the other four folds, without its
artist, and so do calibration, thresholds, scales and readers. Mean ± SD over the folds; figures
without ± are over all songs. The bundled network was trained by the same recipe on all folds, so
it is not measured itself. *Aim*: what version 2 was to reach. *All teachers*: a linear reader of
the outputs of all teachers together, as a ceiling. `python -m moodtagger.training evaluate
--data DIR --card` writes this section and the next four; `patchnet` makes the outputs that it
reads.

{figures}

Same artist and shared mood words (two at least, other artists) are of 4Q, similar ratings of
Emotify (the nearest tenth of all pairs); songs are ranked within their fold, by what the app's
search compares, all three with equal weights. For moodnet 1.1 *all three* is as it was weighted
then. Emotify has no ratings of valence and arousal, so the uncertainty is checked on 4Q alone. The
broad set is the one that the plane was fitted on, which takes no labels."""

TEACHERS = """## Teachers alone

Linear readers (logistic and ridge regression on principal components) on the same songs and folds.

{teachers}"""

RECIPES = """## Published systems

The same songs, folds and metrics; `python -m moodtagger.training compare --data DIR` prints this
table and the figures above. *Run*: when the recipe was last trained on all folds; `python -m
moodtagger.training run RECIPE` does it again.

{recipes}

What is not as published:

{differences}"""

ALTERED = """## Altered songs

Held-out songs ({songs}, 30 to 45 s each), read by the network of their fold as they are and
altered: whether the most probable quadrant and the clear suggestions stay
(`python -m moodtagger.training altered --data DIR`). All are mono with 8 kHz of bandwidth as they
are. A cut of 5 s is a sixth of these songs.

{altered}"""

FAILURES = """## Failures

The {count} of 778 held-out songs whose position is furthest from where their labels lie, and
what may have led the network astray where that is known (`evaluate --failures`). {summary}

{failures}"""

OTHER_MOODS = """### Other words

Not suggested, but searchable and offered as words of one's own: they were too rare or too poorly
recognized. ROC-AUC on held-out songs: {moods}."""

CORRECTIONS = """## What the card of 1.1 had wrong

- The precision of its suggestions was measured on the songs that thresholds were fitted on: 0.63
  for core moods where 0.60 is right, 0.61 for the others where 0.51 is. Here, in `moods.json`,
  and thus in the command `precision` and in bulk acceptance, thresholds come from other folds
  than the songs.
- "Sizes and settings as published" was not true of fcn6 and resnet18: see Published systems.
- Robustness was measured on songs that the network had been pretrained on; see Altered songs.
- "A few variants" were over twenty. Of this network at least ten more were compared on the same
  folds (`training/EXPERIMENTS.md`), so expect slightly worse results on other songs.
- The ROC-AUC by the data's own groups of mood words (*first merges*) was left out of the README."""

INTERPRETATION = """## How to interpret the predictions

- Valence and arousal are on the scale on which people rate ordinary songs; zero is a typical song.
- The labels of 4Q come from words: a song's valence and arousal are means of its words' norms, and
  extreme on purpose. So errors on them are larger than those on ordinary songs would be.
- The ellipse of a song is a covariance: valence and arousal err together.

## Limits

- 4Q's songs are 30 s excerpts of commercial songs, selected for clear moods; the audio is
  analyzed at 16 kHz mono (up to 8 kHz).
- Only the audio is analyzed, not the lyrics: sad lyrics on a bright tune count as happy.
- Liveness agrees with its teacher only to about 0.8, and so does speechiness on Emotify."""


def held_out_parts(card: Mapping[str, Any], vocabulary: Vocabulary) -> list[str]:
    """Render the sections.

    Parameters
    ----------
    card : Mapping[str, Any]
        The card, with what `evaluate --card` adds to it.
    vocabulary : Vocabulary
        The moods in output order.

    Returns
    -------
    list[str]
        Sections in Markdown.
    """
    ceiling = card["ceiling"]
    failures = card["failures"]
    return [
        FIGURES.format(figures=figures_table(card["held_out"], ceiling["all teachers"])),
        TEACHERS.format(teachers=teacher_table(ceiling)),
        RECIPES.format(
            recipes=recipe_table(card["recipes"]), differences=differences_text(card["recipes"])
        ),
        *([_altered(card["altered"])] if "altered" in card else []),
        FAILURES.format(
            count=len(failures), summary=_summary(failures), failures=failure_table(failures)
        ),
        OTHER_MOODS.format(moods=_other_moods(vocabulary)),
        CORRECTIONS,
    ]


def teacher_table(ceiling: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """Render the figures of readers of the teachers.

    Parameters
    ----------
    ceiling : Mapping[str, Mapping[str, Mapping[str, float]]]
        Mean and SD over folds by reader and metric.

    Returns
    -------
    str
        Markdown table.
    """
    names = list(next(iter(ceiling.values())))
    rows = [
        (reader, *(f"{values[name]['mean']:.3f} ± {values[name]['sd']:.3f}" for name in names))
        for reader, values in ceiling.items()
    ]
    return markdown_table(("reader of", *names), rows)


def failure_table(failures: Sequence[Mapping[str, Any]]) -> str:
    """Render the songs that are furthest off.

    Parameters
    ----------
    failures : Sequence[Mapping[str, Any]]
        Rows of `failures.furthest_off`.

    Returns
    -------
    str
        Markdown table.
    """
    header = ("song", "genre", "labeled", "predicted", "distance", "why")
    rows = [
        (
            row["song"],
            row["genre"],
            f"{row['labeled']} ({_point(row['labeled_position'])})",
            f"{row['predicted']} {row['probability']:.2f} ({_point(row['position'])})",
            f"{row['distance']:.2f}",
            "; ".join(row["reasons"]),
        )
        for row in failures
    ]
    return markdown_table(header, rows)


def _altered(altered: Mapping[str, Any]) -> str:
    header = ("altered", "same quadrant", "clear suggestions kept", "new ones")
    rows = [
        (name, *(format_number(row[key]) for key in ("same_quadrant", "kept", "new")))
        for name, row in altered["rows"].items()
    ]
    return ALTERED.format(songs=altered["songs"], altered=markdown_table(header, rows))


def _point(position: Sequence[float]) -> str:
    return ", ".join(f"{value:+.2f}" for value in position)


def _summary(failures: Sequence[Mapping[str, Any]]) -> str:
    """Say what the songs have in common."""
    counts = {
        "are labeled happy": sum(row["labeled"] == "happy" for row in failures),
        "are on the wrong side of valence": sum(
            (row["labeled_position"][0] > 0) != (row["position"][0] > 0) for row in failures
        ),
        "are on the wrong side of arousal": sum(
            (row["labeled_position"][1] > 0) != (row["position"][1] > 0) for row in failures
        ),
        "have no known reason": sum(not row["reasons"] for row in failures),
    }
    return "Of them " + ", ".join(f"{count} {text}" for text, count in counts.items()) + "."


def _other_moods(vocabulary: Vocabulary) -> str:
    return ", ".join(f"{m.label} {format_number(m.auc, 2)}" for m in vocabulary if not m.core)
