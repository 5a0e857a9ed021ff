"""The errors a person can meet, each a sentence that says what happened and what to do."""

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
        """Reason and advice together, without the path."""
        return self.reason.then(self.advice)


class AudioError(MoodtaggerError):
    """A file cannot be heard: missing, unreadable, damaged, or no audio at all."""


class ModelError(MoodtaggerError):
    """The network's weights or its vocabulary are missing, damaged or of another version."""


class TagError(MoodtaggerError):
    """A file's tags cannot be read or safely written; the file on disk is as it was."""


class FileChangedError(TagError):
    """The file holds something else than was expected, so nothing was written to it."""


class UnverifiedWriteError(TagError):
    """Whether the file is as it was will only be known when it is looked at again."""


class LibraryError(MoodtaggerError):
    """The library database cannot be opened, read or written."""


class LibraryBusyError(LibraryError):
    """Another moodtagger is writing to this library."""


class LibraryFileError(LibraryError):
    """The library's file is of no use to this program; a copy or a new one can take its place."""


class LibraryLocationError(LibraryError):
    """The library's place cannot be written, so it can be read at best."""


class TrainingCsvError(MoodtaggerError):
    """A table of songs cannot be used as a whole: it is missing, or no such table."""


class CancelledError(MoodtaggerError):
    """The person asked to stop; nothing is wrong."""

    def __init__(self) -> None:
        super().__init__(Message.of("Stopped."))
