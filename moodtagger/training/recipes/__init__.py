"""Published systems as recipes, one module each."""

from __future__ import annotations

from moodtagger.training.framework.task import Recipe
from moodtagger.training.recipes.autotag50 import Autotag50
from moodtagger.training.recipes.descriptors import Descriptors
from moodtagger.training.recipes.fcn6 import Fcn6
from moodtagger.training.recipes.resnet18.recipe import Resnet18
from moodtagger.training.recipes.va_cnn.recipe import VaCnn

_ALL: tuple[Recipe, ...] = (Autotag50(), Descriptors(), Fcn6(), Resnet18(), VaCnn())

RECIPES: dict[str, Recipe] = {recipe.name: recipe for recipe in _ALL}
