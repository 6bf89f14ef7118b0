"""Pages, commands and workers ask; only operations write (docs/house.md).

A call that looks like a write and is none carries the comment `# writes no record` on its line.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tenure

DOORS = ("web", "api", "cli", "worker")
WRITES = {
    "save", "delete", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "raw",
    "asave", "adelete", "acreate", "aget_or_create", "aupdate_or_create", "abulk_create", "abulk_update",
    "atomic", "on_commit",
}  # fmt: skip
ESCAPE = "# writes no record"

PACKAGE = Path(tenure.__path__[0])
FILES = sorted(file for door in DOORS for file in (PACKAGE / door).rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_door_leaves_writing_to_operations(file: Path) -> None:
    found = list(_writes(file.read_text(encoding="utf-8")))
    assert found == [], f"move this to tenure.operations, or mark the line {ESCAPE!r} if it touches no record"


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("client.save()", True),
        ("Client.objects.create(name=name)", True),
        ("Client.objects.filter(pk=pk).update(name=name)", True),
        ("with transaction.atomic():\n    pass", True),
        ("values.update({'name': name})", False),
        ("session.save()  # writes no record", False),
    ],
)
def test_what_counts_as_writing(code: str, writes: bool) -> None:
    assert bool(list(_writes(code))) is writes


def _writes(code: str) -> Iterator[str]:
    lines = code.splitlines()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and _is_write(node) and ESCAPE not in lines[node.lineno - 1]:
            yield f"line {node.lineno}: {lines[node.lineno - 1].strip()}"


def _is_write(node: ast.Call) -> bool:
    """Whether a call is a write by its name; `update` is one with keywords only, as querysets take it."""
    match node:
        case ast.Call(func=ast.Attribute(attr="update"), args=[], keywords=[_, *_]):
            return True
        case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)):
            return name in WRITES
        case _:
            return False
