"""Render MODEL_CARD.md from the card's values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.training.model_card import tables
from moodtagger.training.model_card.tables import Card

HEADER = """# {name} {version}

A small network ({parameters} parameters) that predicts the mood of music: the quadrant of
the circumplex, {moods} moods, valence and arousal with their uncertainty, and an embedding of
{embedding} numbers for similarity. {input}.

Weights: {licence} (because of the training data: research use, no commercial use). The program that
uses them has its own license.

## Intended use

Showing, sorting and finding the songs of one's own music library by mood. Predictions are
suggestions for the user to confirm. Not for evaluating people, medical use, deciding what others
may play, or anything commercial (the license forbids it)."""

DATA = """## Training data

{data}

| part | songs | audio and labels | license |
| --- | --- | --- | --- |
| 4Q audio emotion dataset (Panda, Malheiro, Paiva 2018) | 778 | 30 s previews; quadrant, expert \
mood words from AllMusic, valence and arousal as the mean of the words' norms (Warriner, Kuperman, \
Brysbaert 2013) | research use |
| open-source games, Kevin MacLeod, JamendoLyrics | 246 | up to 60 s; no labels | open, by track |
| previews of recent pop, soul, rap, ballads | 475 | spectrograms of 30 s; no labels used | \
research use |
| previews of a wide mix of styles and decades | 2,500 | spectrograms of 20 s; no labels | \
research use |

The teacher is YAMNet (Apache-2.0, trained on AudioSet), with a classifier of 56 moods and themes
that was trained on 18,203 tagged tracks of Jamendo. The model folder contains neither the teacher
nor any song, only the trained weights. Recipe and all numbers: `card.json`."""

PATCHNET_DATA = """## Training data

{data}

| part | songs | audio and labels | license |
| --- | --- | --- | --- |
| 4Q audio emotion dataset (Panda, Malheiro, Paiva 2018) | 778 | 30 s previews; quadrant, expert \
mood words from AllMusic, valence and arousal as the mean of the words' norms (Warriner, Kuperman, \
Brysbaert 2013) | research use |
| Emotify (Aljanaki, Wiering, Veltkamp 2014) | 240 | 45 s; how many of 8 to 50 listeners felt each \
of nine feelings | research use |
| open-source games, Kevin MacLeod, JamendoLyrics | 136 | up to 60 s; no labels | open, by track |
| previews of recent music and of a wide mix of styles | 2,975 | spectrograms; only how their \
valence and arousal spread | research use |

The first nine blocks and the initial weights of the other four are those of YAMNet (Google;
taught on AudioSet; Apache-2.0, which goes on to apply to these layers). Further teachers, whose
outputs the network also learns to predict: fully convolutional networks on the tags of last.fm
and of Jamendo (Won et al. 2020), MusiCNN on both and its heads for happy, sad, relaxed,
aggressive and danceable, a MobileNet on AudioSet (mAP 0.432), VibeNet (attributes as those of a
streaming service). The model folder contains none of these, and no song.

## The plane

Valence and arousal are on the scale on which people rate songs: over a broad set of songs (2,500
of many styles, weight 0.5; 475 recent ones, 0.2; Emotify, 0.2; 136 open ones, 0.1) their quantiles
from 5 to 95 % are those of the mean ratings of 1,802 everyday excerpts (DEAM) within
{quantile_error:.3f}. Zero is a typical song. For songs of which only spectrograms exist, the
outputs are estimated from YAMNet's embedding (correlation {reader_v:.2f} and {reader_a:.2f}). The
labels' own axes lie elsewhere: by them most of a broad set is positive, and most is calm. The
quadrants follow the plane: their logits are shifted by {bias_v:+.2f} for valence and {bias_a:+.2f}
for arousal, which costs accuracy on the labeled songs (see below), and a point is always on the
side of its most probable quadrant."""

METRICS = """## Metrics

Five folds without common artists, full-length excerpts; mean and SD over the folds. The bundled
network was trained on all five folds with the same recipe, so it is not measured itself.

