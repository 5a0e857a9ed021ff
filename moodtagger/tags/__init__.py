"""One module a container: reading and safely writing mood tags."""

from moodtagger.tags.bearable import require_bearable
from moodtagger.tags.clearing import remove_leftovers
from moodtagger.tags.covers import read_cover
from moodtagger.tags.leftovers import is_leftover
from moodtagger.tags.payload import audio_hash
from moodtagger.tags.plan import plan_redo, plan_undo, plan_write
from moodtagger.tags.reading import read_tags, supported
from moodtagger.tags.writer import apply_plan

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
