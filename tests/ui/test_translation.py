"""The translations: complete in what they cover, compiled, and put in use at once."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from pytestqt.qtbot import QtBot

from moodtagger.core.errors import AudioError, LibraryError
from moodtagger.core.messages import Message
from moodtagger.ui import formatting, translation
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.library.cell_formatting import percent, signed

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


@pytest.mark.parametrize("language", script.LANGUAGES)
def test_the_translations_are_up_to_date(language: str) -> None:
    there = set(script.read_translations(script.ts_path(language)))
    wanted = set(script.all_texts(language))
    advice = "run packaging/translate.py"
    assert wanted - there == set(), advice
    assert there - wanted == set(), advice


@pytest.mark.parametrize("language", script.LANGUAGES)
def test_everything_is_translated(language: str) -> None:
    translations = script.read_translations(script.ts_path(language))
    assert [key for key, forms in translations.items() if not all(forms)] == []
    counted = script.counted_texts()
    wrong = [key for key, forms in translations.items() if len(forms) != 1 + (key in counted)]
    assert wrong == []


PLACEHOLDER = re.compile(r"%L?n|%[0-9]|\{\w+\}")


@pytest.mark.parametrize("language", script.LANGUAGES)
def test_translations_keep_placeholders_keys_and_line_breaks(language: str) -> None:
    for (_, source), forms in script.read_translations(script.ts_path(language)).items():
        for text in forms:
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(source)), text
            assert text.count("\n") == source.count("\n"), text
            assert text.endswith("\N{HORIZONTAL ELLIPSIS}") == source.endswith(
                "\N{HORIZONTAL ELLIPSIS}"
            ), text
            assert ("&" in text) == ("&" in source), text


@pytest.mark.parametrize("language", script.LANGUAGES)
def test_the_compiled_file_holds_the_same(qtbot: QtBot, language: str) -> None:
    translator = QTranslator()
    assert translator.load(f"moodtagger_{language}", str(script.TRANSLATIONS_DIR))
    for (context, source), forms in script.read_translations(script.ts_path(language)).items():
        for number, text in zip((1, 2), forms, strict=False):
            counted = number if len(forms) > 1 else -1
            assert (translator.translate(context, source, None, counted) or "") == text


@pytest.mark.usefixtures("german")
def test_german_numbers_times_and_moods() -> None:
    assert formatting.song_count(2000) == "2.000 Songs"
    assert formatting.song_count(1) == "1 Song"
    assert formatting.remaining_time(120) == "noch 2 min"
    assert formatting.format_decimal(0.5, 2) == "0,50"
    assert (signed(-0.5), percent(0.444)) == ("−0,50", "44 %")
    assert mood_text("sad") == "traurig"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"  # Qt's own words


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("1 song", "2 songs", "2,000 songs", "0 songs")),
        ("de", ("1 Song", "2 Songs", "2.000 Songs", "0 Songs")),
    ],
)
def test_each_language_has_its_plurals(german: None, language: str, texts: tuple[str, ...]) -> None:
    app = QCoreApplication.instance()
    assert app is not None
    translation.install(app, language)
    QLocale.setDefault(QLocale(language))
    assert tuple(map(formatting.song_count, (1, 2, 2000, 0))) == texts


def test_no_plural_is_chosen_by_hand() -> None:
    pairs = []
    for path in sorted((ROOT / "moodtagger" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.IfExp) and all(
                isinstance(part, ast.Call) and script.call_name(part.func) in ("tr", "translate")
                for part in (node.body, node.orelse)
            ):
                compared = [n.value for n in ast.walk(node.test) if isinstance(n, ast.Constant)]
                pairs += [f"{path.name}:{node.lineno}"] if 1 in compared else []
    assert pairs == []


def test_the_choice_of_language() -> None:
    assert translation.resolve_language("de") == "de"
    assert translation.resolve_language("en") == "en"
    assert translation.resolve_language("xx") in translation.LANGUAGES  # the system's, or English


@pytest.mark.usefixtures("german")
def test_a_message_is_translated_with_its_parameters() -> None:
    busy = LibraryError(
        Message.of("Couldn't open the library ({reason}).", reason="code {7} %1"),
        advice=Message.of("Choose another folder."),
    )
    assert busy.full_message == "Couldn't open the library (code {7} %1). Choose another folder."
    assert translation.translate_message(busy.full_message) == (
        "Die Bibliothek ließ sich nicht öffnen (code {7} %1). Einen anderen Ordner wählen."
    )


@pytest.mark.usefixtures("german")
def test_a_message_inside_a_message_is_translated_too() -> None:
    crashed = Message.of(
        "Failed: {error}",
        error=Message.from_error(AudioError(Message.of("This is silent."))),
    )
    assert translation.translate_message(crashed) == "Fehlgeschlagen: Das ist nur Stille."
    again = Message.restore(str(crashed), crashed.to_json())
    assert translation.translate_message(again) == translation.translate_message(crashed)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("count", [1, 2, 0])
def test_a_message_that_counts(count: int) -> None:
    message = Message.plural("Moods of {count} song", "Moods of {count} songs", count=count)
    noun = "Song" if count == 1 else "Songs"
    assert translation.translate_message(message) == f"Stimmungen von {count} {noun}"


@pytest.mark.usefixtures("german")
def test_texts_that_an_earlier_version_stored_are_translated_as_a_whole() -> None:
    for stored in (
        "The file is empty.",
        "The file is empty. Replace the file with a good copy or remove it.",
    ):
        assert "leer" in translation.translate_message(stored)
    advice = translation.translate_message("Replace the file with a good copy or remove it.")
    assert translation.translate_message(f"The file is empty. {advice}").startswith("The file")
    for text in ("", "Something nobody ever wrote.", "a" * 5000, "%1", "{x}", "It. Is. Not."):
        assert translation.translate_message(text) == text


def test_without_a_translation_a_message_stays(qtbot: QtBot) -> None:
    for call in script.message_calls():
        params = dict.fromkeys(call.params - {"count"}, "{value} %1")
        for count in (1, 2):
            make = getattr(Message, call.name)
            counted = {"count": count} if call.name == "plural" else {}
            message = make(*call.templates, **counted, **params)
            assert translation.translate_message(message) == message


# What only the command line runs, and training, whose errors no window shows.
WITHOUT_WINDOW = re.compile(
    r"cli/|training/|demo/|(inference|services)/finetuning/|installed_models"
)


# Arguments and attributes that end in the window.
SHOWN = {"advice", "error", "message", "notice", "skip_reason", "reason", "sentence"}


def plain_texts() -> Iterator[str]:
    """Where an error is raised, or something else reported, with a text that is no message."""
    trees = {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "moodtagger").rglob("*.py"))
    }
    names = _error_names(trees.values())
    for name, tree in trees.items():
        for node in [] if WITHOUT_WINDOW.search(name) else ast.walk(tree):
            for part in _shown_parts(node, names, in_window="/ui/" in name):
                if isinstance(part, ast.JoinedStr | ast.BinOp) or _is_text(part):
                    yield f"{name}:{part.lineno}"


def _error_names(trees: Iterable[ast.Module]) -> set[str]:
    """The names of MoodtaggerError and all its subclasses."""
    bases = {
        node.name: {script.call_name(base) for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    names = {"MoodtaggerError"}
    while more := {name for name in bases if bases[name] & names} - names:
        names |= more
    return names


def _shown_parts(node: ast.AST, names: set[str], *, in_window: bool) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call) and _raises(node.func, names):
        yield from node.args[:1]
    if in_window:  # which translates its own texts
        return
    if isinstance(node, ast.Call):
        yield from (k.value for k in node.keywords if k.arg in SHOWN)
    if isinstance(node, ast.Assign) and {script.call_name(t) for t in node.targets} & SHOWN:
        yield node.value


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value != ""


def _raises(func: ast.expr, names: set[str]) -> bool:
    if isinstance(func, ast.Attribute) and func.attr == "__init__":
        return isinstance(func.value, ast.Call) and script.call_name(func.value.func) == "super"
    return script.call_name(func) in names


def test_whatever_the_window_shows_is_a_message() -> None:
    assert list(plain_texts()) == []


def test_templates_name_their_parameters() -> None:
    for call in script.message_calls():
        for template in call.templates:
            assert set(re.findall(r"\{(\w+)\}", template)) == call.params, call.where


def test_another_language_is_shown_at_once(moodtagger_home: Path) -> None:
    """The program itself: its window closes and opens again in the other language, once."""
    code = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from moodtagger import app\n"
        "from moodtagger.ui.main_window.window import MainWindow\n"
        "start = MainWindow.start\n"
        "def started(window, targets=(), **options):\n"
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
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first.startswith("&File &Edit &View")
    assert second.startswith("&Datei &Bearbeiten &Ansicht")
    assert json.loads((moodtagger_home / "settings.json").read_text())["language"] == "de"
