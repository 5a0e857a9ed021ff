"""How far a job is and how it stands, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from moodtagger.core.tracks import JobProgress
from moodtagger.ui import formatting as words
from moodtagger.ui.jobs.job_registry import JobEntry, JobStage


def stage_text(entry: JobEntry) -> str:
    """How the job stands; a stopped or finished one says what came of it."""
    tr = QCoreApplication.translate
    dots = "\N{HORIZONTAL ELLIPSIS}"
    if entry.stage is JobStage.PAUSED and entry.on_battery:
        return tr(
            "JobPanel",
            "Waits while this computer runs on its battery. It goes on when it is plugged in.",
        )
    if entry.stage is JobStage.PAUSED:
        return tr("JobPanel", "Paused. Work of the same kind waits until it goes on.")
    if entry.stage is JobStage.RUNNING and entry.yielding:
        return tr("JobPanel", "Waits while the scan is under way")
    if entry.stage is JobStage.WAITING:
        return tr("JobPanel", "Waits for the job before it")
    if entry.stage is JobStage.STOPPING:
        return tr("JobPanel", "Stopping") + dots
    if entry.stage is JobStage.RUNNING:
        return tr("JobPanel", "Getting ready") + dots
    if entry.summary:
        return entry.summary
    if entry.stage is JobStage.STOPPED:
        return tr("JobPanel", "Stopped. What was done stays.")
    return tr("JobPanel", "Done.")


def progress_text(progress: JobProgress) -> str:
    """'120 of 2,000 · 3.4 songs/s · 9 min left · 2 failed'."""
    tr = QCoreApplication.translate
    text = tr("JobPanel", "%1 of %2").replace("%1", words.format_count(progress.done))
    parts = [text.replace("%2", words.format_count(progress.total))]
    if progress.rate > 0:
        parts.append(rate_text(progress.rate))
    if progress.eta_s is not None and progress.done < progress.total:
        parts.append(words.remaining_time(progress.eta_s))
    if progress.failed:
        failed = tr("JobPanel", "%1 failed")
        parts.append(failed.replace("%1", words.format_count(progress.failed)))
    return "  \N{MIDDLE DOT}  ".join(parts)


def rate_text(rate: float) -> str:
    """So many songs in a second, or in a minute when it is less than one."""
    tr = QCoreApplication.translate
    if rate >= 1:
        return tr("JobPanel", "%1 songs/s").replace("%1", QLocale().toString(rate, "f", 1))
    text = tr("JobPanel", "%1 songs/min")
    return text.replace("%1", QLocale().toString(rate * 60, "f", 0))
