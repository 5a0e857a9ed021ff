"""Texts whose tags do not say how their letters are encoded: Windows-1251, Shift-JIS and others.

ID3 calls them Latin-1, RIFF and ID3v1 name nothing. Programs wrote them in the code page of the
user's system. Texts that are plausible as Western ones are never taken for others: each of their
words has the letters of one Western language. Only for other texts the detector is asked, and its
answer has to fit every word.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

_MAX_TEXTS, _MAX_BYTES = 100, 2000  # that are evaluated
_ID3V1_LENGTH = 30
_MIN_FOREIGN_LETTERS = 3  # of which no Western language has the words
_WORD = re.compile(r"[^\W\d_]+")
# What stands for Polish letters in a Western view of them: signs within words.
_SIGN_AS_LETTER = re.compile(r"[£¯¥](?=[a-zß-ÿ])|(?<=[a-zß-ÿ])[¹³¿](?=[a-zß-ÿ¹³¿])")

# Letters beside a to z; words of one language have those of one line.
_WESTERN_ALPHABETS = (
    "àâæçéèêëîïôœùûüÿñ",  # French
    "áéíóúüñªº",  # Spanish
    "áâãàçéêíóôúüªº",  # Portuguese, whose õ stands before e
    "àèéìíîòóù",  # Italian
    "àçèéíïòóú",  # Catalan
    "äöüß",
    "äöüõšž",  # German, Finnish, Estonian
    "åäöæøéèêáàü",  # the languages of Scandinavia
    "áðéíóúýþæö",  # Icelandic
    "ëïöüéèêáíóúà",  # Dutch
)
_CENTRAL_ALPHABETS = (
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "čćđšž",
)  # Polish, Czech, Slovak, Hungarian, Croatian and Slovene

# What the detector chooses from: encodings by the script of their letters beyond ASCII.
_SCRIPTS = {
    "CYRILLIC": ("cp1251", "koi8_r"),
    "GREEK": ("cp1253",),
    "HEBREW": ("cp1255",),
    "ARABIC": ("cp1256",),
    "THAI": ("cp874",),
}
_JAPANESE = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "LATIN"}
_LATIN = frozenset(("cp1250", "cp1252", "cp1254", "cp1257", "cp1258"))
_EAST_ASIAN = ("cp932", "gb18030", "big5", "cp949")


class UndecodedText(str):
    """A text of an unknown code page, with each of its bytes as a character."""

    __slots__ = ()

    def strip(self, chars: str | None = None) -> UndecodedText:
        """Return the text without characters at its ends, as undecoded as before."""
        return UndecodedText(super().strip(chars))


def undecoded(data: bytes) -> str:
    """Return the text of some bytes that name no encoding: plain, or an UndecodedText."""
    text = data.decode("latin-1")
    return text if text.isascii() else UndecodedText(text)


def decode_utf8(data: bytes) -> str:
    """Decode what should be UTF-8; what is not is in some code page."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return undecoded(data)


def decode_text(text: str, code_page: str) -> str:
    """Return a text as the user should read it; only an UndecodedText changes."""
    if not isinstance(text, UndecodedText):
        return text
    data = text.encode("latin-1")
    for name in (code_page, "cp1252") if code_page else ("cp1252",):
        decoded = _decode(data, name)
        if decoded is not None:
            return decoded
    return str(text)


