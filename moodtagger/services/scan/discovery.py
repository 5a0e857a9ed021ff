"""Discovery of audio files below folders, whatever else those hold."""

from __future__ import annotations

import fnmatch
import os
import stat
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from moodtagger.core.errors import CancelledError
from moodtagger.core.messages import Message
from moodtagger.services.scan.system_filesystems import system_filesystems
from moodtagger.tags import is_temp_file


@dataclass(frozen=True, slots=True)
class AudioFileEntry:
    """A regular file with an audio suffix; `error` is set for what could not be accessed.

    `alias_of` is the path by which the same file was found before.
    """

    path: str
    size: int = 0
    mtime_ns: int = 0
    error: str = ""
    alias_of: str = ""


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
    with_aliases: bool = False,
) -> Iterator[AudioFileEntry]:
    """Yield the audio files at or below `targets`, each once, folder by folder in name order.

    `exclude` holds glob patterns, matched against the whole path and against each name. Linked
    folders are followed after all others and linked files come last, so that each is found by its
    own name where it has one here. Loops are not followed; pipes, devices and what the system
    only shows as files are left out. A missing target or a folder that cannot be opened is
    yielded with its `error`. Further names of a file are yielded only `with_aliases`.
    """
    names: dict[tuple[int, ...], str] = {}  # of the files by their identity
    links: list[tuple[str, os.stat_result]] = []
    for path, found in _find_names(targets, exclude, cancel):
        if isinstance(found, AudioFileEntry):
            yield found
        elif Path(path).is_symlink():
            links.append((path, found))
        else:
            yield from _entries(path, found, names, with_aliases)
    for path, info in links:
        yield from _entries(path, info, names, with_aliases)


def add_by_known_name(
    files: dict[str, AudioFileEntry], found: AudioFileEntry, known: Container[str]
) -> None:
    """Add a file by the name that the library knows, else by the first one that was found."""
    path = found.path
    if path not in known and Path(path).is_symlink() and real_path(path) in known:
        path = real_path(path)
    if found.alias_of:
        if path not in known or found.alias_of in known:
            return
        files.pop(found.alias_of, None)
    files[path] = found


def _entries(
    path: str, info: os.stat_result, names: dict[tuple[int, ...], str], with_aliases: bool
) -> Iterator[AudioFileEntry]:
    """Yield a file, unless it was found by another name and aliases are not wanted."""
    identity = (info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns)
    first = names.setdefault(identity, path) if info.st_ino else path  # 0: the system has none
    if first == path:
        yield AudioFileEntry(path, info.st_size, info.st_mtime_ns)
    elif with_aliases:
        yield AudioFileEntry(path, info.st_size, info.st_mtime_ns, alias_of=first)


_Found = tuple[str, os.stat_result | AudioFileEntry]  # an entry is an error


def _find_names(
    targets: Iterable[str | os.PathLike[str]], exclude: Sequence[str], cancel: Event | None
) -> Iterator[_Found]:
    """Yield every name of every audio file, or what could not be accessed."""
    seen: set[tuple[int, int]] = set()
    system_devices = system_filesystems()
    for target in targets:
        path = real_path(target)
        try:
            info = os.stat(path)  # noqa: PTH116 - the mode is needed before knowing the kind
        except OSError as error:
            yield path, AudioFileEntry(path, error=_error_message(error))
            continue
        if info.st_dev in system_devices:
            error_text = Message.of("This belongs to the system and holds no music.")
            yield path, AudioFileEntry(path, error=error_text)
        elif stat.S_ISDIR(info.st_mode):
            for name, found in _walk(path, exclude, seen, system_devices, cancel):
                if isinstance(found, AudioFileEntry) or found.st_dev not in system_devices:
                    yield name, found
        elif stat.S_ISREG(info.st_mode):
            yield path, info
        else:
            yield path, AudioFileEntry(path, error=Message.of("This is not a regular file."))


def _walk(
    root: str,
    exclude: Sequence[str],
    seen: set[tuple[int, int]],
    system_devices: Container[int],
    cancel: Event | None,
) -> Iterator[_Found]:
    pending, linked = [root], list[str]()
    while pending or linked:
        if cancel is not None and cancel.is_set():
            raise CancelledError
        folder = pending.pop() if pending else linked.pop(0)
        try:
            identity = os.stat(folder)  # noqa: PTH116
            if (identity.st_dev, identity.st_ino) in seen or identity.st_dev in system_devices:
                continue
            seen.add((identity.st_dev, identity.st_ino))
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield folder, AudioFileEntry(folder, error=_error_message(error))
            continue
        listed = [entry for entry in listed if not _is_excluded(entry, exclude)]
        yield from _audio_files(listed)
        folders = [entry for entry in listed if _is_dir(entry)]
        pending.extend(entry.path for entry in reversed(folders) if not entry.is_symlink())
        linked.extend(entry.path for entry in folders if entry.is_symlink())


def _audio_files(entries: Iterable[os.DirEntry[str]]) -> Iterator[_Found]:
    for entry in entries:
        if not has_audio_suffix(entry.name) or is_temp_file(entry.path):
            continue
        try:
            info = entry.stat()
        except OSError as error:
            # A dangling link is no song; anything else is reported.
            if not entry.is_symlink():
                yield entry.path, AudioFileEntry(entry.path, error=_error_message(error))
            continue
        if stat.S_ISREG(info.st_mode):
            yield entry.path, info


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
