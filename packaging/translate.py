"""Bring the translations up to date: collect what is to be translated, and compile it.

    python packaging/translate.py              renew resources/translations/*.ts and compile them
    python packaging/translate.py --fill F     the same, with new texts from the JSON file F, an
                                               object {language: {source: translation}}; one that
                                               counts has a list of singular and plural
    python packaging/translate.py --missing    print what has no translation yet, in this form

Sources are the literals in `tr(...)` and `translate(context, ...)` of the window, the templates
of `Message.of(...)` and `Message.plural(...)` anywhere, and the labels of moods. A text that is
called with a number has a form for singular and plural; English has a file for these alone.
Translations that are there stay; texts that are gone go.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "moodtagger"
TRANSLATIONS_DIR = ROOT / "resources" / "translations"
LANGUAGES = ("de", "en")
FORMS = 2  # singular and plural, in both languages

SourceText = tuple[str, str]  # context, source
Forms = tuple[str, ...]  # of a translation: one, or FORMS where it counts
Fill = dict[str, str | list[str]]  # source to translation

MESSAGES_CONTEXT = "messages"  # of what the layers without Qt report
MOODS_CONTEXT = "moods"  # looked up by their names, which no code spells out
WINDOW_CONTEXT = "MainWindow"  # of a `tr` that belongs to another object than `self`


def main(arguments: list[str]) -> None:
    """Do what the arguments ask for."""
    if arguments == ["--missing"]:
        missing = {language: missing_texts(language) for language in LANGUAGES}
        print(json.dumps(missing, ensure_ascii=False, indent=0))
        return
    fill: dict[str, Fill] = {}
    if arguments[:1] == ["--fill"]:
        fill = json.loads(Path(arguments[1]).read_text(encoding="utf-8"))
    TRANSLATIONS_DIR.mkdir(exist_ok=True)
    for language in LANGUAGES:
        update_ts(language, fill.get(language, {}))
        compile_qm(language)


def ts_path(language: str) -> Path:
    """The file that translators edit."""
    return TRANSLATIONS_DIR / f"moodtagger_{language}.ts"


# -- what is to be translated ---------------------------------------------------------------


def all_texts(language: str = "de") -> list[SourceText]:
    """Everything that a language has to translate, each once, in order of context."""
    counted = counted_texts()
    if language == "en":
        return sorted(counted)
    templates = ((MESSAGES_CONTEXT, template) for template in message_templates())
    return sorted({*ui_texts(), *templates, *mood_texts()})


def counted_texts() -> dict[SourceText, Forms]:
    """The texts with a singular and a plural, and their English forms where the code has them."""
    found: dict[SourceText, Forms] = {}
    for literals in _ui_literals():
        found |= dict.fromkeys(literals.counted, ("",) * FORMS)
    for call in message_calls():
        if call.name == "plural":
            found[MESSAGES_CONTEXT, call.templates[-1]] = call.templates
    return found


def ui_texts() -> Iterator[SourceText]:
    """The literals of the window's code."""
    for literals in _ui_literals():
        yield from literals.texts


@cache
def _ui_literals() -> tuple[_Literals, ...]:
    paths = [PACKAGE / "app.py", *sorted((PACKAGE / "ui").rglob("*.py"))]
    return tuple(map(_Literals, paths))


def mood_texts() -> Iterator[SourceText]:
    """The moods of the bundled network and the words of the map of words."""
    folder = ROOT / "resources" / "models" / "moodnet"
    for name in ("moods.json", "tag_map.json"):
        for word in json.loads((folder / name).read_text(encoding="utf-8")):
            yield MOODS_CONTEXT, word["label"]


