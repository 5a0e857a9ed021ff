"""What libraries of earlier versions hold is shown in today's words."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path

from moodtagger.core import old_messages
from moodtagger.core.messages import Message

ROOT = Path(__file__).resolve().parents[3]
REWORDED = old_messages._REWORDED


def templates_in_use() -> set[str]:
    """The templates of the code, which have translations."""
    path = ROOT / "packaging" / "translate.py"
    spec = importlib.util.spec_from_file_location("translate", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules["translate"] = script
    spec.loader.exec_module(script)
    return set(script.message_templates())


def names(template: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", template))


def test_today_s_words_are_in_use_and_keep_their_parameters() -> None:
    used = templates_in_use()
    for old, new in REWORDED.items():
        assert names(old) == names(new), old
        assert new not in REWORDED, new
        assert old not in used, old
        assert new in used, new


def test_a_stored_template_is_reworded() -> None:
    template = "The drive could not deliver the file ({error})."
    stored = {"template": template, "params": {"error": "gone"}}
    message = Message.restore("The drive could not deliver the file (gone).", json.dumps(stored))
    assert message == "The drive couldn't read the file (gone)."
    assert message.template == "The drive couldn't read the file ({error})."


def test_a_message_inside_a_message_is_reworded() -> None:
    inner = {"template": "The file is not there any more.", "params": {}}
    outer = {"template": "{first} {second}", "params": {"first": inner, "second": "x"}}
    message = Message.restore("The file is not there any more. x", json.dumps(outer))
    assert message == "The file is missing. x"


def test_a_stored_text_without_a_template_is_reworded() -> None:
    restore = Message.restore
    assert restore("The file is not there any more.", None) == "The file is missing."
    text = "The file is not there any more. Plug its drive in, or scan the folder again."
    assert (
        restore(text, None) == "The file is missing. Connect its drive, or scan the folder again."
    )
    for other in ("", "The file is empty.", "Nobody. Ever. Wrote this.", "x" * 5000):
        assert restore(other, None) == other
