"""The language of the window: Qt's translators, and error messages of the layers without Qt.

Those rooms know nothing of Qt and tell what went wrong in English, with names and numbers put in.
Here the sentence is found again among the templates (`told_sentences.py`, collected from the code
by packaging/translate.py) and put together anew from their translations.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from moodtagger import paths
from moodtagger.ui.error_messages import SENTENCES

SOURCE_LANGUAGE = "en"
LANGUAGES = (SOURCE_LANGUAGE, "de")  # the program's own; an empty choice means the system's

_installed: list[QTranslator] = []


def translations_dir() -> Path:
    """Where the compiled translations lie."""
    return paths.resources_dir() / "translations"


def resolve_language(choice: str) -> str:
    """The language to show for a choice of the settings, one of `LANGUAGES`."""
    if choice in LANGUAGES:
        return choice
    for name in QLocale.system().uiLanguages():
        language = name.split("-")[0].lower()
        if language in LANGUAGES:
            return language
    return SOURCE_LANGUAGE


def install(app: QCoreApplication, choice: str) -> str:
    """Let everything made from now on speak that language; returns it.

    A choice of "" follows the system, also in the way numbers are written.
    """
    while _installed:
        app.removeTranslator(_installed.pop())
    language = resolve_language(choice)
    system = QLocale.system()
    same_language = system.name().split("_")[0] == language  # keeps de_AT or en_GB, where it is so
    QLocale.setDefault(system if same_language else QLocale(language))
    for name, folder in (
        (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        (f"moodtagger_{language}", str(translations_dir())),
    ):
        translator = QTranslator(app)
        if language != SOURCE_LANGUAGE and translator.load(name, folder):
            app.installTranslator(translator)
            _installed.append(translator)
    return language


ERROR_CONTEXT = "told"
_MAX_LENGTH = 4000  # characters; a longer text is no sentence of ours
_MAX_SENTENCES = 8  # a longer row of sentences is none of ours either


def translate_error(text: str) -> str:
    """The text in the window's language; what is none of the known sentences stays as it is.

    Several sentences after each other, as reason and advice, are known too.
    """
    if (
        not text
        or len(text) > _MAX_LENGTH
        or _translate_template("The file is empty.") == "The file is empty."
    ):
        return text  # no translation is installed
    matches = _match_templates(text)
    return (
        text
        if matches is None
        else " ".join(_fill_template(source, parts) for source, parts in matches)
    )


_TemplateMatches = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=512)
def _match_templates(text: str) -> _TemplateMatches | None:
    """The templates that make up the text, each with what was put in; None when they do not."""
    for source, pattern in _patterns():
        match = pattern.fullmatch(text)
        if match:
            return ((source, match.groups()),)
    ends = _sentence_ends(text)
    for end in ends if len(ends) <= _MAX_SENTENCES else []:
        for source, pattern in _patterns():
            match = pattern.fullmatch(text[:end])
            if match:
                remainder = _match_templates(text[end + 1 :])
                if remainder is not None:
                    return ((source, match.groups()), *remainder)
    return None


def _sentence_ends(text: str) -> list[int]:
    """Where a sentence of the text may end, before a blank."""
    return [match.end() - 1 for match in re.finditer(r"[.!?] ", text)]


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Templates as patterns; those that say the most come first."""
    ranked = sorted(SENTENCES, key=lambda source: -len(re.sub("%[0-9]", "", source)))
    return [(source, _pattern(source)) for source in ranked]


def _pattern(source: str) -> re.Pattern[str]:
    parts = re.split("%[0-9]", source)
    return re.compile("(.*?)".join(map(re.escape, parts)), re.DOTALL)


def _fill_template(source: str, parts: tuple[str, ...]) -> str:
    """The translation of a template with its parts, which may be sentences themselves."""
    translated_parts = {f"%{number}": translate_error(part) for number, part in enumerate(parts, 1)}
    return re.sub(
        "%[0-9]",
        lambda match: translated_parts.get(match[0], match[0]),
        _translate_template(source),
    )


def _translate_template(source: str) -> str:
    return QCoreApplication.translate(ERROR_CONTEXT, source)
