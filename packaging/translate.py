"""Brings the translations up to date: collects what is to be translated, and compiles.

    python packaging/translate.py              renew resources/translations/*.ts and compile them
    python packaging/translate.py --fill F     the same, with translations from the JSON object
                                               {source: translation} in the file F for new texts
    python packaging/translate.py --missing    print what has no translation yet, as such an object

Sources are the literals in `tr(...)` and `translate(context, ...)` of the window, the sentences
that lower rooms tell (they know nothing of Qt, so the window translates them when it shows them),
and the words for moods. Translations that are there stay; texts that are gone go.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "moodtagger"
TRANSLATIONS_DIR = ROOT / "resources" / "translations"
MESSAGES_MODULE = PACKAGE / "ui" / "error_messages.py"
LANGUAGES = ("de",)

SourceText = tuple[str, str]  # context, source

NON_QT_MODULES = (
    "core",
    "audio",
    "inference",
    "tags",
    "store",
    "services",
    "paths.py",
    "settings.py",
)
# What only the command line runs, and what no person reads.
EXCLUDED_MODULES = (
    "inference/finetuning", "services/finetuning", "services/installed_models.py",
)  # fmt: skip
EXTRA_MESSAGES = ("Moods of %1 songs", "Stopped.")  # told, though no sentence or of one word
REASON_MODULES = ("tags/", "core/tag_map", "core/vocabulary")  # rooms that give reasons in brackets
MOODS_CONTEXT = "moods"  # looked up by their names, which no code spells out
WINDOW_CONTEXT = "MainWindow"  # of a `tr` that belongs to another object than `self`


def main(arguments: list[str]) -> None:
    """Do what the arguments ask for."""
    if arguments == ["--missing"]:
        missing = {s: "" for (_, s), t in read_translations(ts_path("de")).items() if not t}
        print(json.dumps(missing, ensure_ascii=False, indent=0))
        return
    fill: dict[str, str] = {}
    if arguments[:1] == ["--fill"]:
        fill = json.loads(Path(arguments[1]).read_text(encoding="utf-8"))
    TRANSLATIONS_DIR.mkdir(exist_ok=True)
    MESSAGES_MODULE.write_text(messages_module_source(), encoding="utf-8")
    for language in LANGUAGES:
        update_ts(language, fill)
        compile_qm(language)


def ts_path(language: str) -> Path:
    """The file that translators edit."""
    return TRANSLATIONS_DIR / f"moodtagger_{language}.ts"


# -- what is to be translated ---------------------------------------------------------------


def all_texts() -> list[SourceText]:
    """Everything that can be shown, each once, in order of context."""
    texts = [*ui_texts(), *(("told", s) for s in error_messages()), *mood_texts()]
    return sorted(set(texts))


def ui_texts() -> Iterator[SourceText]:
    """The literals of the window's code."""
    for path in [PACKAGE / "app.py", *sorted((PACKAGE / "ui").rglob("*.py"))]:
        yield from _Collector(path).texts()


def mood_texts() -> Iterator[SourceText]:
    """The moods of the bundled network and the words of the map of words."""
    folder = ROOT / "resources" / "models" / "moodnet"
    for name in ("moods.json", "tag_map.json"):
        for word in json.loads((folder / name).read_text(encoding="utf-8")):
            yield MOODS_CONTEXT, word["label"]


