"""The one way to write a file that the user asked for: a table, a playlist, a picture.

It never replaces what moodtagger or music lives in, and no file of others without being asked to.
Which files are exports is remembered beside the library, with a hash of what was written: a file
that was edited since is the user's own again.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import stat
from pathlib import Path

from moodtagger import paths
from moodtagger.core.errors import MoodtaggerError, TagError
from moodtagger.core.messages import Message
from moodtagger.files.file_access import read_limited, write_text_whole, write_whole
from moodtagger.files.open_files import file_id_of

_RECORD = "exports.json"
_MAX_RECORDED = 1000
_MAX_RECORD_BYTES = 8_000_000
_MAX_EXPORT_BYTES = 1 << 28
_OUR_FOLDERS = {"models", "learning"}
_OUR_FILES = ("library.", "settings.json", _RECORD)
_HEAD_BYTES = 16
_FOREIGN_HEADS = (b"SQLite format 3\0", b"\x1aE\xdf\xa3")  # a database; Matroska and WebM
_NO_FILE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG}  # writing says why
_MODEL_FILES = {"card.json", "moods.json", "weights.safetensors"}


def check_target(path: Path) -> None:
    """Raise MoodtaggerError when a file must never be written there."""
    real = Path(os.path.realpath(path))
    if _is_audio(path) or _is_audio(real):
        raise MoodtaggerError(
            Message.of("This would overwrite a song."),
            path=path,
            advice=Message.of("Choose another name."),
        )
    if os.path.isdir(real):  # noqa: PTH112 - False for a name that is too long
        raise MoodtaggerError(
            Message.of("This is a folder."), path=path, advice=Message.of("Choose another name.")
        )
    if _is_ours(real) or _holds_foreign_data(real):
        raise MoodtaggerError(
            Message.of("This would overwrite a file of moodtagger or of a library."),
            path=path,
            advice=Message.of("Choose another name."),
        )


def needs_consent(path: Path) -> bool:
    """Whether a file is there that moodtagger did not write, or that was changed since."""
    real = Path(os.path.realpath(path))
    try:
        if not stat.S_ISREG(real.stat().st_mode):
            return False  # a stream, which is not replaced
        content = read_limited(real, _MAX_EXPORT_BYTES)
    except OSError as error:
        return error.errno not in _NO_FILE
    return bool(content) and _recorded().get(str(real)) != _hash(content)


def unused_name(path: Path) -> Path:
    """Return the path, or one with a number behind its name that may be written without asking."""
    candidate, number = path, 1
    while os.path.lexists(candidate) and (candidate.is_dir() or needs_consent(candidate)):
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate


def is_stream(path: Path) -> bool:
    """Whether this is a pipe, a terminal or a device, such as /dev/stdout."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def write_export(path: Path, content: bytes) -> None:
    """Write the file whole, or leave the older one as it was and raise MoodtaggerError."""
    check_target(path)
    try:
        if is_stream(path):
            _write_to_stream(path, content)
            return
        write_whole(path, content)
    except OSError as error:
        raise MoodtaggerError(
            Message.of("Couldn't write the file: {error}.", error=error.strerror or error),
            path=path,
            advice=Message.of("Choose another folder."),
        ) from error
    _remember(Path(os.path.realpath(path)), content)


def _is_audio(path: Path) -> bool:
    from moodtagger.audio import SUFFIXES

    if path.suffix.lower() in SUFFIXES:
        return True
    from moodtagger.tags.formats.detection import detect_container, open_file

    # Whatever its name says, what holds sound is a song.
    with contextlib.suppress(TagError), open_file(path) as file:
        return detect_container(file) is not None
    return False


def _is_ours(real: Path) -> bool:
    # By identity, since a folder may be mounted twice or its name spelled in another case.
    own_folders = {file_id_of(f) for f in (paths.library_dir(), paths.settings_path().parent)}
    for folder in real.parents:
        if (folder_id := file_id_of(folder)) is not None and folder_id in own_folders:
            parts = real.relative_to(folder).parts
            if parts[0].casefold() in _OUR_FOLDERS:
                return True
            if len(parts) == 1 and parts[0].casefold().startswith(_OUR_FILES):
                return True
    if real.is_relative_to(os.path.realpath(paths.resources_dir())):
        return True
    return real.name in _MODEL_FILES and (real.parent / "card.json").exists()


def _holds_foreign_data(real: Path) -> bool:
    with contextlib.suppress(OSError):
        if real.is_file():
            with real.open("rb") as file:
                return file.read(_HEAD_BYTES).startswith(_FOREIGN_HEADS)
    return False


def _write_to_stream(path: Path, content: bytes) -> None:
    # Without O_NONBLOCK a pipe that nobody reads would block forever.
    descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "set_blocking"):
        os.set_blocking(descriptor, True)
    # A reader that goes away has what it wanted, as `head` does.
    with contextlib.suppress(BrokenPipeError), os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _record_path() -> Path:
    return paths.library_dir() / _RECORD


def _recorded() -> dict[str, str]:
    try:
        found = json.loads(read_limited(_record_path(), _MAX_RECORD_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _remember(real: Path, content: bytes) -> None:
    """Note what was written; where that fails, the next export to this file asks."""
    recorded = _recorded()
    recorded.pop(str(real), None)
    recorded[str(real)] = _hash(content)
    newest = dict(list(recorded.items())[-_MAX_RECORDED:])
    with contextlib.suppress(OSError):
        write_text_whole(_record_path(), json.dumps(newest, indent=1) + "\n")


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