{metrics}"""

QUADRANTS = "![Quadrants of held-out songs: labeled against most probable](quadrants.png)"

MOODS = """## Moods

Each mood on held-out songs: number of songs with it, ROC-AUC, expected calibration error, and the
threshold from which it is confident, with the number of songs at or above it and the fraction of
them that had the mood (the target is 0.6). Threshold and calibration were fitted on these same
songs, so the last column is optimistic, most of all for rare moods; see Calibration for precision
on other folds. A **weak** mood never reached the target: it is shown with its probability, but off
by default. Thresholds for other precisions, 0.5 to 0.9, are in `moods.json`.

{core}"""

EXTENDED = """### Extended vocabulary

Not shown by default: moods with fewer songs, so all of these numbers are less certain.

{extended}"""

CALIBRATION = """### Calibration

The calibration of each fold's songs was fitted on the other four. Expected calibration error over
ten bins of equal width: mean {mean}, worst {worst} of the {evaluated} core moods with more than 40
songs; {over}. (Exactly right probabilities would show about {chance} here by chance alone.) For the
quadrant's probability: {quadrant}. With thresholds from the other folds, the precision of the
confident core moods is {precision}, with {per_song} per song; {without} of the songs have none.

![Reliability of the core moods on held-out songs](reliability.png)"""

SUGGESTIONS = """## Suggestions

A mood is suggested as *clear* or *likely*, five at most for a song. Each of the {count} moods is
read from all outputs (moods, valence and arousal, feelings) by logistic regression on outputs for
held-out songs, and folded into the network's head; the other words are those that it was taught.

A missing word is not a "no": annotators name six of 217. How completely they name a mood is
estimated from how many songs have exactly one and exactly two of its words (Chao 1987), at least
2/3; precision and base rate of 4Q are divided by it. Labels of Emotify are complete: a song has a
feeling if a quarter of its listeners felt it. Clear suggestions have a corrected precision of at
least 0.6 over both sets, on Emotify alone as well, and a probability of at least 0.5; likely ones
at least 0.4 and twice the base rate, each with half a standard error to spare or by the mean
probability too.

Everything below is cross-fitted: regression and thresholds come from the other folds. All clear
suggestions together: {clear_count}, precision {clear:.2f}; all likely ones: {likely_count},
precision {likely:.2f}. {reaching} of the moods are clear for some songs.

{moods}

Of a broad set of songs (weights as for the plane), {without:.1%} have no suggestion. For songs
without audio the outputs are estimated, as above.

{pools}"""

VALENCE_AROUSAL = """## Valence and arousal

-1 to 1, 0 is neutral. The map combines the network's outputs for the dimension and for the
quadrant, and spreads them nearly as widely as the labels; it is monotonic. Spreading costs R2, so
both are given. Fitted on four folds, evaluated on the fifth.

{plane}

The signs of both match the labeled quadrant for {labeled} of the songs (the labels' own signs do
for {labels}), and the network's own most probable quadrant for {own}.

![Valence and arousal of held-out songs, predicted against labeled](plane.png)"""

ROBUSTNESS = """## Excerpts and degraded files

The bundled network, through the app's own front end, compared with its prediction for the complete
original song ({protocol}; pretraining used these songs, without mood labels). `--quick` analyzes
three excerpts of 10 s: half of such a song. Four tracks of one collection joined end to end stand
for long songs, of which it analyzes an eighth; they differ more than the parts of one song. Gains
clip like a file of 16 bits. The MP3 has 44.1 kHz and two equal channels, which is easier than true
stereo. Confident moods kept: those in both predictions divided by those in either.

{agreement}"""

SIMILARITY = """## Similarity

Mean average precision, mean ± SD over folds: {protocol}. Within each fold the embeddings are those
of the network that was not trained on its artists, compared as in the app.

{similarity}"""

COMPARISON = """## Comparison with published systems

The same songs, folds and metrics; `python -m moodtagger.training compare --data DIR` makes this
table. The recipes follow the publications except for what their docstrings list; in particular
fcn6 trains for 3 epochs on excerpts of 8.2 s with a dropout of 0.2, and resnet18 on smaller images.

