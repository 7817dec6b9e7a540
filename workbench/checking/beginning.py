"""How an exercise's cell looks before anybody has begun."""

from __future__ import annotations

import ast

from workbench.checking.attempt import find_definition


def has_placeholder(source: str, name: str) -> bool:
    """Whether the definition of ``name`` still has a ``...`` to be replaced."""
    try:
        definition = find_definition(ast.parse(source), name)
    except (SyntaxError, ValueError):  # a magic, or half written
        return "..." in source
    if definition is None:
        return "..." in source
    return any(isinstance(node, ast.Constant) and node.value is Ellipsis for node in ast.walk(definition))
