"""The model card for people, written from the same numbers as the one for the program."""

from __future__ import annotations

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.training.model_card import tables
from moodtagger.training.model_card.tables import Card

HEADER = """# {name} {version}

A small network ({parameters} numbers) that hears the mood of music: the quadrant of
the circumplex, {moods} moods, valence and arousal with their uncertainty, and a {embedding}-number
embedding for similarity. {input}.

Weights: {licence} (for the data's sake: research use, no commercial use). The program that
uses them has a licence of its own.

## Intended use

Showing, sorting and finding the songs of one's own music library by mood; its answers are
suggestions that a person confirms. Not for judging people, medical use, deciding what others may
hear, or anything commercial (the licence forbids it)."""

DATA = """## What it learned from

{data}

| part | songs | sound and labels | licence |
| --- | --- | --- | --- |
| 4Q audio emotion dataset (Panda, Malheiro, Paiva 2018) | 778 | 30 s previews; quadrant, expert \
mood words from AllMusic, valence and arousal as the mean of the words' norms (Warriner, Kuperman, \
Brysbaert 2013) | research use |
| open-source games, Kevin MacLeod, JamendoLyrics | 246 | up to 60 s; no labels | open, by track |
| previews of recent pop, soul, rap, ballads | 475 | spectrograms of 30 s; no labels used | \
research use |
| previews of a wide mix of styles and decades | 2,500 | spectrograms of 20 s; no labels | \
research use |

Its teacher is YAMNet (Apache-2.0, learned from AudioSet), with a reader of 56 moods and themes that
learned from 18,203 tagged tracks of Jamendo. Of teacher and songs nothing is in the weights' folder
but what the network made of them. Recipe and every number: `card.json`."""

METRICS = """## Figures

Five folds, no artist in two of them, whole songs; mean and SD over the folds. The network that
ships learned from all five folds with the same recipe, so it is not measured itself.

{figures}"""

QUADRANTS = "![Quadrants of held-out songs: labelled against most probable](quadrants.png)"

MOODS = """## Moods

Each mood on held-out songs: how many have it, ROC-AUC, expected calibration error, and the
probability from which it is called confident, with the songs at or over it and the share of them
that was right (0.6 is asked). A **weak** mood never got there: it is shown with its probability,
but off by default. Thresholds for other precisions, 0.5 to 0.9, are in `moods.json`.

{core}"""

EXTENDED = """### Extended vocabulary

Not shown by default: words with fewer songs, so all of these numbers are rougher.

{extended}"""

CALIBRATION = """### Calibration

The calibration of each fold's songs was fitted on the other four. Expected calibration error over
ten bins of equal width: mean {mean}, worst {worst} of the {judged} core moods with more than 40
songs; {over}. (Exactly right probabilities would show about {chance} here by chance alone.) Of the
quadrant's probability: {quadrant}. With thresholds from the other folds, {precision} of the
confident core moods were right, {per_song} a song; {without} of the songs had none.

![Reliability of the core moods on held-out songs](reliability.png)"""

VALENCE_AROUSAL = """## Valence and arousal

-1 to 1, 0 is neutral. The map mixes what was heard of the dimension and of the quadrant, and
spreads it nearly as widely as the labels; it rises everywhere. Spreading costs R2, so both are
given. Fitted on four folds, judged on the fifth.

{plane}

Signs of both lie in the labelled quadrant for {labelled} of the songs (the labels' own signs do for
{labels}), and in the network's own most probable quadrant for {own}.

![Valence and arousal of held-out songs, heard against labelled](plane.png)"""

ROBUSTNESS = """## Heard quickly, or from a worse file

The network that ships, through the app's own front end, against its answer to the whole, unchanged
song ({protocol}). `--quick` hears three excerpts of 10 s: half of such a song. Four tracks of one
collection in a row stand for long songs, of which it hears an eighth; they differ more than the
parts of one song. Gains clip as a file of 16 bits does. The mp3 is one of 44.1 kHz and two
channels, which are alike here: easier than true stereo. Confident moods kept: those in both answers
over those in either.

{agreement}"""

