"""Saves under disaster: faults at every step, kills at any moment, other programs in between."""

from tests.robustness.saves.suite import run_trials

__all__ = ["run_trials"]
