"""The manual in the window: pages, links and search, without a network."""

from __future__ import annotations

import re

from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from moodtagger.paths import docs_dir
from moodtagger.ui.main_window.documentation import DocumentationDialog
from tests.support.ui.fake_service import FakeService
from tests.ui.conftest import WindowFactory


def test_all_pages_of_the_contents_open(qtbot: QtBot) -> None:
    dialog = DocumentationDialog()
    qtbot.addWidget(dialog)
    contents = (docs_dir() / "README.md").read_text(encoding="utf-8")
    pages = re.findall(r"\(([\w/-]+\.md)\)", contents)
    assert len(pages) > 15
    for page in pages:
        dialog.show_contents()
        dialog.follow(QUrl(page))
        shown = dialog.browser.toPlainText().splitlines()[0]
        text = (docs_dir() / page).read_text(encoding="utf-8")
        assert text.startswith(f"# {shown}\n")


def test_a_picture_fits_into_the_window(qtbot: QtBot) -> None:
    dialog = DocumentationDialog()
    qtbot.addWidget(dialog)
    image = dialog.browser.loadResource(2, QUrl("../screenshots/demo-light.png"))
    assert 0 < image.width() <= 760


def test_the_search_goes_on_over_other_pages(qtbot: QtBot) -> None:
    dialog = DocumentationDialog()
    qtbot.addWidget(dialog)
    dialog.search.setText("Autoplaylist")
    dialog.find_next()
    assert dialog.browser.source().fileName() == "foobar2000.md"
    assert dialog.browser.textCursor().selectedText().lower() == "autoplaylist"
    dialog.search.setText("xyzzy")
    dialog.find_next()
    assert dialog.problem.text()


def test_help_opens_it(make_window: WindowFactory) -> None:
    window = make_window(FakeService())
    window.actions_.documentation.trigger()
    assert window.findChild(DocumentationDialog) is not None
