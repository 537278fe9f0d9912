"""The packages of copydesk stand on one another in one order: none knows of one above it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "flows" / "copydesk"

LAYERS = (
    ("dates", "decoding", "languages", "naming"),
    ("splitting",),
    ("labelling",),
    ("fields",),
    ("reading", "storing"),
    ("reporting",),
)
"""From the bottom up; what stands in one layer knows nothing of its neighbours there."""

RANK = {package: rank for rank, layer in enumerate(LAYERS) for package in layer}


def packages_asked(module: Path) -> set[str]:
    """The packages of copydesk that a module imports from, also within its functions."""
    imports = [node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    parts = [(node.module or "").split(".") for node in imports]
    return {found[1] for found in parts if found[0] == "copydesk" and len(found) > 1} & RANK.keys()


def test_every_package_has_its_place() -> None:
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert packages == set(RANK)


@pytest.mark.parametrize("package", RANK)
def test_a_package_knows_only_those_below(package: str) -> None:
    modules = sorted((PACKAGE / package).rglob("*.py"))
    assert modules
    above = {
        f"{module.relative_to(PACKAGE)} -> {asked}"
        for module in modules
        for asked in packages_asked(module) - {package}
        if RANK[asked] >= RANK[package]
    }
    assert not above
