"""Saves under disaster: faults at every step, kills at any moment, other programs in between."""

from tests.robustness.saves.suite import prove

__all__ = ["prove"]
