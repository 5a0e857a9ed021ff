"""The modules that the startup benchmark imports first exist."""

from __future__ import annotations

import importlib

import pytest

from tests.benchmarks.ui.startup_process import ANALYSIS_MODULES


@pytest.mark.parametrize("name", ANALYSIS_MODULES)
def test_every_analysis_module_can_be_imported(name: str) -> None:
    importlib.import_module(name)
