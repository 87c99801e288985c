"""What each released version's file held when it was released: `VERSION.json` beside `VERSION.senco`.

Later versions may add tables and columns; every value that stood in the file then must still stand in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from senco_desk.store.connection import connect

Golden = dict[str, list[dict[str, Any]]]
"""Rows of each table, by column."""


def of_file(path: Path, raw_key: bytes) -> Golden:
    """Read all that stands in a file as it lies, whatever version it is of; the search can be made again."""
    connection = connect(path, raw_key, path.read_bytes()[:16])
    try:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        kept = sorted(name for name in tables if not name.startswith(("search_", "sqlite_", "alembic_")))
        return {table: _rows(connection, f'SELECT * FROM "{table}"') for table in kept}
    finally:
        connection.close()


def lost(golden: Mapping[str, list[dict[str, Any]]], now: Golden) -> list[str]:
    """Say which rows of the golden dump do not stand in a file any more, value for value."""
    return [
        f"{table}: {row}"
        for table, rows in golden.items()
        for row in rows
        if not any(row.items() <= there.items() for there in now.get(table, []))
    ]


def _rows(connection: Any, query: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return [{n: _plain(value) for n, value in zip(names, row, strict=True)} for row in cursor.fetchall()]


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


def read(path: Path) -> Golden:
    """Read the golden dump that lies beside a released file."""
    held: Golden = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return held


def write(path: Path, raw_key: bytes) -> None:
    """Write it, once, when the version is released."""
    text = json.dumps(of_file(path, raw_key), indent=1, ensure_ascii=False, sort_keys=True)
    path.with_suffix(".json").write_text(f"{text}\n", encoding="utf-8")
