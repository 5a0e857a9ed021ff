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
FOLDER = ROOT / "resources" / "translations"
SENTENCES = PACKAGE / "ui" / "error_messages.py"
LANGUAGES = ("de",)

Text = tuple[str, str]  # context, source

LOWER_ROOMS = ("core", "audio", "inference", "tags", "store", "services", "paths.py", "settings.py")
# What only the command line runs, and what no person reads.
NOT_SHOWN = (
    "inference/finetuning", "services/finetuning", "services/models/installed.py",
)  # fmt: skip
OTHERS = ("Moods of %1 songs", "Stopped.")  # told, though no sentence or of one word
REASONS = ("tags/", "core/tag_map", "core/vocabulary")  # rooms that give reasons in brackets
MOODS = "moods"  # looked up by their names, which no code spells out
WINDOW_CONTEXT = "MainWindow"  # of a `tr` that belongs to another object than `self`


def main(arguments: list[str]) -> None:
    """Do what the arguments ask for."""
    if arguments == ["--missing"]:
        missing = {s: "" for (_, s), t in read(path_of("de")).items() if not t}
        print(json.dumps(missing, ensure_ascii=False, indent=0))
        return
    fill: dict[str, str] = {}
    if arguments[:1] == ["--fill"]:
        fill = json.loads(Path(arguments[1]).read_text(encoding="utf-8"))
    FOLDER.mkdir(exist_ok=True)
    SENTENCES.write_text(sentences_module(), encoding="utf-8")
    for language in LANGUAGES:
        renew(language, fill)
        release(language)


def path_of(language: str) -> Path:
    """The file that translators edit."""
    return FOLDER / f"moodtagger_{language}.ts"


# -- what is to be translated ---------------------------------------------------------------


def all_texts() -> list[Text]:
    """Everything that can be shown, each once, in order of context."""
    texts = [*window_texts(), *(("told", s) for s in told_sentences()), *mood_texts()]
    return sorted(set(texts))


def window_texts() -> Iterator[Text]:
    """The literals of the window's code."""
    for path in [PACKAGE / "app.py", *sorted((PACKAGE / "ui").rglob("*.py"))]:
        yield from _Collector(path).texts()


def mood_texts() -> Iterator[Text]:
    """The moods of the bundled network and the words of the map of words."""
    folder = ROOT / "resources" / "models" / "moodnet"
    for name in ("moods.json", "tag_map.json"):
        for word in json.loads((folder / name).read_text(encoding="utf-8")):
            yield MOODS, word["label"]


class _Collector(ast.NodeVisitor):
    """Finds the literals of one file with their contexts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tree = ast.parse(path.read_text(encoding="utf-8"))
        self._helpers = dict(_helpers(self._tree))
        self._class = ""
        self._found: list[Text] = []

    def texts(self) -> list[Text]:
        self.visit(self._tree)
        return self._found

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer, self._class = self._class, node.name
        self.generic_visit(node)
        self._class = outer

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name not in self._helpers:
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
        elif name in self._helpers:
            self._add(self._helpers[name], node.args[0])

    def _add(self, context: str, source: ast.expr) -> None:
        found = _literals(source)
        if not found and context != MOODS:
            where = f"{self._path.relative_to(ROOT)}:{source.lineno}"
            raise SystemExit(f"{where}: what is translated here is no literal")
        self._found += [(context, text) for text in found]


def _helpers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Functions that only hand their text to `translate`: (name, context)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.body:
            last = node.body[-1]
            call = last.value if isinstance(last, ast.Return) else None
            if isinstance(call, ast.Call) and _name(call.func) in ("translate", "tr"):
                given = [argument.arg for argument in node.args.args]
                if len(call.args) > 1 and _name(call.args[1]) in given:
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


def told_sentences() -> list[str]:
    """Every sentence in the code of the lower rooms, its inserted parts as %1, %2 and so on."""
    found = set(OTHERS)
    for path in _lower_files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        skipped = {id(node) for node in _not_told(tree)}
        for node in ast.walk(tree):
            found.update(_reason(path, node))
            if id(node) not in skipped and isinstance(node, ast.Constant | ast.JoinedStr):
                text = _template(node)
                if _is_sentence(text):
                    found.add(text)
    return sorted(found)


def _lower_files() -> Iterator[Path]:
    for room in LOWER_ROOMS:
        place = PACKAGE / room
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            if not path.relative_to(PACKAGE).as_posix().startswith(NOT_SHOWN):
                yield path


def _reason(path: Path, node: ast.AST) -> Iterator[str]:
    """What stands in brackets in a sentence: 'it ends too early', as an error is raised."""
    if not path.relative_to(PACKAGE).as_posix().startswith(REASONS):
        return
    if isinstance(node, ast.Call) and _name(node.func).endswith("Error"):
        for part in node.args[:1]:
            if isinstance(part, ast.Constant | ast.JoinedStr) and " " in _template(part):
                yield _template(part)


def _not_told(tree: ast.Module) -> Iterator[ast.AST]:
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


def sentences_module() -> str:
    """The code of `error_messages.py`."""
    lines = [
        '"""What lower rooms tell, inserted parts as %1, %2; made by packaging/translate.py."""',
        "",
        "# ruff: noqa: E501",
        "SENTENCES = (",
        *(f"    {json.dumps(s, ensure_ascii=False)}," for s in told_sentences()),
        ")",
    ]
    return "\n".join(lines) + "\n"


# -- the files of translations --------------------------------------------------------------


def read(path: Path) -> dict[Text, str]:
    """The translations of a .ts file; an empty one where there is none yet."""
    found: dict[Text, str] = {}
    if not path.exists():
        return found
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") != "unfinished"
            text = translation.text or "" if done and translation is not None else ""
            found[name, message.findtext("source", "")] = text
    return found


def renew(language: str, fill: dict[str, str]) -> None:
    """Write the .ts file with what is to be translated now."""
    old = read(path_of(language))
    same = {source: text for (_, source), text in old.items() if text}
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    missing = 0
    for name, source in all_texts():
        if name not in contexts:
            contexts[name] = ET.SubElement(root, "context")
            ET.SubElement(contexts[name], "name").text = name
        message = ET.SubElement(contexts[name], "message")
        ET.SubElement(message, "source").text = source
        text = old.get((name, source)) or fill.get(source) or same.get(source, "")
        translation = ET.SubElement(message, "translation")
        translation.text = text
        if not text:
            translation.set("type", "unfinished")
            missing += 1
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    path_of(language).write_text(f"{head}{body}\n", encoding="utf-8")
    print(f"{path_of(language).name}: {missing} texts wait for their translation")


def release(language: str) -> None:
    """Compile the .ts file; a window that is open keeps the file that it reads."""
    import PySide6

    tool = Path(PySide6.__file__).parent / "lrelease"
    source = path_of(language)
    new = source.with_suffix(".new")
    subprocess.run([str(tool), "-silent", str(source), "-qm", str(new)], check=True)
    new.replace(source.with_suffix(".qm"))


if __name__ == "__main__":
    main(sys.argv[1:])
