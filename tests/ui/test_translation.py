"""The translations: complete in what they cover, compiled, and put in use at once."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from pytestqt.qtbot import QtBot

from moodtagger.core.errors import AudioError, LibraryError
from moodtagger.ui import formatting, translation
from moodtagger.ui import translation as told_module
from moodtagger.ui.error_messages import SENTENCES
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.translation import translate_error

ROOT = Path(__file__).resolve().parents[2]


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["translate"] = module
    spec.loader.exec_module(module)
    return module


script = load_script()


@pytest.fixture
def german(qtbot: QtBot) -> Iterator[None]:
    """The window's language is German for the test."""
    app = QCoreApplication.instance()
    assert app is not None
    translation.install(app, "de")
    yield
    translation.install(app, "en")
    QLocale.setDefault(QLocale.system())


def test_the_translations_are_up_to_date() -> None:
    there = set(script.read_translations(script.ts_path("de")))
    wanted = set(script.all_texts())
    advice = "run packaging/translate.py"
    assert wanted - there == set(), advice
    assert there - wanted == set(), advice


def test_the_sentences_of_lower_rooms_are_up_to_date() -> None:
    assert script.MESSAGES_MODULE.read_text(encoding="utf-8") == script.messages_module_source()


def test_everything_has_its_german() -> None:
    missing = [
        key for key, text in script.read_translations(script.ts_path("de")).items() if not text
    ]
    assert missing == []


def test_translations_keep_placeholders_keys_and_line_breaks() -> None:
    for (_, source), text in script.read_translations(script.ts_path("de")).items():
        if text:
            assert sorted(re.findall("%[0-9]", text)) == sorted(re.findall("%[0-9]", source)), text
            assert text.count("\n") == source.count("\n"), text
            assert text.endswith("\N{HORIZONTAL ELLIPSIS}") == source.endswith(
                "\N{HORIZONTAL ELLIPSIS}"
            ), text
            assert ("&" in text) == ("&" in source), text


def test_the_compiled_file_holds_the_same(qtbot: QtBot) -> None:
    translator = QTranslator()
    assert translator.load("moodtagger_de", str(script.TRANSLATIONS_DIR))
    for (context, source), text in script.read_translations(script.ts_path("de")).items():
        assert (translator.translate(context, source) or "") == text


@pytest.mark.usefixtures("german")
def test_german_numbers_times_and_moods() -> None:
    assert formatting.song_count(2000) == "2.000 Lieder"
    assert formatting.song_count(1) == "1 Lied"
    assert formatting.remaining_time(120) == "noch 2 min"
    assert mood_text("sad") == "traurig"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"  # Qt's own words


def test_the_choice_of_language() -> None:
    assert translation.resolve_language("de") == "de"
    assert translation.resolve_language("en") == "en"
    assert translation.resolve_language("xx") in translation.LANGUAGES  # the system's, or English


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    "sentence",
    [
        "This failed: [Errno 5] Input/output error",
        "The drive could not deliver the file (Input/output error). "
        "Check the drive and its cable; keep a copy.",
        "Another moodtagger (process 12) is using this library. Close it to make changes here.",
        LibraryError("The library is closed.", advice="Choose another place.").full_message,
        AudioError("This is silent.").full_message,
    ],
)
def test_sentences_of_lower_rooms_are_told_in_german(sentence: str) -> None:
    in_german = translate_error(sentence)
    assert in_german != sentence
    for inserted in re.findall(r"\(.*?\)|\[.*?\]", sentence):
        assert inserted.removeprefix(" (process ") in in_german or "process" in inserted


@pytest.mark.usefixtures("german")
def test_what_is_inserted_is_not_changed() -> None:
    assert "100 %1 songs" in translate_error(
        "TIT2 holds “100 %1 songs” now, so it was left as it is."
    )
    for text in ("", "Something nobody ever wrote.", "a" * 5000, "%1", "(((", "It. Is. Not."):
        assert translate_error(text) == text


def test_without_a_translation_a_sentence_stays(qtbot: QtBot) -> None:
    for sentence in SENTENCES:
        assert translate_error(sentence) == sentence


def test_long_texts_take_no_long_time() -> None:
    import time

    told_module._match_templates.cache_clear()
    began = time.perf_counter()
    told_module._match_templates("The file is empty. " * 60 + "But. " * 100)
    assert time.perf_counter() - began < 2


def raised() -> Iterator[tuple[str, str]]:
    """(place, template) of every reason and advice that lower rooms raise."""
    for path in script._non_qt_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and script._name(node.func).endswith("Error"):
                advice = [k.value for k in node.keywords if k.arg == "advice"]
                for part in [*node.args[:1], *advice]:
                    if isinstance(part, ast.Constant | ast.JoinedStr):
                        text = script._template(part)
                        yield f"{path.name}:{part.lineno}", text


def test_everything_that_lower_rooms_raise_is_known() -> None:
    for_programmers = re.compile("^[^A-Z%]|^%1 [a-z]")  # ValueError and its like begin small
    unknown = [
        (place, text)
        for place, text in raised()
        if text and not for_programmers.match(text) and text not in SENTENCES
    ]
    assert unknown == []


def test_another_language_is_shown_at_once(moodtagger_home: Path) -> None:
    """The program itself: its window closes and opens again in the other language, once."""
    code = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from moodtagger import app\n"
        "from moodtagger.ui.main_window.window import MainWindow\n"
        "start = MainWindow.start\n"
        "def started(window, targets=()):\n"
        "    menus = [action.text() for action in window.menuBar().actions()]\n"
        "    print(*menus, flush=True)\n"
        "    def step():\n"
        "        if '&Datei' in menus:\n"
        "            window.close()\n"
        "        else:\n"
        "            window.external_requests.set_language('de')\n"
        "    window.library.opened.connect(lambda: QTimer.singleShot(50, step))\n"
        "    start(window, targets)\n"
        "MainWindow.start = started\n"
        "sys.exit(app.run_gui())\n"
    )
    (moodtagger_home / "settings.json").write_text('{"language": "en"}')
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=90
    )
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first.startswith("&File &Edit &View")
    assert second.startswith("&Datei &Bearbeiten &Ansicht")
    assert json.loads((moodtagger_home / "settings.json").read_text())["language"] == "de"
