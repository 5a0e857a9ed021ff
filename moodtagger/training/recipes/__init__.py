"""Recipes: published systems rebuilt on our data, one module or package each."""

from __future__ import annotations

from moodtagger.training.framework.task import Recipe
from moodtagger.training.recipes.autotag50.recipe import Autotag50Recipe
from moodtagger.training.recipes.descriptors import DescriptorsRecipe
from moodtagger.training.recipes.fcn6 import Fcn6Recipe
from moodtagger.training.recipes.resnet18 import Resnet18Recipe
from moodtagger.training.recipes.va_cnn.recipe import VaCnnRecipe

_RECIPES: tuple[Recipe, ...] = (
    Autotag50Recipe(),
    DescriptorsRecipe(),
    Fcn6Recipe(),
    Resnet18Recipe(),
    VaCnnRecipe(),
)

RECIPES: dict[str, Recipe] = {recipe.name: recipe for recipe in _RECIPES}
