"""What a song is like besides its mood: attributes from 0 to 1, as the model says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# In the order in which they are stored and shown.
ATTRIBUTES: Final = (
    "danceability",
    "acousticness",
    "instrumentalness",
    "liveness",
    "speechiness",
    "energy",
)
# In tables of songs; `energy` means a DJ's scale of 1 to 10 there, which follows from arousal.
SHOWN_ATTRIBUTES: Final = ATTRIBUTES[:5]
INSTRUMENTAL_FROM: Final = 0.5  # instrumentalness of a song that is shown as having no voice

Attributes = Mapping[str, float]