class _Literals(ast.NodeVisitor):
    """The literals of one file with their contexts; `counted` are called with a number."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tree = ast.parse(path.read_text(encoding="utf-8"))
        self._translate_wrappers = dict(_translate_wrappers(self._tree))
        self._class = ""
        self.texts: list[SourceText] = []
        self.counted: list[SourceText] = []
        self.visit(self._tree)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer, self._class = self._class, node.name
        self.generic_visit(node)
        self._class = outer

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name not in self._translate_wrappers:
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        name = call_name(node.func)
        if not node.args:
            return
        if name in ("translate", "QT_TRANSLATE_NOOP") or _is_bare_tr(node):
            for context in _literals(node.args[0]):
                self._add(context, node.args[1], counted=len(node.args) > 3)
        elif name == "tr":
            own = isinstance(node.func, ast.Attribute) and call_name(node.func.value) == "self"
            context = self._class if own else WINDOW_CONTEXT
            self._add(context, node.args[0], counted=len(node.args) > 2)
        elif name in self._translate_wrappers:
            self._add(self._translate_wrappers[name], node.args[0])

    def _add(self, context: str, source: ast.expr, *, counted: bool = False) -> None:
        literals = _literals(source)
        if not literals and context != MOODS_CONTEXT:
            where = f"{self._path.relative_to(ROOT)}:{source.lineno}"
            raise SystemExit(f"{where}: what is translated here is no literal")
        found = [(context, text) for text in literals]
        self.texts += found
        self.counted += found if counted else []


def _is_bare_tr(node: ast.Call) -> bool:
    """Whether this is a function `tr(context, source)`, short for `translate`."""
    return isinstance(node.func, ast.Name) and node.func.id == "tr" and len(node.args) > 1


def _translate_wrappers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Functions that only hand their text to `translate`: (name, context)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.body:
            last = node.body[-1]
            call = last.value if isinstance(last, ast.Return) else None
            if isinstance(call, ast.Call) and call_name(call.func) in ("translate", "tr"):
                parameters = [argument.arg for argument in node.args.args]
                if len(call.args) > 1 and call_name(call.args[1]) in parameters:
                    for context in _literals(call.args[0]):
                        yield node.name, context


def call_name(node: ast.expr) -> str:
    """Name of what a call calls, without its owner."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _literals(node: ast.expr) -> list[str]:
    """The texts that the expression can have, when they stand there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*_literals(node.body), *_literals(node.orelse)]
    return []


# -- messages of the layers without Qt ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MessageCall:
    """One `Message.of` or `Message.plural` in the code."""

    where: str
    name: str
    templates: Forms
    params: frozenset[str]


def message_templates() -> list[str]:
    """The templates that are looked up: the only one of a message, or its plural."""
    return sorted({call.templates[-1] for call in message_calls()})


@cache
def message_calls() -> tuple[MessageCall, ...]:
    """Every message of the package; a template that is no literal ends the program."""
    return tuple(_message_calls())


def _message_calls() -> Iterator[MessageCall]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and _is_message(node.func)):
                continue
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            templates = tuple(text for argument in node.args for text in _literals(argument))
            name = call_name(node.func)
            if len(templates) != len(node.args) or len(templates) != 1 + (name == "plural"):
                raise SystemExit(f"{where}: the template is no literal")
            params = frozenset(keyword.arg or "" for keyword in node.keywords)
            yield MessageCall(where, name, templates, params)


def _is_message(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr in ("of", "plural")
        and call_name(node.value) == "Message"
    )


# -- the files of translations --------------------------------------------------------------


def read_translations(path: Path) -> dict[SourceText, Forms]:
    """The translations of a .ts file; empty ones where there is none yet."""
    translations: dict[SourceText, Forms] = {}
    if not path.exists():
        return translations
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = translation.findall("numerusform") or [translation]
            done = translation.get("type") != "unfinished"
            texts = tuple(form.text or "" if done else "" for form in forms)
            translations[name, message.findtext("source", "")] = texts
    return translations


def missing_texts(language: str) -> Fill:
    """The texts of a .ts file that wait for their translation."""
    translations = read_translations(ts_path(language))
    return {
        source: "" if len(forms) == 1 else [""] * FORMS
        for (_, source), forms in translations.items()
        if not all(forms)
    }


def update_ts(language: str, fill: Fill) -> None:
    """Write the .ts file with what is to be translated now."""
    translated = read_translations(ts_path(language))
    by_source = {source: forms for (_, source), forms in translated.items() if all(forms)}
    counted = counted_texts()
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    missing = 0
    for name, source in all_texts(language):
        if name not in contexts:
            contexts[name] = ET.SubElement(root, "context")
            ET.SubElement(contexts[name], "name").text = name
        is_counted = (name, source) in counted
        candidates = [
            counted.get((name, source), ()) if language == "en" else (),
            translated.get((name, source), ()),
            _forms(fill.get(source, "")),
            by_source.get(source, ()),
        ]
        length = FORMS if is_counted else 1
        fitting = (forms for forms in candidates if len(forms) == length and all(forms))
        forms = next(fitting, ("",) * length)
        message = ET.SubElement(contexts[name], "message")
        ET.SubElement(message, "source").text = source
        _add_forms(message, forms, numerus=is_counted)
        missing += not all(forms)
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    ts_path(language).write_text(f"{head}{body}\n", encoding="utf-8")
    print(f"{ts_path(language).name}: {missing} texts wait for their translation")


def _forms(value: str | list[str]) -> Forms:
    return (value,) if isinstance(value, str) else tuple(value)


def _add_forms(message: ET.Element, forms: Forms, *, numerus: bool) -> None:
    translation = ET.SubElement(message, "translation")
    if not all(forms):
        translation.set("type", "unfinished")
    if not numerus:
        translation.text = forms[0]
        return
    message.set("numerus", "yes")
    for form in forms:
        ET.SubElement(translation, "numerusform").text = form


def compile_qm(language: str) -> None:
    """Compile the .ts file; a window that is open keeps the file that it reads."""
    import PySide6

    tool = Path(PySide6.__file__).parent / "lrelease"
    source = ts_path(language)
    new = source.with_suffix(".new")
    subprocess.run([str(tool), "-silent", str(source), "-qm", str(new)], check=True)
    new.replace(source.with_suffix(".qm"))


if __name__ == "__main__":
    main(sys.argv[1:])
