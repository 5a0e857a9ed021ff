"""The language of the window: Qt's translators, and the locale of numbers and dates."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from moodtagger import paths

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
