# ruff: noqa: E501  a text stands on one line
"""How messages were worded that libraries of earlier versions hold.

A library keeps why a song could not be analyzed or a file not be written, as a text and a
template. A template that is worded better today is listed here, so that an old library is shown
in the words of today and in the user's language. Lines are only ever added.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_REWORDED: Mapping[str, str] = MappingProxyType(
    {
        "This file is damaged, protected, or no audio file at all.": (
            "This file is damaged, protected, or not an audio file."
        ),
        "There is no sound in this file, or none that can be decoded.": (
            "This file has no audio, or none that can be decoded."
        ),
        "Get a fresh copy of it, or remove it.": "Replace the file with a good copy or remove it.",
        "The drive could not deliver the file ({error}).": (
            "The drive couldn't read the file ({error})."
        ),
        "The file is not there any more.": "The file is missing.",
        "The system does not let you read this file.": (
            "You don't have permission to read this file."
        ),
        "This is a link that only leads to itself.": "This link points to itself.",
        "Plug its drive in, or scan the folder again.": (
            "Connect its drive, or scan the folder again."
        ),
        "This is not in an audio format that moodtagger can decode.": (
            "moodtagger can't decode this audio format."
        ),
        "There is no sound in this file.": "This file has no audio.",
        "This holds {count} audio streams; a song has one.": (
            "This file has {count} audio streams; a song has one."
        ),
        "Another program changed or exchanged this file while it was read.": (
            "Another program changed or replaced this file while it was being read."
        ),
        "Most of this file was never written, as in a download that has not finished.": (
            "Most of this file is empty, like an unfinished download."
        ),
        "{found} A later batch wrote it; undo that one first, then this one.": (
            "{found} It was written again later; undo that first."
        ),
        "A CUE sheet divides the file of this song. Its tags are for all of it, so none are written.": (
            "This song is part of a file with a CUE sheet, so no tags are written."
        ),
        "Its tags had not been written yet when the program stopped; the file is as it was.": (
            "moodtagger stopped before writing the tags; the file is unchanged."
        ),
        "Its tags were being put back when the program stopped; the history shows them as found.": (
            "moodtagger stopped while restoring the tags; the history shows what is in the file."
        ),
        "It is another name of a file that is written already.": (
            "Another name of a file that is already written."
        ),
        "Its tags had been written completely before the program stopped.": (
            "The tags were written completely before moodtagger stopped."
        ),
        "Another program has changed its tags since the program stopped; they were left so.": (
            "Another program changed the tags after moodtagger stopped; they were not changed again."
        ),
        "Its tags were being written when the program stopped; now: {error}": (
            "moodtagger stopped while writing the tags; now: {error}"
        ),
        "This is too short to judge.": "This is too short to analyze.",
        "There is not enough memory to hear this file.": (
            "There is not enough memory to analyze this file."
        ),
        "A decoder crashed on this file, or did not come to an end with it. It is probably damaged; try to play it elsewhere.": (
            "Decoding this file crashed or took too long. It is probably damaged; try to play it in another program."
        ),
        "This failed: {error}": "Failed: {error}",
        "The processes that analyze songs do not start, or are ended at once.": (
            "The processes that analyze songs don't start or are ended at once."
        ),
        "moodtagger is not allowed to use this file or its folder.": (
            "You don't have permission to use this file or its folder."
        ),
        "Change the permissions of the file and the folder it lies in.": (
            "Change the permissions of the file and its folder."
        ),
        "The system does not allow this file or its folder to be changed.": (
            "The system does not allow changes to this file or its folder."
        ),
        "Change the permissions, or take away its write protection.": (
            "Change the permissions or remove the write protection."
        ),
        "Take away its write protection, or copy the song to another drive.": (
            "Remove the write protection, or copy the song to another drive."
        ),
        "Your share of the drive is used up.": "Your quota on this drive is used up.",
        "The link leads round in a circle.": "The link leads in a circle.",
        "The file's name or path is too long.": "The file name or path is too long.",
        "The drive reports an error.": "The drive reported an error.",
        "Check the drive and its cable; keep a copy.": (
            "Check the drive and its cable, and make a backup."
        ),
        "The system reports: {error}.": "The system reported: {error}.",
        "The file's tags are damaged and cannot be read.": (
            "The file's tags are damaged and can't be read."
        ),
        "Repair it with a tag editor, or get the song anew.": (
            "Repair it with a tag editor, or replace it with a good copy."
        ),
        "Take away its write protection and try again.": (
            "Remove the write protection and try again."
        ),
        "Look at it again, then write again.": "Preview it again, then write again.",
        "A tag of this file is absurdly large.": "A tag of this file is far too large.",
        "Repair it with a tag editor or get the song anew.": (
            "Repair it with a tag editor, or replace it with a good copy."
        ),
        "Clean the file up with a tag editor.": "Clean up the file with a tag editor.",
        "A write of this song was interrupted, and its old form still lies beside it.": (
            "Writing this song was interrupted, and its original is still beside it."
        ),
        "Put {name} in its place, or delete that file; then write again.": (
            "Replace the song with {name}, or delete that file; then write again."
        ),
        "The song could not be written, nor taken back: its old form is {name}.": (
            "The song could not be written or restored: the original is {name}."
        ),
        "The drive did not keep what was written.": "The drive did not store what was written.",
        "Keep that file: the next start of moodtagger puts it back.": (
            "Keep that file: moodtagger restores it at the next start."
        ),
        "The file is immutable: not even its owner may change it.": (
            "The file is immutable: even its owner can't change it."
        ),
        "The folder is immutable: nothing in it may be replaced.": (
            "The folder is immutable: nothing in it can be replaced."
        ),
        "Take the attribute away (chattr -{letter}) and try again.": (
            "Remove the attribute (chattr -{letter}) and try again."
        ),
        "The file is append-only: what it holds may not be changed.": (
            "The file is append-only: its contents can't be changed."
        ),
        "The folder is append-only: nothing in it may be replaced.": (
            "The folder is append-only: nothing in it can be replaced."
        ),
        "Its sound is cut off, and players would go on in the tags behind it.": (
            "Its audio is cut off, and players would play into the tags behind it."
        ),
        "Get the song anew; then its tags can be written.": (
            "Replace it with a good copy to make its tags writable."
        ),
        "absurdly large ASF attributes": "far too large ASF attributes",
        "This WMA file is cut off or of a form that moodtagger cannot safely write.": (
            "This WMA file is cut off, or of a kind that moodtagger can't write safely."
        ),
        "It is not a file that can be read.": "The file can't be read.",
        "Get a fresh copy of it.": "Replace the file with a good copy.",
        "The file's sizes do not add up, as in a file that is cut off or a recording that was never closed.": (
            "The file's sizes don't add up: it is cut off, or its recording was never finished."
        ),
        "Save it again with an audio editor; then its tags can be written.": (
            "Re-save it in an audio editor to make its tags writable."
        ),
        "The file holds its audio in several pieces.": (
            "The file stores its audio in several pieces."
        ),
        "The file would grow over 4 GB, more than its format can hold.": (
            "The file would exceed 4 GB, the limit of its format."
        ),
        "moodtagger cannot write tags into this kind of file.": (
            "moodtagger can't write tags to this kind of file."
        ),
        "If it is music, convert it to FLAC, MP3, Ogg, Opus or M4A to tag it.": (
            "If it is music, convert it to FLAC, MP3, Ogg, Opus, or M4A to tag it."
        ),
        "This MP4 file refers to its sound in a way that makes writing unsafe.": (
            "This MP4 file refers to its audio in a way that makes writing unsafe."
        ),
        "Save it again as a plain m4a file; then its tags can be written.": (
            "Re-save it as a plain m4a file to make its tags writable."
        ),
        "Save it again with another program so that its tags stand at the end.": (
            "Re-save it in another program so that its tags are at the end."
        ),
        "an atom with places in the file is cut off": "an atom with file positions is cut off",
        "absurdly large Ogg comments": "far too large Ogg comments",
        "Repair it, or get the song anew; then its tags can be written.": (
            "Repair it, or replace it with a good copy, to make its tags writable."
        ),
        "Save its music as a file of its own; then its tags can be written.": (
            "Save its music as a separate file to make its tags writable."
        ),
        "Moods are not written into Matroska and WebM files: longer tags would move what their index finds by its position.": (
            "Moods can't be written to Matroska and WebM files: longer tags would shift the positions in their index."
        ),
        "Moods are not written into CAF files: hardly any program reads tags of them.": (
            "Moods can't be written to CAF files: hardly any program reads their tags."
        ),
        "Moods are not written into AU files, which hold only a remark and no tags.": (
            "Moods can't be written to AU files, which hold only a comment and no tags."
        ),
        "Moods are not written into Wave64 files: hardly any program reads tags of them.": (
            "Moods can't be written to Wave64 files: hardly any program reads their tags."
        ),
        "Moods are not written into RF64 and RIFX files: moodtagger cannot rebuild their sizes safely.": (
            "Moods can't be written to RF64 and RIFX files: moodtagger can't rebuild their sizes safely."
        ),
        "Moods are not written into this kind of file: it is a bare stream of audio without tags.": (
            "Moods can't be written to this kind of file: it is a bare audio stream without tags."
        ),
        "Moods are not written into this kind of file: moodtagger has no writer for it that is proven to be safe.": (
            "Moods can't be written to this kind of file: moodtagger has no proven safe writer for it."
        ),
        "Moods are not written into this file: an ID3 tag is in front of it, where programs that read this kind of file expect none.": (
            "Moods can't be written to this file: it starts with an ID3 tag, where programs that read this kind of file expect none."
        ),
        "Reading this file crashed or did not come to an end.": (
            "Reading this file crashed or took too long."
        ),
        "It is probably damaged, or its drive does not answer.": (
            "It is probably damaged, or its drive does not respond."
        ),
        "{frame} holds “{values}” now, so it was left as it is.": (
            "{frame} is now “{values}”, so it was not changed."
        ),
        "“{moods}” stays in a tag of this file that moodtagger can only read.": (
            "“{moods}” stays in a tag that moodtagger can only read."
        ),
        "{frame} is gone now, so it was left so.": (
            "{frame} is no longer there, so nothing was changed."
        ),
        "It already has moods and was left alone.": "Skipped: it already has moods.",
        "This file holds other audio than when it was analyzed.": (
            "The audio has changed since the file was analyzed."
        ),
        "It already holds everything that was accepted.": "All accepted moods are already written.",
        "the helper does not start": "the helper process doesn't start",
        "{frame} holds “{values}” now.": "{frame} is now “{values}”.",
        "{frame} holds nothing now.": "{frame} is now empty.",
        "The rewritten copy did not pass the check ({detail}), so the file was left as it is.": (
            "The new copy did not pass the check ({detail}), so the file was not changed."
        ),
        "something beside the tags differs": "something other than the tags differs",
        "The file holds other audio than before.": "The audio in the file has changed.",
        "Another program has changed the file since it was looked at.": (
            "Another program has changed the file since the preview."
        ),
        "Please report this with the kind of file it is.": (
            "Please report this with the type of file."
        ),
        "{reader} does not find the same sound in it": (
            "{reader} does not find the same audio in it"
        ),
    }
)


def current_wording(template: str) -> str:
    """Return a template in today's words; one that was never reworded stays as it is."""
    return _REWORDED.get(template, template)


def current_text(text: str) -> str:
    """Return a text without parameters in today's words, also one of a reason with its advice."""
    found = current_wording(text)
    end = text.find(". ")
    while found == text and end > 0:
        first, second = text[: end + 1], text[end + 2 :]
        found = f"{current_wording(first)} {current_wording(second)}"
        end = text.find(". ", end + 1)
    return found
