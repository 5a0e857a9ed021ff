"""Tables of the model card as Markdown, from the card's values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.vocabulary import Mood, Vocabulary

Card = Mapping[str, Any]

METRIC_NAMES = {
    "quadrant_accuracy": "quadrant accuracy (chance 0.25)",
    "quadrant_accuracy_before_shift": "quadrant accuracy, axes where the labels' are",
    "macro_auc": "macro ROC-AUC over the core moods (chance 0.5)",
    "macro_auc_extended": "macro ROC-AUC over the extended moods",
    "macro_auc_first_merges": "macro ROC-AUC with the data's own groups of mood words",
    "macro_ap": "macro average precision over the core moods",
    "valence_r2": "R2 of valence",
    "arousal_r2": "R2 of arousal",
    "valence_r2_with_quadrant": "R2 of valence, with the quadrant's part",
    "arousal_r2_with_quadrant": "R2 of arousal, with the quadrant's part",
    "feelings_rank_correlation": "rank correlation with seven feelings of listeners",
    "circumplex_rank_correlation": "rank correlation along the circumplex",
}
AGREEMENT_COLUMNS = {
    "songs": "songs",
    "same_quadrant": "same quadrant",
    "valence_difference": "valence: mean difference",
    "valence_difference_95": "95th percentile",
    "valence_correlation": "correlation",
    "arousal_difference": "arousal: mean difference",
    "arousal_difference_95": "95th percentile",
    "arousal_correlation": "correlation",
    "confident_moods_kept": "confident moods kept",
    "embedding_cosine": "embeddings: median cosine",
}
VALENCE_AROUSAL_METRICS = {
    "within_one_sd": "songs within one SD (0.68 is exact)",
    "within_one_sd_surer_half": "songs within one SD, half with the smaller SDs",
    "within_one_sd_other_half": "songs within one SD, half with the larger SDs",
    "mae": "mean absolute error",
    "mae_surer_half": "mean absolute error, half with the smaller SDs",
    "r2_without_map": "R2 without the map",
    "r2_with_map": "R2 with the map",
    "spread_ratio_without_map": "SD of predictions / SD of labels, without the map",
    "spread_ratio": "SD of predictions / SD of labels, with the map",
}


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Render a Markdown table.

    Parameters
    ----------
    header : Sequence[str]
        Column titles.
    rows : Sequence[Sequence[str]]
        Cells.

    Returns
    -------
    str
        The table without a final newline.
    """
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def format_number(value: float | None, digits: int = 3) -> str:
    """Format a number; "-" for None.

    Parameters
    ----------
    value : float | None
        Number to format.
    digits : int, optional
        Decimals.

    Returns
    -------
    str
        The rounded number.
    """
    return "-" if value is None else f"{value:.{digits}f}"


def metrics_table(card: Card) -> str:
    """Render the metrics over the folds.

    Parameters
    ----------
    card : Card
        Values of the card.

    Returns
    -------
    str
        Markdown table.
    """
    metrics = card.get("figures", {})
    rows = [
        (name, format_number(metrics[key]["mean"]), format_number(metrics[key]["sd"]))
        for key, name in METRIC_NAMES.items()
        if key in metrics
    ]
    return markdown_table(("metric", "mean", "SD"), rows)


def mood_table(card: Card, vocabulary: Vocabulary, core: bool) -> str:
    """Render a row per mood with its metrics, threshold and the support of that threshold.

    Parameters
    ----------
    card : Card
        Values of the card.
    vocabulary : Vocabulary
        The moods in output order.
    core : bool
        Whether to show the core or the extended moods.

    Returns
    -------
    str
        Markdown table.
    """
    metrics_by_label = {row["label"]: row for row in card.get("honesty", {}).get("moods", ())}
    header = ("mood", "songs", "AUC", "calibration error", "threshold", "songs above", "precision")
    rows = [_mood_row(m, metrics_by_label.get(m.label, {})) for m in vocabulary if m.core == core]
    return markdown_table(header, rows)


def _mood_row(mood: Mood, row: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        mood.label,
        str(row.get("songs", "-")),
        format_number(mood.auc),
        format_number(row.get("calibration_error")),
        "weak" if mood.threshold > 1 else format_number(mood.threshold, 2),
        "-" if not mood.support else str(mood.support),
        format_number(mood.precision, 2),
    )


def suggestion_table(report: Mapping[str, Any]) -> str:
    """Render a row per mood that may be suggested, with the precision of both tiers.

    Parameters
    ----------
    report : Mapping[str, Any]
        The card's figures of the suggestions.

    Returns
    -------
    str
        Markdown table.
    """
    header = (
        *("mood", "songs", "completeness", "base rate"),
        *("clear", "precision", "of 4Q", "of Emotify"),
        *("likely", "precision"),
    )
    rows = [
        (
            row["label"],
            str(row["labeled"]),
            format_number(row["completeness"], 2),
            format_number(row["base_rate"], 2),
            str(row["clear"]["songs"]),
            format_number(row["clear"]["precision"], 2),
            format_number(row["clear"]["precision_labeled"], 2),
            format_number(row["clear"]["precision_rated"], 2),
            str(row["likely"]["songs"]),
            format_number(row["likely"]["precision"], 2),
        )
        for row in report["moods"]
    ]
    return markdown_table(header, rows)


