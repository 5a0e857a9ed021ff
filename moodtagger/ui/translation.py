"""The language of the window: Qt's translators, and the messages of the layers without Qt.

Those layers report in English with the template and the parameters of each sentence (see
`moodtagger.core.messages`); here, at the edge of the window, the template is translated and the
parameters are filled in.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from moodtagger import paths
from moodtagger.core.messages import JOINED_TEMPLATE, Message, fill_template

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
    qt_translations = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (
        (f"moodtagger_{SOURCE_LANGUAGE}", str(translations_dir())),  # its singulars and plurals
        (f"qtbase_{language}", qt_translations),
        (f"moodtagger_{language}", str(translations_dir())),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            _installed.append(translator)
    return language


MESSAGES_CONTEXT = "messages"


def translate_message(message: str) -> str:
    """Return a message of the lower layers in the window's language.

    A text that lost its template, as one stored by an earlier version, is looked up as a whole
    and as a reason with its advice; any other text stays as it is.
    """
    if not isinstance(message, Message):
        return _translate_text(message)
    if not message.params:
        return _translate_text(message.template)
    template = message.template
    if template != JOINED_TEMPLATE:
        number = -1 if message.number is None else message.number
        template = QCoreApplication.translate(MESSAGES_CONTEXT, template, "", number)
    if template == message.template and message.number is not None:
        return message  # no translation is installed that knows the singular
    return fill_template(template, {n: _translate(v) for n, v in message.params.items()})


def _translate(value: str) -> str:
    return translate_message(value) if isinstance(value, Message) else value


def _translate_text(text: str) -> str:
    """Look up a text without parameters, then each two sentences that it can be divided into."""
    translated = _look_up(text)
    end = text.find(". ")
    while translated == text and end > 0:
        parts = text[: end + 1], text[end + 2 :]
        translations = tuple(map(_look_up, parts))
        if all(map(str.__ne__, parts, translations)):
            return " ".join(translations)
        end = text.find(". ", end + 1)
    return translated


def _look_up(text: str) -> str:
    return QCoreApplication.translate(MESSAGES_CONTEXT, text) if text else ""
