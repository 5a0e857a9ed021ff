"""One module a container: reading and safely writing mood tags."""

from moodtagger.tags.audio_hash import audio_hash
from moodtagger.tags.cover_art import read_cover
from moodtagger.tags.decoder_guard import require_bearable
from moodtagger.tags.files.cleanup import remove_leftovers
from moodtagger.tags.files.temp_files import is_leftover
from moodtagger.tags.reader import read_tags, supported
from moodtagger.tags.writing.planner import plan_redo, plan_undo, plan_write
from moodtagger.tags.writing.writer import apply_plan

__all__ = [
    "apply_plan",
    "audio_hash",
    "is_leftover",
    "plan_redo",
    "plan_undo",
    "plan_write",
    "read_cover",
    "read_tags",
    "remove_leftovers",
    "require_bearable",
    "supported",
]