def pool_table(report: Mapping[str, Any]) -> str:
    """Render how many songs of each pool have suggestions.

    Parameters
    ----------
    report : Mapping[str, Any]
        The card's figures of the suggestions.

    Returns
    -------
    str
        Markdown table.
    """
    header = ("songs of", "songs", "without any", "without a clear one", "clear", "likely")
    rows = [
        (
            pool,
            str(row["songs"]),
            format_number(row["without"], 3),
            format_number(row["without_clear"], 3),
            format_number(row["clear_per_song"], 1),
            format_number(row["likely_per_song"], 1),
        )
        for pool, row in report["pools"].items()
    ]
    return markdown_table(header, rows)


def valence_arousal_table(calibration: Mapping[str, Any]) -> str:
    """Render coverage, errors and spread of valence and arousal.

    Parameters
    ----------
    calibration : Mapping[str, Any]
        The card's metrics of the calibration.

    Returns
    -------
    str
        Markdown table.
    """
    rows = [
        (
            name,
            format_number(calibration[f"valence_{key}"]),
            format_number(calibration[f"arousal_{key}"]),
        )
        for key, name in VALENCE_AROUSAL_METRICS.items()
        if f"valence_{key}" in calibration
    ]
    return markdown_table(("held-out songs", "valence", "arousal"), rows)


def agreement_table(robustness: Mapping[str, Any]) -> str:
    """Render a row per kind of change.

    Parameters
    ----------
    robustness : Mapping[str, Any]
        The card's agreement on excerpts and degraded files.

    Returns
    -------
    str
        Markdown table.
    """
    rows = [
        (name, *(_format_agreement(key, row[key]) for key in AGREEMENT_COLUMNS))
        for name, row in robustness.items()
        if isinstance(row, Mapping)
    ]
    return markdown_table(("change", *AGREEMENT_COLUMNS.values()), rows)


def _format_agreement(key: str, value: float) -> str:
    return (
        str(value)
        if key == "songs"
        else format_number(value, 2 if key != "embedding_cosine" else 3)
    )


def similarity_table(similarity: Mapping[str, Any]) -> str:
    """Render a row per ranking and a column per definition of relevance.

    Parameters
    ----------
    similarity : Mapping[str, Any]
        The card's retrieval metrics.

    Returns
    -------
    str
        Markdown table.
    """
    relevance_names = [name for name, value in similarity.items() if isinstance(value, Mapping)]
    rankings = list(similarity[relevance_names[0]])
    rows = [
        (
            ranking,
            *(
                f"{similarity[q][ranking]['mean']:.3f} ± {similarity[q][ranking]['sd']:.3f}"
                for q in relevance_names
            ),
        )
        for ranking in rankings
    ]
    return markdown_table(("ranked by", *relevance_names), rows)


def genre_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Render accuracy, errors and most frequent mistake; biases are predicted minus labeled.

    Parameters
    ----------
    rows : Sequence[Mapping[str, Any]]
        Rows of `error_analysis.subset_metrics`.

    Returns
    -------
    str
        Markdown table.
    """
    header = (
        "songs of",
        "songs",
        "quadrant accuracy",
        "valence MAE",
        "bias",
        "arousal MAE",
        "bias",
        "most frequent mistake",
    )
    return markdown_table(header, [_genre_row(row) for row in rows])


def _genre_row(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        row["name"],
        str(row["songs"]),
        format_number(row["quadrant_accuracy"], 2),
        format_number(row["valence_mae"], 2),
        f"{row['valence_bias']:+.2f}",
        format_number(row["arousal_mae"], 2),
        f"{row['arousal_bias']:+.2f}",
        row["usual_mistake"].replace(" heard as ", " predicted as "),  # as in cards of 0.1.0
    )


def describe_quadrant_counts(row: Mapping[str, Any]) -> str:
    """Describe labeled and predicted quadrants, and the songs on the wrong side of valence.

    Parameters
    ----------
    row : Mapping[str, Any]
        Row of `error_analysis.subset_metrics`.

    Returns
    -------
    str
        A phrase without a final period.
    """
    labeled = ", ".join(
        f"{count} {name}" for count, name in zip(row["labelled"], QUADRANTS, strict=True)
    )
    positive, of_positive = row["positive_heard_negative"]
    negative, of_negative = row["negative_heard_positive"]
    return (
        f"labeled {labeled}; predicted {', '.join(map(str, row['heard']))}. Of {of_positive} "
        f"songs of positive valence {positive} were predicted as negative, of {of_negative} of "
        f"negative valence {negative} as positive"
    )


def comparison_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Render the comparison with recipes; the better value is bold.

    Parameters
    ----------
    rows : Sequence[Mapping[str, Any]]
        Rows of `ComparisonRow.as_dict`.

    Returns
    -------
    str
        Markdown table.
    """
    header = ("recipe", "trial", "songs", "labels", "metric", "recipe's", "moodnet's", "folds won")
    return markdown_table(header, [_comparison_row(row) for row in rows])


def _comparison_row(row: Mapping[str, Any]) -> tuple[str, ...]:
    recipe_text = f"{row['theirs']:.3f} ± {row['theirs_sd']:.3f}"
    moodnet_text = f"{row['ours']:.3f} ± {row['ours_sd']:.3f}"
    return (
        row["recipe"],
        row["trial"],
        str(row["songs"]),
        str(row["labels"]),
        row["measure"],
        recipe_text if row["better"] else f"**{recipe_text}**",
        f"**{moodnet_text}**" if row["better"] else moodnet_text,
        f"{row['wins']} of {row['folds']}",
    )
