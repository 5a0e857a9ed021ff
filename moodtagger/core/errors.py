"""Errors that are shown to the user, each with a reason and advice."""

from __future__ import annotations

from os import PathLike, fsdecode

from moodtagger.core.messages import Message


class MoodtaggerError(Exception):
    """Base of every error that is shown to the user.

    `reason` is a complete sentence; `advice` says what to do next and may be empty; `path` is the
    file it is about, when there is one. Where the window may show it, both are raised as messages
    with their templates: `AudioError(Message.of("{name} is empty.", name=name))`.
    """

    def __init__(
        self, reason: str, *, path: str | PathLike[str] | None = None, advice: str = ""
    ) -> None:
        self.reason = Message.from_text(reason)
        self.advice = Message.from_text(advice)
        self.path = None if path is None else fsdecode(path)
        super().__init__(self.full_message)

    @property
    def full_message(self) -> Message:
        """The reason and the advice as one text, without the path."""
        return self.reason.then(self.advice)


class AudioError(MoodtaggerError):
    """A file cannot be analyzed: it is missing, unreadable, damaged, or no audio at all."""


class FileExchangedError(MoodtaggerError):
    """A file was changed or exchanged while it was read, so what was read is thrown away."""

    def __init__(self, path: str | PathLike[str] | None = None) -> None:
        super().__init__(
            Message.of("Another program changed or replaced this file while it was being read."),
            path=path,
            advice=Message.of("Try again when the other program is done."),
        )


class ModelError(MoodtaggerError):
    """A model's weights or vocabulary are missing, damaged or of another version."""


class TagError(MoodtaggerError):
    """A file's tags cannot be read or safely written; the file on disk is unchanged."""


class FileChangedError(TagError):
    """The file does not hold what was expected, so nothing was written to it."""


class UnverifiedWriteError(TagError):
    """Whether the file is unchanged is not known until it has been read again."""


class LibraryError(MoodtaggerError):
    """The library database cannot be opened, read or written."""


class LibraryBusyError(LibraryError):
    """Another program is writing to this library."""


class LibraryFileError(LibraryError):
    """The library file cannot be used; a backup or a new library can replace it."""


class LibraryLocationError(LibraryError):
    """The location of the library cannot be written, so it can be read at best."""


class TrainingCsvError(MoodtaggerError):
    """A table of songs cannot be used at all: it is missing, or not in that form."""


class CancelledError(MoodtaggerError):
    """The user canceled the operation; nothing is wrong."""

    def __init__(self) -> None:
        super().__init__(Message.of("Stopped."))