class _Collector(ast.NodeVisitor):
    """Finds the literals of one file with their contexts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tree = ast.parse(path.read_text(encoding="utf-8"))
        self._translate_wrappers = dict(_translate_wrappers(self._tree))
        self._class = ""
        self._texts: list[SourceText] = []

    def texts(self) -> list[SourceText]:
        self.visit(self._tree)
        return self._texts

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer, self._class = self._class, node.name
        self.generic_visit(node)
        self._class = outer

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name not in self._translate_wrappers:
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        name = _name(node.func)
        if not node.args:
            return
        if name in ("translate", "QT_TRANSLATE_NOOP") or (name == "tr" and len(node.args) > 1):
            for context in _literals(node.args[0]):
                self._add(context, node.args[1])
        elif name == "tr":
            own = isinstance(node.func, ast.Attribute) and _name(node.func.value) == "self"
            self._add(self._class if own else WINDOW_CONTEXT, node.args[0])
        elif name in self._translate_wrappers:
            self._add(self._translate_wrappers[name], node.args[0])

    def _add(self, context: str, source: ast.expr) -> None:
        literals = _literals(source)
        if not literals and context != MOODS_CONTEXT:
            where = f"{self._path.relative_to(ROOT)}:{source.lineno}"
            raise SystemExit(f"{where}: what is translated here is no literal")
        self._texts += [(context, text) for text in literals]


def _translate_wrappers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Functions that only hand their text to `translate`: (name, context)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.body:
            last = node.body[-1]
            call = last.value if isinstance(last, ast.Return) else None
            if isinstance(call, ast.Call) and _name(call.func) in ("translate", "tr"):
                parameters = [argument.arg for argument in node.args.args]
                if len(call.args) > 1 and _name(call.args[1]) in parameters:
                    for context in _literals(call.args[0]):
                        yield node.name, context


def _name(node: ast.expr) -> str:
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


# -- what lower rooms tell ------------------------------------------------------------------


def error_messages() -> list[str]:
    """Every sentence in the code of the lower rooms, its inserted parts as %1, %2 and so on."""
    messages = set(EXTRA_MESSAGES)
    for path in _non_qt_files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        excluded = {id(node) for node in _excluded_nodes(tree)}
        for node in ast.walk(tree):
            messages.update(_error_reasons(path, node))
            if id(node) not in excluded and isinstance(node, ast.Constant | ast.JoinedStr):
                text = _template(node)
                if _is_sentence(text):
                    messages.add(text)
    return sorted(messages)


def _non_qt_files() -> Iterator[Path]:
    for module in NON_QT_MODULES:
        module_path = PACKAGE / module
        for path in [module_path] if module_path.is_file() else sorted(module_path.rglob("*.py")):
            if not path.relative_to(PACKAGE).as_posix().startswith(EXCLUDED_MODULES):
                yield path


def _error_reasons(path: Path, node: ast.AST) -> Iterator[str]:
    """What stands in brackets in a sentence: 'it ends too early', as an error is raised."""
    if not path.relative_to(PACKAGE).as_posix().startswith(REASON_MODULES):
        return
    if isinstance(node, ast.Call) and _name(node.func).endswith("Error"):
        for part in node.args[:1]:
            if isinstance(part, ast.Constant | ast.JoinedStr) and " " in _template(part):
                yield _template(part)


def _excluded_nodes(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, what is told to programmers, and the parts of longer texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            for part in node.values:
                yield from ast.walk(part)
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            if _name(node.exc.func) in ("ValueError", "TypeError", "KeyError", "RuntimeError"):
                yield from ast.walk(node)
        elif isinstance(node, ast.Call) and _name(node.func) in ("text", "execute", "warning"):
            yield from ast.walk(node)


def _template(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    out, number = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            out += str(part.value)
        else:
            number += 1
            out += f"%{number}"
    return out


def _is_sentence(text: str) -> bool:
    """Whether a person would read this as one: 'The disk is full.', 'This failed: %1'."""
    words = text.split()
    return (
        len(words) >= 2
        and "\n" not in text
        and re.match(r"[A-Z%`]|moodtagger ", text) is not None
        and re.search(r"[.!?]$|: (%[0-9])+$", text) is not None
        and not text.isupper()
    )


def messages_module_source() -> str:
    """The code of `error_messages.py`."""
    lines = [
        '"""What lower rooms tell, inserted parts as %1, %2; made by packaging/translate.py."""',
        "",
        "# ruff: noqa: E501",
        "SENTENCES = (",
        *(f"    {json.dumps(s, ensure_ascii=False)}," for s in error_messages()),
        ")",
    ]
    return "\n".join(lines) + "\n"


# -- the files of translations --------------------------------------------------------------


def read_translations(path: Path) -> dict[SourceText, str]:
    """The translations of a .ts file; an empty one where there is none yet."""
    translations: dict[SourceText, str] = {}
    if not path.exists():
        return translations
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") != "unfinished"
            text = translation.text or "" if done and translation is not None else ""
            translations[name, message.findtext("source", "")] = text
    return translations


def update_ts(language: str, fill: dict[str, str]) -> None:
    """Write the .ts file with what is to be translated now."""
    translated = read_translations(ts_path(language))
    by_source = {source: text for (_, source), text in translated.items() if text}
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    missing = 0
    for name, source in all_texts():
        if name not in contexts:
            contexts[name] = ET.SubElement(root, "context")
            ET.SubElement(contexts[name], "name").text = name
        message = ET.SubElement(contexts[name], "message")
        ET.SubElement(message, "source").text = source
        text = translated.get((name, source)) or fill.get(source) or by_source.get(source, "")
        translation = ET.SubElement(message, "translation")
        translation.text = text
        if not text:
            translation.set("type", "unfinished")
            missing += 1
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    ts_path(language).write_text(f"{head}{body}\n", encoding="utf-8")
    print(f"{ts_path(language).name}: {missing} texts wait for their translation")


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
