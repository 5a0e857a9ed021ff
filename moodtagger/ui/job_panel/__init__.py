"""The panel of long jobs: progress, pause, cancel, and what came of each."""

from moodtagger.ui.job_panel.panel import JobPanel

__all__ = ["JobPanel"]
