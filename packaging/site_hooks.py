"""For MkDocs: takes pictures and the model card from outside of resources/docs into the site.

Links to other files of the repository, which the site does not have, become plain text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mkdocs.structure.files import File, Files

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
DOCS = RESOURCES / "docs"
# Files of resources/ by their names in the site.
TAKEN = {
    "model-card.md": RESOURCES / "models" / "moodnet" / "MODEL_CARD.md",
    "moodtagger.svg": RESOURCES / "icons" / "moodtagger.svg",
    **{f"screenshots/{path.name}": path for path in (RESOURCES / "screenshots").glob("*.png")},
}
_LINK = re.compile(r"(!?\[([^]]*)\])\(([^)#\s]+)(#[^)]*)?\)")


def on_files(files: Files, config: Any) -> Files:
    """Add what is taken from elsewhere."""
    for name, path in TAKEN.items():
        files.append(File.generated(config, name, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_others: Any) -> str:
    """Point links to where the site has their targets."""
    source = page.file.src_uri
    folder = TAKEN[source].parent if source in TAKEN else (DOCS / source).parent
    names = {path: name for name, path in TAKEN.items()}
    depth = source.count("/")

    def replaced(link: re.Match[str]) -> str:
        text, label, target, anchor = link[1], link[2], unquote(link[3]), link[4] or ""
        if "://" in target:
            return link[0]
        path = (folder / target).resolve()
        if path in names:
            return f"{text}({'../' * depth}{names[path]}{anchor})"
        return link[0] if path.is_relative_to(DOCS) else label

    return _LINK.sub(replaced, markdown)
