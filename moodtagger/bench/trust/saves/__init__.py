"""Saves under disaster: faults at every step, kills at any moment, other programs in between."""

from moodtagger.bench.trust.saves.prove import prove

__all__ = ["prove"]
