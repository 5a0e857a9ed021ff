"""The Set page: a DJ's set, its curve, and what can be done with its steps."""

from moodtagger.ui.dj_set.page import SetPage

__all__ = ["SetPage"]
