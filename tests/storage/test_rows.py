"""Row classes say what the database really gives: each field has the type of its column, None only where it
may be.
"""

import re
import types
import typing
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Column

import storage
from storage.columns import Words
from storage.rows import RowShape, in_parts
from storage.tables import metadata

for module in walk_packages(storage.__path__, "storage."):
    if ".migrations." not in module.name:
        import_module(module.name)


def told(annotation: Any) -> tuple[type, bool]:
    """(the type, whether None may stand there)."""
    if isinstance(annotation, types.UnionType):
        (kind,) = [part for part in typing.get_args(annotation) if part is not type(None)]
        return kind, True
    return annotation, False


@pytest.mark.parametrize("shape", RowShape.known, ids=lambda shape: shape.row.__name__)
def test_a_row_class_has_the_types_of_its_columns(shape: RowShape[Any]) -> None:
    annotations = typing.get_type_hints(shape.row)
    for column in shape.columns:
        kind, optional = told(annotations[column.key])
        assert kind is column.type.python_type, column.key
        if hasattr(column, "nullable"):
            assert optional == column.nullable, column.key


WORDS = [column for table in metadata.sorted_tables for column in table.c if isinstance(column.type, Words)]


@pytest.mark.parametrize("column", WORDS, ids=str)
def test_the_database_takes_just_the_words_that_an_enum_has(column: Column[Any]) -> None:
    checks = [one for one in column.table.constraints if isinstance(one, CheckConstraint)]
    listed = [text for one in checks if (text := str(one.sqltext)).startswith(f"{column.name} IN (")]
    assert isinstance(column.type, Words)
    for words in listed:
        assert set(re.findall(r"'(\w+)'", words)) == set(column.type.words)


@pytest.mark.parametrize(("count", "parts"), [(0, []), (1, [1]), (1000, [1000]), (2001, [1000, 1000, 1])])
def test_many_values_are_asked_for_in_parts(count: int, parts: list[int]) -> None:
    found = list(in_parts(range(count)))
    assert [len(part) for part in found] == parts
    assert [value for part in found for value in part] == list(range(count))
