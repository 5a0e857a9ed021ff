"""Which of the shown songs a review goes through, and which moods stand on a song's card."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from moodtagger.core.song_table import STATES
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.library.song_columns import shown_moods
from moodtagger.ui.library.table_model import SongTableModel
from moodtagger.ui.review.song_card import MAX_MOODS

_MIN_MOODS = 5  # moods on a card, where so many are known
_STATES_BY_KIND = {
    "review": (TrackState.REVIEW,),
    "unsure": (TrackState.UNSURE,),
    "heard": (TrackState.REVIEW, TrackState.UNSURE, TrackState.DECIDED, TrackState.WRITTEN),
}


def ids_of_kind(model: SongTableModel, kind: str) -> npt.NDArray[np.int64]:
    """Ids of the shown songs of a kind (review, unsure, heard), from top to bottom."""
    codes = [STATES.index(state) for state in _STATES_BY_KIND[kind]]
    return model.track_ids()[np.isin(model.states(), codes)]


def moods_on_card(
    row: SongRow, vocabulary: Vocabulary, probabilities: Mapping[str, float]
) -> list[Mood]:
    """Proposed and decided moods, then the likeliest others that are shown by default."""
    labels = [label for label in shown_moods(row) if label in vocabulary.labels]
    likely = sorted(
        (mood.label for mood in vocabulary if mood.core and mood.label not in labels),
        key=lambda label: -probabilities.get(label, 0.0),
    )
    likely = [label for label in likely if label in probabilities]
    labels += likely[: max(0, _MIN_MOODS - len(labels))]
    return [vocabulary.by_label(label) for label in labels[:MAX_MOODS]]
