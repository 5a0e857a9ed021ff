"""Read tags of audio files, and write mood tags safely."""

from moodtagger.tags.cover_art import read_cover
from moodtagger.tags.cue_sheet import read_embedded_cue
from moodtagger.tags.files.atomic_replace import is_temp_file
from moodtagger.tags.files.in_place_write import clean_up_folder
from moodtagger.tags.reader import (
    audio_hash,
    can_write_tags,
    check_decoder_limits,
    has_known_format,
    read_tags,
)
from moodtagger.tags.writing.isolated import (
    plan_redo_isolated,
    plan_undo_isolated,
    plan_write_isolated,
    read_tags_isolated,
)
from moodtagger.tags.writing.planner import plan_redo, plan_undo, plan_write
from moodtagger.tags.writing.writer import apply_plan, restore_old_file

__all__ = [
    "apply_plan",
    "audio_hash",
    "can_write_tags",
    "check_decoder_limits",
    "clean_up_folder",
    "has_known_format",
    "is_temp_file",
    "plan_redo",
    "plan_redo_isolated",
    "plan_undo",
    "plan_undo_isolated",
    "plan_write",
    "plan_write_isolated",
    "read_cover",
    "read_embedded_cue",
    "read_tags",
    "read_tags_isolated",
    "restore_old_file",
]
