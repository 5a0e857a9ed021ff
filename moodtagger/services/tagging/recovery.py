"""What a killed program left half done is finished or taken back, and told to the person."""

from __future__ import annotations

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tag_plan import RestorePlan
from moodtagger.services.tagging.temp_cleanup import TempFileCleaner
from moodtagger.services.tagging.writing import refresh_tags
from moodtagger.store import EntryState, FieldState, JournalEntry, Library
from moodtagger.tags import plan_undo


def recover(library: Library, separator: str = "") -> list[tuple[str, str]]:
    """Settle the writes that were under way when the program was killed, and say what was found.

    The safe save leaves either the old file or the new one, so reading it tells which. A file
    that is away stays to be looked at later; that is said once.
    """
    # We hold the writer's lock, so nobody else with this library is in the middle of a save.
    cleaner = TempFileCleaner(older_than_s=0)
    report = []
    for entry in library.unfinished_entries():
        sentence = _recover_one(library, entry, separator, cleaner)
        if sentence != entry.message:
            report.append((entry.path, sentence))
    return report


def _recover_one(
    library: Library, entry: JournalEntry, separator: str, cleaner: TempFileCleaner
) -> str:
    try:
        cleaner.clean_beside(entry.path)
        found = plan_undo(entry.path, entry.changes)
    except (MoodtaggerError, OSError) as error:
        sentence = f"Its tags were being written when the program stopped; now: {error}"
        library.postpone(entry, sentence)
        return sentence
    if entry.state is EntryState.UPDATING:
        return _settle_interrupted_undo(library, entry, found, separator)
    written = bool(found.plan.changes)
    library.finish(entry.entry_id, ok=written, message="" if written else "Not written.")
    refresh_tags(library, entry.path, separator, found.plan.audio_hash)
    if written:
        return "Its tags had been written completely before the program stopped."
    if not found.up_to_date:
        return "Another program has changed its tags since the program stopped; they were left so."
    return "Its tags had not been written yet when the program stopped; the file is as it was."


def _settle_interrupted_undo(
    library: Library, entry: JournalEntry, found: RestorePlan, separator: str
) -> str:
    """An undo, or writing again, that was stopped: each field is what the file says it is."""
    states = {c.frame: FieldState.WRITTEN for c in found.plan.changes}
    states |= dict.fromkeys(found.up_to_date, FieldState.UNDONE)
    states |= dict.fromkeys((frame for frame, _ in found.skipped), FieldState.SKIPPED)
    library.update_fields(entry, states, "")
    refresh_tags(library, entry.path, separator, found.plan.audio_hash)
    return "Its tags were being put back when the program stopped; the history shows them as found."