{comparison}"""

COST = """## Cost

A window of 10 s takes {network} ms of one CPU thread, {ratio} times what a plain strided depthwise
network of 0.8 M parameters takes in the same run: {realtime} seconds of music per second, for the
network alone."""

ERROR_ANALYSIS = """## Error analysis

Held-out songs by genre (a song may have several), and three kinds that were expected to be hard.
Bias: mean of predicted minus labeled.

{genres}

{kinds}

{counts}

Solo piano: songs in which the teacher detects a piano and no other instrument or voice more
strongly. Very old recordings: {old}. Genres of at least 25 songs with an accuracy 0.1 below that
of all songs: {worst}."""

INTERPRETATION = """## How to interpret the predictions

- The annotators gave each song a few words out of hundreds. A missing word is not a "no", so
  probabilities are those of *being given* one of the words, and lower than most people would say.
- Valence and arousal are on the scale of word ratings (5 of 1..9 is 0 here). Words for music differ
  little in arousal, so its values stay closer to the middle than those of valence.

## Limits

- The songs of the data were selected for clear moods; a typical library is nearer the middle.
- They are 30 s excerpts of commercial songs, analyzed at 16 kHz mono (up to 8 kHz).
- A few choices of the recipe and of the merges were made on these folds: expect slightly worse
  results on other songs.
