"""A bench changes its own section of a page and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.measurements import replace_section

PAGE = """# Page

<!-- a -->
{}
<!-- /a -->

between

<!-- b -->
<!-- /b -->
"""


def test_only_what_is_between_the_marks_changes(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.format("old"))
    replace_section(page, "a", "new\n")
    replace_section(page, "a", "\nnewer\n\n| table |")
    assert page.read_text() == PAGE.format("newer\n\n| table |")


def test_a_page_without_marks_gets_the_section_at_its_end(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    replace_section(page, "a", "first")
    assert page.read_text() == "<!-- a -->\nfirst\n<!-- /a -->\n"
    replace_section(page, "b", "second")
    assert page.read_text().endswith("<!-- /a -->\n\n<!-- b -->\nsecond\n<!-- /b -->\n")


@pytest.mark.parametrize("marks", ["<!-- a -->", "<!-- /a --> <!-- a -->", "<!-- a -->" * 2])
def test_marks_that_do_not_fit_are_left_alone(tmp_path: Path, marks: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(marks)
    with pytest.raises(ValueError, match="marks"):
        replace_section(page, "a", "new")
    assert page.read_text() == marks
