"""Check values against the few keywords of JSON Schema that our schemas use."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from moodtagger.paths import resources_dir

Schema = dict[str, Any]

_TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
_NOTES = {"$schema", "$defs", "title", "description"}
_NESTED = {"$ref", "anyOf", "items", "properties", "additionalProperties"}


def documented_schema(name: str) -> Schema:
    """Read a schema among the documents."""
    path = resources_dir() / "docs" / f"{name}.schema.json"
    schema: Schema = json.loads(path.read_text(encoding="utf-8"))
    return schema


def violations(value: object, schema: Schema) -> list[str]:
    """Say where a value is not as its schema describes it; empty when it is."""
    return list(_violations(value, schema, schema["$defs"], "$"))


def _violations(value: Any, schema: Schema, shared: Schema, where: str) -> Iterator[str]:
    for keyword in schema.keys() - _NOTES - _NESTED:
        if not _fits(value, keyword, schema[keyword]):
            yield f"{where}: {keyword} {schema[keyword]}"
    options = schema.get("anyOf", ())
    if options and all(list(_violations(value, o, shared, where)) for o in options):
        yield f"{where}: none of the alternatives"
    if "$ref" in schema:
        yield from _violations(value, shared[schema["$ref"].rpartition("/")[2]], shared, where)
    for name, part, rule in _parts(value, schema):
        if rule is False:
            yield f"{where}{name}: not described"
        else:
            yield from _violations(part, rule, shared, f"{where}{name}")


def _parts(value: Any, schema: Schema) -> Iterator[tuple[str, Any, Any]]:
    """Yield the parts of a list or an object with what has to be true of them."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield f"[{index}]", item, schema.get("items", {})
    if isinstance(value, dict):
        described = schema.get("properties", {})
        for name, item in value.items():
            rule = described.get(name, schema.get("additionalProperties", {}))
            yield f".{name}", item, rule


def _fits(value: Any, keyword: str, rule: Any) -> bool:
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    keys = value.keys() if isinstance(value, dict) else set()
    types = [rule] if isinstance(rule, str) else rule
    checks: dict[str, Callable[[], bool]] = {
        "type": lambda: any(_has_type(value, name) for name in types),
        "enum": lambda: value in rule,
        "minimum": lambda: number is None or number >= rule,
        "maximum": lambda: number is None or number <= rule,
        "exclusiveMinimum": lambda: number is None or number > rule,
        "required": lambda: not isinstance(value, dict) or keys >= set(rule),
        "dependentRequired": lambda: all(keys >= set(rule[name]) for name in rule.keys() & keys),
    }
    return checks[keyword]()


def _has_type(value: object, name: str) -> bool:
    if name in _TYPES:
        return isinstance(value, _TYPES[name])
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return is_whole or (name == "number" and isinstance(value, float))