SIMILARITY = """## Similarity

Mean average precision, mean ± SD over folds: {protocol}. Within each fold the embeddings are those
of the network that had not heard its artists, compared as the app does it.

{similarity}"""

COMPARISON = """## Against published systems

The same songs, folds and measures; `python -m moodtagger.training compare --data DIR` makes this
table. The recipes' sizes and settings are as published, their deviations in their docstrings.

{comparison}"""

COST = """## Cost

A window of 10 s takes {network} ms of one CPU thread, {ratio} times what a plain strided depthwise
net of 0.8 M numbers takes in the same run: {realtime} seconds of music in a second, the network
alone."""

ERROR_ANALYSIS = """## Where it errs

Held-out songs by genre (a song may have several), and three kinds that were suspected to be hard.
Bias: mean of heard less labelled.

{genres}

{kinds}

{counts}

Solo piano: songs in which the teacher hears a piano and no other instrument or voice more. Very old
recordings: {old}. Genres of at least 25 songs with an accuracy 0.1 under that of all songs:
{worst}."""

INTERPRETATION = """## How to read its answers

- The annotators gave each song a few words out of hundreds. A missing word is not a "no", so
  probabilities are those of *being given* one of the words, and lower than a listener would say.
- Valence and arousal are on the scale of word ratings (5 of 1..9 is 0 here). Music's words differ
  little in arousal, so values stay closer to the middle than in valence.

## Limits

- Songs of the data were chosen to be extreme in mood; a usual library lies nearer the middle.
- They are excerpts of 30 s of commercial songs, heard at 16 kHz mono (up to 8 kHz).
- A few choices of the recipe and of the merges were made on these folds: expect other songs to do a
  little worse.
- It hears sound, not lyrics: a sad text on a bright tune is happy to it."""

OLD_RECORDINGS = (
    "vocal, jazz, blues, country, classical or easy listening with less than -45 dB of its energy "
    "over 5 kHz, as the data has no years"
)


def render_model_card(card: Card, vocabulary: Vocabulary) -> str:
    """Markdown from the card's values and the moods; what was not measured is left out."""
    parts = [
        _header(card, vocabulary),
        DATA.format(data=card["data"]),
        METRICS.format(figures=tables.metrics_table(card)),
        MOODS.format(core=tables.mood_table(card, vocabulary, core=True)),
    ]
    if not all(mood.core for mood in vocabulary):
        parts.append(EXTENDED.format(extended=tables.mood_table(card, vocabulary, core=False)))
    if "moods" in card.get("honesty", {}):
        parts[3:3] = [QUADRANTS]
        parts += [_calibration(card), _valence_arousal(card)]
    if "robustness" in card:
        agreement = tables.agreement_table(card["robustness"])
        protocol = card["robustness"]["protocol"]
        parts.append(ROBUSTNESS.format(agreement=agreement, protocol=protocol))
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


def _calibration(card: Card) -> str:
    metrics = card["honesty"]
    over = metrics["moods_over_0.05"]
    core_rows = [row for row in metrics["moods"] if row["core"]]
    chance = sum(row["calibration_error_chance"] for row in core_rows) / max(len(core_rows), 1)
    return CALIBRATION.format(
        mean=tables.format_number(metrics["mood_calibration_error_mean"]),
        worst=tables.format_number(metrics["mood_calibration_error_worst"]),
        judged=metrics["core_moods_judged"],
        over=f"over 0.05: {', '.join(over)}" if over else "none is over 0.05",
        chance=tables.format_number(chance),
        quadrant=tables.format_number(metrics["quadrant_calibration_error"]),
        precision=tables.format_number(metrics["confident_precision"], 2),
        per_song=tables.format_number(metrics["confident_per_song"], 1),
        without=tables.format_number(metrics["songs_without_confident_mood"], 2),
    )


def _valence_arousal(card: Card) -> str:
    metrics = card["honesty"]
    return VALENCE_AROUSAL.format(
        plane=tables.valence_arousal_table(metrics),
        labelled=tables.format_number(metrics["signs_match_labelled_quadrant"], 2),
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
