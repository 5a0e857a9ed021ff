"""What the history tells, in words: states of batches, files and fields, and outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from moodtagger.ui import formatting as words
from moodtagger.ui.error_translation import translate_error
from moodtagger.ui.jobs.service_protocol import HistoryBatch, HistoryEntry

if TYPE_CHECKING:
    from moodtagger.services.tagging.history import UndoSummary

MAX_LISTED = 3  # files that are named where many were left


def batch_state_text(batch: HistoryBatch) -> str:
    """Where a batch stands: 'undone', '2 of 12 undone', '1 failed'; empty when all is written."""
    tr = QCoreApplication.translate
    parts = []
    if batch.undone:
        parts.append(tr("history", "undone"))
    elif batch.restored:
        text = tr("history", "%1 of %2 undone").replace("%1", words.format_count(batch.restored))
        parts.append(text.replace("%2", words.format_count(batch.files)))
    if batch.failed:
        parts.append(tr("history", "%1 failed").replace("%1", words.format_count(batch.failed)))
    return ", ".join(parts)


def entry_state_text(entry: HistoryEntry) -> str:
    """Where a file stands."""
    tr = QCoreApplication.translate
    state = str(entry.state)
    if "undone" in entry.fields and any(field != "undone" for field in entry.fields):
        return tr("history", "partly undone")
    if entry.fields and all(field == "left" for field in entry.fields):
        return field_state_text("left")
    return {
        "pending": tr("history", "not finished"),
        "moving": tr("history", "not finished"),
        "done": tr("history", "written"),
        "failed": tr("history", "failed"),
        "undone": tr("history", "undone"),
    }.get(state, state)


def field_state_text(state: str) -> str:
    """Where one field of a file stands."""
    tr = QCoreApplication.translate
    return {
        "written": tr("history", "written"),
        "undone": tr("history", "undone"),
        "left": tr("history", "changed since"),
    }.get(str(state), str(state))


def result_text(summary: UndoSummary, redone: bool) -> str:
    """What an undo, or writing again, did: a line, and below it what was left and why."""
    tr = QCoreApplication.translate
    text = tr("history", "%1 written again.") if redone else tr("history", "%1 restored.")
    parts = [text.replace("%1", words.file_count(summary.restored))]
    if summary.there:
        unchanged = words.pluralize(
            summary.there,
            tr("history", "%1 file was so already."),
            tr("history", "%1 files were so already."),
        )
        parts.append(unchanged)
    if summary.cancelled:
        parts.insert(0, tr("history", "Stopped."))
    lines = [" ".join(parts)]
    if summary.left:
        lines.append(tr("history", "Not changed:"))
        lines += [
            f"{words.file_name(path)}: {translate_error(reason)}"
            for path, reason in summary.left[:MAX_LISTED]
        ]
    remaining = len(summary.left) - MAX_LISTED
    if remaining > 0:
        lines.append(tr("history", "… and %1 more.").replace("%1", words.format_count(remaining)))
    return "\n".join(lines)