def find_code_page(texts: Iterable[str], chosen: str = "") -> str:
    """Return the encoding of a file's undecoded texts, evaluated together; empty for Western ones.

    `chosen` is that of the user, which counts wherever it makes words of all texts.
    """
    parts = {t.encode("latin-1") for t in texts if isinstance(t, UndecodedText)}
    data = sorted(part for part in parts if len(part) <= _MAX_BYTES)[:_MAX_TEXTS]
    if not data:
        return ""
    if _is_utf8(data):
        return "utf-8"
    if chosen:
        decoded = _decode_all(data, chosen)
        return chosen if decoded and _fits(decoded, chosen, data) else ""
    western = [decode_text(undecoded(part), "") for part in data]
    foreign = [word for text in western for word in _words(text) if not _is_western(word)]
    signs = sum(2 * len(_SIGN_AS_LETTER.findall(text)) for text in western)
    signs += sum(_MIN_FOREIGN_LETTERS * len(_UNDEFINED_BYTES.findall(part)) for part in data)
    evidence = sum(map(_count_high, foreign)) + signs + _count_odd_bytes(data)
    if evidence < _MIN_FOREIGN_LETTERS:
        return ""
    if (signs or any(map(_has_ascii, foreign))) and _is_central_european(data):
        return "cp1250"
    return _ask_detector(data)


def _ask_detector(data: Sequence[bytes]) -> str:
    """Return the most probable encoding that fits; empty when none does."""
    import chardet

    choices = [*(name for names in _SCRIPTS.values() for name in names), *_EAST_ASIAN]
    found = chardet.detect_all(
        b"\n".join(data), ignore_threshold=True, include_encodings=[*choices, "cp1252"]
    )
    names = [_python_name(entry["encoding"] or "cp1252") for entry in found]
    if _is_mostly_kana(data):  # the detector overlooks short texts in katakana
        names.insert(0, "cp932")
    for name in names:
        texts = None if name == "cp1252" else _decode_all(data, name)
        if texts and _fits(texts, name, data):
            return _likelier_russian(data) if "CYRILLIC" in _script_of(name) else name
    return ""


def _likelier_russian(data: Sequence[bytes]) -> str:
    """Return which Cyrillic encoding makes the better words of the texts in small letters.

    Capitals in the one are small letters in the other, and the detector knows small letters best.
    """
    import chardet

    scores = {}
    for name in _SCRIPTS["CYRILLIC"]:
        texts = _decode_all(data, name)
        if texts and _fits(texts, name, data):
            small = "\n".join(texts).lower().encode("cp1251", "replace")
            found = chardet.detect(small, include_encodings=["cp1251", "cp1252"])
            scores[name] = found["confidence"]
    return max(scores, key=lambda name: scores[name])


def _script_of(name: str) -> str:
    return next((script for script, names in _SCRIPTS.items() if name in names), "")


def _python_name(encoding: str) -> str:
    return encoding.lower().replace("windows-", "cp").replace("-", "_")


def _is_utf8(data: Sequence[bytes]) -> bool:
    """Whether all texts are UTF-8, and not by chance: no word mixes scripts."""
    words = [word for text in _decode_all(data, "utf-8") or () for word in _words(text)]
    scripts = [{unicodedata.name(c, "").partition(" ")[0] for c in word} for word in words]
    return bool(words) and all(len(found) == 1 or found <= _JAPANESE for found in scripts)


def _is_mostly_kana(data: Sequence[bytes]) -> bool:
    letters = [c for text in _decode_all(data, "cp932") or () for c in text if not c.isascii()]
    return sum("\u3041" <= c <= "\u30fe" for c in letters) * 2 > len(letters)


def _fits(texts: Sequence[str], name: str, data: Sequence[bytes]) -> bool:
    """Whether all letters beyond ASCII are of the encoding's script, and no word mixes scripts."""
    if name in _LATIN:
        return True
    if script := _script_of(name):
        words = [word for text in texts for word in _words(text) if not word.isascii()]
        if any(unicodedata.category(c) in ("So", "Cc") for text in texts for c in text):
            return False
        if any(_SIGN_IN_WORD.search(_without_marks(text)) for text in texts):
            return False
        return bool(words) and all(script in unicodedata.name(c, "") for w in words for c in w)
    letters = [c for text in texts for c in text if not c.isascii()]
    if not letters or any(unicodedata.category(c) in ("Co", "Cn", "Cc") for c in letters):
        return False
    if any(map(_INSIDE_LATIN_WORD.search, texts)):
        return False
    if name == "cp949" and _count_rare_syllables(letters) * 4 > len(letters):
        return False  # Big5, most likely
    # In the Western text that is feared here, lone accented letters stand among ASCII ones.
    return _count_odd_bytes(data) * 4 >= len(letters) or not any(map(_has_lone_letter, data))


