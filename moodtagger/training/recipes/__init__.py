"""Published systems as recipes, one module each."""

from __future__ import annotations

from moodtagger.training.problem import Recipe
from moodtagger.training.recipes.descriptors import Descriptors

_ALL: tuple[Recipe, ...] = (Descriptors(),)

RECIPES: dict[str, Recipe] = {recipe.name: recipe for recipe in _ALL}
