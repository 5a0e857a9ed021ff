"""Discovery of audio files below folders, whatever else those hold."""

from __future__ import annotations

import fnmatch
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from moodtagger.core.errors import CancelledError
from moodtagger.core.messages import Message
from moodtagger.tags import is_temp_file


@dataclass(frozen=True, slots=True)
class AudioFileEntry:
    """A regular file with an audio suffix; `error` is set for what could not be accessed."""

    path: str
    size: int = 0
    mtime_ns: int = 0
    error: str = ""


def has_audio_suffix(path: str | os.PathLike[str]) -> bool:
    """Return whether a file has the suffix of an audio format."""
    # Imported here, since the window opens a library without any of the decoders.
    from moodtagger.audio import SUFFIXES

    return Path(path).suffix.lower() in SUFFIXES


def real_path(target: str | os.PathLike[str]) -> str:
    """Return the canonical absolute path of a file or folder, without `..` and links.

    A song with two names must not be in the library twice. Loops and missing parts stay as they
    are.
    """
    return os.path.realpath(os.fspath(target))


def find_audio_files(
    targets: Iterable[str | os.PathLike[str]],
    *,
    exclude: Sequence[str] = (),
    cancel: Event | None = None,
) -> Iterator[AudioFileEntry]:
    """Yield the audio files at or below `targets`, each once, folder by folder in name order.

    `exclude` holds glob patterns, matched against the whole path and against each name. Linked
    folders are followed after all others, so that a folder is found by its own name where it has
    one here. Loops are not followed; pipes and devices are left out. A missing target or a folder
    that cannot be opened is yielded with its `error`.
    """
    seen: set[tuple[int, int]] = set()
    for target in targets:
        path = real_path(target)
        try:
            info = os.stat(path)  # noqa: PTH116 - the mode is needed before knowing the kind
        except OSError as error:
            yield AudioFileEntry(path, error=_error_message(error))
            continue
        if stat.S_ISDIR(info.st_mode):
            yield from _walk(path, exclude, seen, cancel)
        elif stat.S_ISREG(info.st_mode):
            yield AudioFileEntry(path, info.st_size, info.st_mtime_ns)
        else:
            yield AudioFileEntry(path, error=Message.of("This is not a regular file."))


def _walk(
    root: str, exclude: Sequence[str], seen: set[tuple[int, int]], cancel: Event | None
) -> Iterator[AudioFileEntry]:
    pending, linked = [root], list[str]()
    while pending or linked:
        if cancel is not None and cancel.is_set():
            raise CancelledError
        folder = pending.pop() if pending else linked.pop(0)
        try:
            identity = os.stat(folder)  # noqa: PTH116
            if (identity.st_dev, identity.st_ino) in seen:
                continue
            seen.add((identity.st_dev, identity.st_ino))
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield AudioFileEntry(folder, error=_error_message(error))
            continue
        listed = [entry for entry in listed if not _is_excluded(entry, exclude)]
        yield from _audio_files(listed)
        folders = [entry for entry in listed if _is_dir(entry)]
        pending.extend(entry.path for entry in reversed(folders) if not entry.is_symlink())
        linked.extend(entry.path for entry in folders if entry.is_symlink())


def _audio_files(entries: Iterable[os.DirEntry[str]]) -> Iterator[AudioFileEntry]:
    for entry in entries:
        if not has_audio_suffix(entry.name) or is_temp_file(entry.path):
            continue
        try:
            info = entry.stat()
        except OSError as error:
            # A dangling link is no song; anything else is reported.
            if not entry.is_symlink():
                yield AudioFileEntry(entry.path, error=_error_message(error))
            continue
        if stat.S_ISREG(info.st_mode):
            yield AudioFileEntry(entry.path, info.st_size, info.st_mtime_ns)


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_excluded(entry: os.DirEntry[str], patterns: Sequence[str]) -> bool:
    return any(
        fnmatch.fnmatch(entry.name, pattern) or fnmatch.fnmatch(entry.path, pattern)
        for pattern in patterns
    )


def _error_message(error: OSError) -> Message:
    if isinstance(error, FileNotFoundError):
        return Message.of("There is no such file or folder. Check the name, or plug its drive in.")
    if isinstance(error, PermissionError):
        return Message.of(
            "The system does not let you read this. Change its permissions and scan again."
        )
    return Message.of("The system cannot read this: {error}.", error=error.strerror or error)