def _count_rare_syllables(letters: Sequence[str]) -> int:
    """Count letters that Korean wrote without until Windows added them."""
    return sum(len(c.encode("euc_kr", "ignore")) != 2 for c in letters)


def _without_marks(text: str) -> str:
    """Return a text without combining and joining characters, which are parts of its letters."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cf"))


def _decode_all(data: Sequence[bytes], encoding: str) -> list[str] | None:
    decoded = [_decode(part, encoding) for part in data]
    return None if None in decoded else [text for text in decoded if text is not None]


def _decode(data: bytes, encoding: str) -> str | None:
    """Decode a text; ID3v1 cuts one off after 30 bytes, be it within a letter."""
    for part in (data, data[:-1]) if len(data) == _ID3V1_LENGTH else (data,):
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            return part.decode(encoding)
    return None


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _is_western(word: str) -> bool:
    """Whether some Western language has all letters of the word."""
    folded = word.casefold().replace("õe", "oe")
    return any(_is_of(folded, alphabet) for alphabet in _WESTERN_ALPHABETS)


def _is_of(folded_word: str, alphabet: str) -> bool:
    return all(c.isascii() or c in alphabet for c in folded_word)


def _is_central_european(data: Sequence[bytes]) -> bool:
    """Whether all texts together have the letters of one Central European language."""
    texts = _decode_all(data, "cp1250")
    if any(map(_SIGN_IN_WORD.search, texts or ())):
        return False
    words = [word.casefold() for text in texts or () for word in _words(text)]
    return bool(words) and any(
        all(_is_of(word, alphabet) for word in words) for alphabet in _CENTRAL_ALPHABETS
    )


def _has_ascii(word: str) -> bool:
    return any(c.isascii() for c in word)


def _count_high(word: str) -> int:
    return sum(not c.isascii() for c in word)


_SIGN_IN_WORD = re.compile(
    r"[^\W\d_][^\w\s\x00-\x7f’´–—][^\W\d_]|[¤¦§¬±¶‰†‡][^\W\d_]|[^\W\d_][¤¦§¬±¶‰†‡]"
)
_INSIDE_LATIN_WORD = re.compile(r"[A-Za-z][^\x00-\x7f]{1,2}[a-z]")
# Signs beside other bytes beyond ASCII; quotation marks only between two of them.
_ODD_BYTES = re.compile(
    rb"[\x80-\xbf](?<![\x82\x84\x85\x91-\x97\xa1\xab\xb4\xbb\xbf])(?=[\x80-\xff])"
    rb"|(?<=[\x80-\xff])[\x80-\xbf](?<![\x82\x84\x85\x91-\x97\xa1\xab\xb4\xbb\xbf])"
    rb"|(?<=[\x80-\xff])[\x80-\xbf](?=[\x80-\xff])"
)
# Bytes that Windows-1252 leaves open, where they begin a letter of others or end a word.
_UNDEFINED_BYTES = re.compile(
    rb"[\x81\x8d\x8f\x90\x9d](?=[\x40-\xfc])|(?<=[A-Za-z\x80-\xff])[\x8d\x8f\x9d]"
)
_LONE_LETTER = re.compile(rb"[A-Za-z][\xc0-\xff](?![\x80-\xff])")


def _count_odd_bytes(data: Sequence[bytes]) -> int:
    """Count signs such as "¼" beside other bytes beyond ASCII, where Western texts have none."""
    return sum(len(_ODD_BYTES.findall(part)) for part in data)


def _has_lone_letter(part: bytes) -> bool:
    return _LONE_LETTER.search(part) is not None
