"""A model's vocabulary and tag map as JSON files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from moodtagger.core.errors import ModelError
from moodtagger.core.messages import Message
from moodtagger.core.tag_map import TagMap
from moodtagger.core.vocabulary import PARSE_ERRORS, Vocabulary
from moodtagger.files.file_access import read_limited, write_text_whole

MAX_VOCABULARY_BYTES = 4_000_000
MAX_TAG_MAP_BYTES = 1_000_000
_ADVICE = Message.of("Reinstall moodtagger, or choose another model.")


def load_vocabulary(path: Path) -> Vocabulary:
    """Read `moods.json`; ModelError when it is missing or not in that form."""
    try:
        return Vocabulary.from_entries(_read_json(path, MAX_VOCABULARY_BYTES))
    except (OSError, *PARSE_ERRORS) as error:
        raise ModelError(
            Message.of(
                "Couldn't read the mood vocabulary ({error}).", error=Message.from_error(error)
            ),
            path=path,
            advice=_ADVICE,
        ) from error


def save_vocabulary(vocabulary: Vocabulary, path: Path) -> None:
    """Write `moods.json`: a list of objects, one for each mood."""
    _write_json(vocabulary.to_entries(), path)


def load_tag_map(path: Path) -> TagMap:
    """Read `tag_map.json`; ModelError when it is missing or not in that form."""
    try:
        return TagMap.from_entries(_read_json(path, MAX_TAG_MAP_BYTES))
    except ModelError as error:
        raise _unusable_map(path, Message.of("the mood map lists a word twice.")) from error
    except (OSError, ValueError, RecursionError) as error:
        raise _unusable_map(
            path, Message.of("it cannot be read ({error}).", error=Message.from_error(error))
        ) from error


def save_tag_map(tag_map: TagMap, path: Path) -> None:
    """Write `tag_map.json`: a list of objects, one for each label."""
    _write_json(tag_map.to_entries(), path)


def _unusable_map(path: Path, reason: Message) -> ModelError:
    return ModelError(
        Message.of("The mood map is not usable: {reason}", reason=reason),
        path=path,
        advice=_ADVICE,
    )


def _read_json(path: Path, limit: int) -> Any:
    return json.loads(read_limited(path, limit).decode("utf-8"))


def _write_json(entries: Sequence[dict[str, Any]], path: Path) -> None:
    write_text_whole(path, json.dumps(entries, indent=1, ensure_ascii=False) + "\n")
