"""The core decides; it does not look at a clock, a file, a network or a table (docs/house.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

import tenure.core

ALLOWED = {
    "bisect", "calendar", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions",
    "functools", "hashlib", "itertools", "json", "math", "moneyed", "operator", "re", "string", "textwrap", "types",
    "typing", "unicodedata", "zoneinfo",
}  # fmt: skip
# The documents that ship with Tenure are read from the package itself: they are part of the program.
ALLOWED_IN = {
    "tenure.core.profiles": {"importlib", "tomllib"},
    "tenure.core.tariffs": {"importlib", "tomllib"},
    "tenure.core.firm_plans": {"importlib", "tomllib"},
    "tenure.core.reading.lexicon": {"importlib", "tomllib"},
    "tenure.core.reading.currencies": {"importlib", "tomllib"},
    "tenure.core.reading.supplier": {"importlib", "tomllib"},
    # Tables in Python: names of months, lengths and check digits of account and tax numbers.
    "tenure.core.reading.lines": {"statistics"},
    "tenure.core.reading.rows": {"statistics"},
    "tenure.core.reading.months": {"babel"},
    "tenure.core.reading.checks": {"stdnum"},
}

CLOCK_AND_CHANCE = {"now", "utcnow", "today", "uuid1", "uuid4", "random", "open", "print", "input"}


def test_the_core_imports_only_what_cannot_reach_outside() -> None:
    graph = grimp.build_graph("tenure", include_external_packages=True, cache_dir=None)
    strangers = {
        (module, imported)
        for module in graph.modules
        if module.startswith("tenure.core")
        for imported in graph.find_modules_directly_imported_by(module)
        if not imported.startswith("tenure.core")
        and imported not in ALLOWED
        and imported not in ALLOWED_IN.get(module, set())
    }
    assert strangers == set()


@pytest.mark.parametrize(
    "file", sorted(Path(tenure.core.__path__[0]).rglob("*.py")), ids=lambda file: file.stem
)
def test_the_core_asks_no_clock_and_throws_no_dice(file: Path) -> None:
    assert list(_calls(file, CLOCK_AND_CHANCE)) == []


def _calls(file: Path, names: set[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name) if name in names:
                    yield f"{file.name}:{node.lineno} calls {name}()"
