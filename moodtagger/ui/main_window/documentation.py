"""The manual in a window: pages that are installed with the program, with a search over them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from moodtagger.paths import docs_dir
from moodtagger.ui import theme

_PICTURE_WIDTH = 760  # pixels; screenshots are as wide as a screen


class DocumentationDialog(QDialog):
    """Shows the manual; nothing is loaded from elsewhere."""

    def __init__(self, parent: QWidget | None = None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or docs_dir()
        self.setWindowTitle(self.tr("Documentation"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 700)
        self.browser = PageBrowser()
        self.browser.setAccessibleName(self.windowTitle())
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self.follow)
        home = QPushButton(self.tr("&Contents"), autoDefault=False)
        home.clicked.connect(self.show_contents)
        back = QPushButton(self.tr("&Back"), autoDefault=False)
        back.setEnabled(False)
        back.clicked.connect(self.browser.backward)
        self.browser.backwardAvailable.connect(back.setEnabled)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Search the documentation"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.returnPressed.connect(self.find_next)
        self.problem = QLabel()
        top = QHBoxLayout()
        for widget in (home, back, self.problem):
            top.addWidget(widget)
        top.addWidget(self.search, stretch=1)
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE)
        column.addLayout(top)
        column.addWidget(self.browser)
        self.show_contents()
        self.search.setFocus()

    def show_contents(self) -> None:
        """Show the page that lists all others."""
        self._show(self._folder / "README.md")

    def follow(self, link: QUrl) -> None:
        """Open a link: pages here, everything else in the program of the desktop."""
        url = self.browser.source().resolved(link)
        path = Path(url.toLocalFile()) if url.isLocalFile() else None
        if path is None:
            QDesktopServices.openUrl(url)
        elif path.is_file():  # files that only the repository has are left out
            if path.suffix == ".md":
                self.browser.setSource(url)
            else:
                QDesktopServices.openUrl(url)

    def find_next(self) -> None:
        """Go to the next place of the searched text, on this page or one of the others."""
        text = self.search.text().strip()
        self.problem.clear()
        if not text or self.browser.find(text):
            return
        pages = sorted(self._folder.rglob("*.md"))
        here = Path(self.browser.source().toLocalFile())
        first = pages.index(here) + 1 if here in pages else 0
        for page in pages[first:] + pages[:first]:
            if text.casefold() in page.read_text(encoding="utf-8").casefold():
                self._show(page)
                self.browser.moveCursor(QTextCursor.MoveOperation.Start)
                if self.browser.find(text):
                    return
        self.problem.setText(self.tr("Not found"))

    def _show(self, page: Path) -> None:
        self.browser.setSource(
            QUrl.fromLocalFile(str(page)), QTextDocument.ResourceType.MarkdownResource
        )


class PageBrowser(QTextBrowser):
    """Shows a page with its pictures no wider than the window."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Load a page or picture from the disk."""
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return found
        url = self.source().resolved(QUrl(name))
        image = QImage(url.toLocalFile())
        if image.width() <= _PICTURE_WIDTH:
            return image
        return image.scaledToWidth(_PICTURE_WIDTH, Qt.TransformationMode.SmoothTransformation)
