"""Saves under faults at every step, kills at any moment, and concurrent edits."""

from tests.robustness.saves.suite import run_trials

__all__ = ["run_trials"]