- Only the audio is analyzed, not the lyrics: sad lyrics on a bright tune count as happy."""

OLD_RECORDINGS = (
    "vocal, jazz, blues, country, classical or easy listening with less than -45 dB of its energy "
    "over 5 kHz, as the data has no years"
)


def render_model_card(card: Card, vocabulary: Vocabulary) -> str:
    """Render MODEL_CARD.md; what was not measured is left out.

    Parameters
    ----------
    card : Card
        Values of the card.
    vocabulary : Vocabulary
        The moods in output order.

    Returns
    -------
    str
        Markdown with a final newline.
    """
    if "held_out" in card:
        return _render_held_out(card, vocabulary)
    parts = [
        _header(card, vocabulary),
        _data(card),
        METRICS.format(metrics=tables.metrics_table(card)),
        MOODS.format(core=tables.mood_table(card, vocabulary, core=True)),
    ]
    if not all(mood.core for mood in vocabulary):
        parts.append(EXTENDED.format(extended=tables.mood_table(card, vocabulary, core=False)))
    if "moods" in card.get("honesty", {}):
        parts[3:3] = [QUADRANTS]
        parts += [_calibration(card), _valence_arousal(card)]
    if "suggestions" in card:
        parts.append(_suggestions(card["suggestions"]))
    if "robustness" in card:
        parts.append(_robustness(card["robustness"]))
    if "similarity" in card:
        table = tables.similarity_table(card["similarity"])
        parts.append(SIMILARITY.format(similarity=table, protocol=card["similarity"]["protocol"]))
    if "genres" in card:
        parts.append(_error_analysis(card))
    if card.get("comparison"):
        parts.append(COMPARISON.format(comparison=tables.comparison_table(card["comparison"])))
    if "cost" in card:
        cost = {name: f"{value:,.2f}" for name, value in card["cost"].items()}
        parts.append(
            COST.format(
                network=cost["network_ms"],
                ratio=cost["ratio"],
                realtime=f"{card['cost']['realtime']:,}",
            )
        )
    return "\n\n".join([*parts, INTERPRETATION]) + "\n"


def _render_held_out(card: Card, vocabulary: Vocabulary) -> str:
    """Render the card of a network of patches after `evaluate --card`."""
    from moodtagger.training.model_card import held_out_sections as sections

    figures, *others = sections.held_out_parts(card, vocabulary)
    parts = [_header(card, vocabulary), _data(card), figures]
    if "suggestions" in card:
        parts.append(_suggestions(card["suggestions"]))
    if "robustness" in card:
        parts.append(_robustness(card["robustness"]))
    return "\n\n".join([*parts, *others, sections.INTERPRETATION]) + "\n"


def _robustness(metrics: Mapping[str, Any]) -> str:
    agreement = tables.agreement_table(metrics)
    return ROBUSTNESS.format(agreement=agreement, protocol=metrics["protocol"])


def _header(card: Card, vocabulary: Vocabulary) -> str:
    core = sum(mood.core for mood in vocabulary)
    extended = len(vocabulary) - core
    return HEADER.format(
        name=card["name"],
        version=card["version"],
        parameters=f"{card['parameters']:,}",
        moods=f"{core} core and {extended} more" if extended else core,
        embedding=card["architecture"]["embedding"],
        input=card["input"][0].upper() + card["input"][1:],
        licence=card["licence"],
    )


def _data(card: Card) -> str:
    if "plane" not in card:
        return DATA.format(data=card["data"])
    plane = card["plane"]
    errors = [*plane["quantile_error_valence"], *plane["quantile_error_arousal"]]
    return PATCHNET_DATA.format(
        data=card["data"],
        quantile_error=max(map(abs, errors)),
        reader_v=plane["reader_r_va"][0],
        reader_a=plane["reader_r_va"][1],
        bias_v=plane["bias"][0],
        bias_a=plane["bias"][1],
    )


def _calibration(card: Card) -> str:
    metrics = card["honesty"]
    over = metrics["moods_over_0.05"]
    core_rows = [row for row in metrics["moods"] if row["core"]]
    chance = sum(row["calibration_error_chance"] for row in core_rows) / max(len(core_rows), 1)
    return CALIBRATION.format(
        mean=tables.format_number(metrics["mood_calibration_error_mean"]),
        worst=tables.format_number(metrics["mood_calibration_error_worst"]),
        evaluated=metrics["core_moods_judged"],
        over=f"over 0.05: {', '.join(over)}" if over else "none is over 0.05",
        chance=tables.format_number(chance),
        quadrant=tables.format_number(metrics["quadrant_calibration_error"]),
        precision=tables.format_number(metrics["confident_precision"], 2),
        per_song=tables.format_number(metrics["confident_per_song"], 1),
        without=tables.format_number(metrics["songs_without_confident_mood"], 2),
    )


def _suggestions(report: Mapping[str, Any]) -> str:
    return SUGGESTIONS.format(
        count=len(report["moods"]),
        clear_count=report["clear"]["suggestions"],
        clear=report["clear"]["precision"],
        likely_count=report["likely"]["suggestions"],
        likely=report["likely"]["precision"],
        reaching=report["reaching_clear"],
        moods=tables.suggestion_table(report),
        without=report["without"],
        pools=tables.pool_table(report),
    )


def _valence_arousal(card: Card) -> str:
    metrics = card["honesty"]
    return VALENCE_AROUSAL.format(
        plane=tables.valence_arousal_table(metrics),
        labeled=tables.format_number(metrics["signs_match_labelled_quadrant"], 2),
        labels=tables.format_number(metrics["labels_signs_match_labelled_quadrant"], 2),
        own=tables.format_number(metrics["signs_match_own_quadrant"], 2),
    )


def _error_analysis(card: Card) -> str:
    all_songs, *genres = card["genres"]
    max_accuracy = all_songs["quadrant_accuracy"] - 0.1
    worst = [g for g in genres if g["songs"] >= 25 and g["quadrant_accuracy"] < max_accuracy]
    worst.sort(key=lambda genre: genre["quadrant_accuracy"])
    counts = [
        f"- {row['name']}: {tables.describe_quadrant_counts(row)}." for row in card["hard_kinds"]
    ]
    return ERROR_ANALYSIS.format(
        genres=tables.genre_table(card["genres"]),
        kinds=tables.genre_table(card["hard_kinds"]),
        counts="\n".join(counts),
        old=OLD_RECORDINGS,
        worst=", ".join(f"{g['name']} ({g['quadrant_accuracy']:.2f})" for g in worst) or "none",
    )
