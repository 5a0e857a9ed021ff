"""Values a user may set, with their validation: exclude patterns, model names, battery policy."""

from __future__ import annotations

import enum
import fnmatch
import os
import re
from collections.abc import Iterable, Sequence
from functools import cache

from moodtagger.core.cue_sheet import song_file
from moodtagger.core.messages import Message

MAX_PATTERN_LENGTH = 500  # characters

# What is never a song of the user: companions that macOS and Synology put beside files, and trash.
_JUNK_FOLDERS = (
    r"\.AppleDouble|\.Spotlight-V100|\.fseventsd|__MACOSX|@eaDir|#recycle|@Recycle"
    r"|@Recently-Snapshot|#snapshot|\.snapshots?|\$RECYCLE\.BIN|RECYCLER|System Volume Information"
    r"|lost\+found|\.stfolder|\.stversions|\.dropbox\.cache"
)
_JUNK_PATH = re.compile(rf"/(?:\._[^/]*|\.trash[^/]*|{_JUNK_FOLDERS})(?:/|$)", re.IGNORECASE)
# A folder that holds one of these names does not want to be searched.
IGNORE_MARKERS = frozenset({".nomedia", ".ignore"})


def is_junk(path: str, root: str = "") -> bool:
    """Return whether a name below `root` is that of a trash folder, or of what systems leave."""
    below = path[len(root) :] if path.startswith(root) else path
    return _JUNK_PATH.search(below.replace(os.sep, "/")) is not None


class PatternProblem(enum.StrEnum):
    """Why a text cannot be a pattern."""

    EMPTY = "empty"
    TOO_LONG = "long"
    UNPRINTABLE = "unprintable"
    MATCHES_EVERYTHING = "all"  # it would exclude everything
    DUPLICATE = "twice"


def pattern_problem(pattern: str, others: Iterable[str] = ()) -> PatternProblem | None:
    """Return why the text cannot be a pattern beside `others`; None when it can."""
    if not pattern.strip():
        return PatternProblem.EMPTY
    if len(pattern) > MAX_PATTERN_LENGTH:
        return PatternProblem.TOO_LONG
    if not pattern.isprintable():
        return PatternProblem.UNPRINTABLE
    if not pattern.strip("*?"):
        return PatternProblem.MATCHES_EVERYTHING
    return PatternProblem.DUPLICATE if pattern in others else None


class ExcludePatterns:
    """Tests which songs the patterns exclude from the folders of a library.

    As in a scan, patterns are matched against each name and each path below a folder, but not
    against the folder itself. Junk is always excluded; see `is_junk`.
    """

    def __init__(self, patterns: Sequence[str], folders: Sequence[str]) -> None:
        self._roots = sorted((folder.rstrip(os.sep) + os.sep for folder in folders), key=len)
        texts = [fnmatch.translate(os.path.normcase(pattern)) for pattern in patterns]
        self._match = re.compile("|".join(texts)).match if texts else None
        self._folder_excluded = cache(self._is_folder_excluded)

    def excludes(self, path: str) -> bool:
        """Return whether a song is excluded; never one outside all of the folders."""
        path = song_file(path)
        may_be_junk = _JUNK_PATH.search(path) is not None
        if self._match is None and not may_be_junk:
            return False
        folder, name = os.path.split(path)
        if not self._is_inside_folders(folder + os.sep):
            return False
        roots = (root[:-1] for root in self._roots if path.startswith(root))
        if may_be_junk and all(is_junk(path, root) for root in roots):
            return True
        if self._match is None:
            return False
        return self._matches_pattern(path, name) or self._folder_excluded(folder)

    def _is_inside_folders(self, folder: str) -> bool:
        return any(folder.startswith(root) for root in self._roots)

    def _is_folder_excluded(self, folder: str) -> bool:
        """Return whether the folder, or one above it within a library folder, is excluded."""
        above, name = os.path.split(folder)
        if not name or not self._is_inside_folders(above + os.sep):
            return False
        return self._matches_pattern(folder, name) or self._folder_excluded(above)

    def _matches_pattern(self, path: str, name: str) -> bool:
        assert self._match is not None
        folded = os.path.normcase
        return bool(self._match(folded(name)) or self._match(folded(path)))


MAX_MODEL_NAME_LENGTH = 40
_ALLOWED_PUNCTUATION = " ._-"
MODEL_NAME_RULE = Message.of(
    "Model names start with a letter or digit and have at most {length} letters, digits, "
    "spaces, dots, hyphens, and underscores.",
    length=MAX_MODEL_NAME_LENGTH,
)


def is_model_name(text: str) -> bool:
    """Return whether a folder of this name is valid on every system and in every list."""
    return (
        0 < len(text) <= MAX_MODEL_NAME_LENGTH
        and all(c.isalnum() or c in _ALLOWED_PUNCTUATION for c in text)
        and text[0].isalnum()
        and text[-1] not in " ."
        and ".." not in text
    )


class BatteryPolicy(enum.StrEnum):
    """When work waits because the computer runs on battery."""

    PAUSE_WHEN_UNPLUGGED = "unplugged"  # waits once unplugged, but finishes what began on battery
    ALWAYS_PAUSE = "wait"  # always waits
    CONTINUE = "go-on"

    def requires_pause(self, *, at_start: bool) -> bool:
        """Return whether work waits that begins on battery or loses mains power."""
        return self is BatteryPolicy.ALWAYS_PAUSE or (
            self is BatteryPolicy.PAUSE_WHEN_UNPLUGGED and not at_start
        )


MAX_PROFILE_LENGTH = 60  # characters


def is_profile_name(text: str) -> bool:
    """Return whether a text can be the name of a listener."""
    return text == text.strip() and 0 < len(text) <= MAX_PROFILE_LENGTH and text.isprintable()
