"""Settings of the fine-tuning of PatchNet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PatchSettings:
    """How PatchNet is fine-tuned.

    Attributes
    ----------
    passes : int
        Passes over the songs with labels.
    frozen : int
        Number of frozen blocks.
    patches : int
        Patches of each song in a batch.
    labeled, rated, unlabeled : int
        Songs of each kind in a batch.
    block_rate : float
        Peak learning rate of layers that were taught on AudioSet.
    head_rate : float
        Peak learning rate of the others.
    weight_decay : float
        Weight decay of AdamW.
    ema_decay : float
        Decay of the moving average of the weights.
    trust : float
        Weight of the teachers' predictions in the labels, 0 to 1.
    feeling_trust : float
        The same in listeners' feelings, 0 to 1.
    rating_trust : float
        Weight of listeners' feelings in the predicted valence and arousal of rated songs, 0 to 1.
    pseudo_label_loss : float
        Weight of the losses on pseudo-labels, relative to those on labels.
    mood_loss, va_loss, spread_loss, feeling_loss, teacher_loss, attribute_loss : float
        Weights of the losses relative to the quadrant's.
    """

    passes: int = 10
    frozen: int = 8
    patches: int = 6
    labeled: int = 14
    rated: int = 8
    unlabeled: int = 2
    block_rate: float = 1.5e-4
    head_rate: float = 2e-3
    weight_decay: float = 0.05
    ema_decay: float = 0.985
    trust: float = 0.25
    feeling_trust: float = 0.5
    rating_trust: float = 0.5
    pseudo_label_loss: float = 0.5
    mood_loss: float = 4.0
    va_loss: float = 0.5
    spread_loss: float = 0.1
    feeling_loss: float = 0.8
    teacher_loss: float = 0.5
    attribute_loss: float = 0.4
