"""Before and after images of rows, and the keyed chain that holds the steps together.

An image is the row as the file holds it, as JSON with sorted keys; bytes stand in it as their digest and
are kept once in `journal_blob`. Each step's `chain` is an HMAC over the previous step's and over everything
the step says, so that a row edited, taken out or moved is found by `broken_link`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Table

from senco_desk.models.columns import now
from senco_desk.store.tables import key_column

Image = dict[str, Any]
"""Column name to value, exactly as SQLite gives it: None, int, float, str or bytes."""

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a step: what it was, and what it became; None for nothing there."""

    table: Table
    key: int | str
    before: Image | None
    after: Image | None


@dataclass(frozen=True, slots=True)
class StepHeading:
    """What a step is called and what it stands against."""

    name: str
    undoable: bool = True
    undoes_id: int | None = None
    redoes_id: int | None = None


def read_images(connection: Connection, table: Table, keys: Iterable[int | str]) -> dict[int | str, Image]:
    """Read rows as images, by key; a key with no row is left out."""
    names = [column.name for column in table.columns]
    columns = ", ".join(f'"{name}"' for name in names)
    key_name = key_column(table).name
    wanted = list(keys)
    images: dict[int | str, Image] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        # Names come from our own metadata, values are bound.
        query = f'SELECT {columns} FROM "{table.name}" WHERE "{key_name}" IN ({marks})'  # noqa: S608
        for row in connection.exec_driver_sql(query, tuple(some)):
            image = dict(zip(names, row, strict=True))
            images[image[key_name]] = image
    return images


def image_to_json(image: Image | None) -> str | None:
    """Write an image; bytes become `{"sha256": …}`."""
    if image is None:
        return None
    plain = {name: _digested(value) if isinstance(value, bytes) else value for name, value in image.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def image_from_json(connection: Connection, text: str | None) -> Image | None:
    """Read an image back, its bytes fetched by their digest."""
    if text is None:
        return None
    return {
        name: _blob(connection, value["sha256"]) if isinstance(value, dict) else value
        for name, value in json.loads(text).items()
    }


def _digested(body: bytes) -> dict[str, str]:
    return {"sha256": hashlib.sha256(body).hexdigest()}


def _blob(connection: Connection, digest: str) -> bytes:
    query = "SELECT body FROM journal_blob WHERE digest = ?"
    return bytes(connection.exec_driver_sql(query, (digest,)).scalar_one())


def start_chain(connection: Connection, key: bytes) -> None:
    """Write the head of an empty journal, in a new file."""
    connection.exec_driver_sql(
        "INSERT INTO journal_head (id, steps, chain, seal) VALUES (1, 0, '', ?)", (_seal(key, 0, ""),)
    )


def write_step(
    connection: Connection, key: bytes, heading: StepHeading, changes: Sequence[tuple[Change, int | None]]
) -> int:
    """Add a step and its changes (each with the pupil it belongs to) to the journal, and move the head on.

    Returns:
        The step's id.
    """
    who = connection.exec_driver_sql("SELECT senco_name FROM school WHERE id = 1").scalar() or ""
    steps, previous = connection.exec_driver_sql("SELECT steps, chain FROM journal_head WHERE id = 1").one()
    newest = connection.exec_driver_sql("SELECT max(id) FROM journal_step").scalar() or 0
    at = now().isoformat(timespec="milliseconds")
    step = (newest + 1, heading.name, who, at, heading.undoes_id, heading.redoes_id, int(heading.undoable))
    rows = [
        (c.table.name, str(c.key), pupil_id, image_to_json(c.before), image_to_json(c.after))
        for c, pupil_id in changes
    ]
    chain = link(key, previous, step, rows)
    connection.exec_driver_sql(
        "INSERT INTO journal_step (id, name, who, at, undoes_id, redoes_id, undoable, chain)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*step, chain),
    )
    _keep_blobs(connection, changes)
    connection.exec_driver_sql(
        "INSERT INTO journal_change (step_id, table_name, row_key, pupil_id, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(step[0], *row) for row in rows],
    )
    connection.exec_driver_sql(
        "UPDATE journal_head SET steps = ?, chain = ?, seal = ? WHERE id = 1",
        (steps + 1, chain, _seal(key, steps + 1, chain)),
    )
    return int(step[0])


def _keep_blobs(connection: Connection, changes: Sequence[tuple[Change, int | None]]) -> None:
    for change, _ in changes:
        for image in (change.before, change.after):
            for value in (image or {}).values():
                if isinstance(value, bytes):
                    connection.exec_driver_sql(
                        "INSERT OR IGNORE INTO journal_blob (digest, body) VALUES (?, ?)",
                        (hashlib.sha256(value).hexdigest(), value),
                    )


def link(key: bytes, previous: str, step: Sequence[object], changes: Sequence[Sequence[object]]) -> str:
    """Give a step's link: HMAC-SHA-256 in hex over the previous link, the step and its changes."""
    # A row that was tampered with may hold bytes where none belong: that is no reason to stop.
    said = json.dumps(
        [previous, list(step), [list(c) for c in changes]],
        ensure_ascii=False,
        separators=(",", ":"),
        default=repr,
    )
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()


def _seal(key: bytes, steps: int, chain: str) -> str:
    return hmac.new(key, f"head {steps} {chain}".encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first place where the journal is not what was written; `step_id` is None for its end."""

    step_id: int | None
    said: str


def broken_link(connection: Connection, key: bytes) -> BrokenLink | None:
    """Go through the whole chain and name the first place that does not hold; None when all does."""
    previous, count, last_change = "", 0, 0
    wanted: set[str] = set()
    steps = connection.exec_driver_sql(
        "SELECT id, name, who, at, undoes_id, redoes_id, undoable, chain FROM journal_step ORDER BY id"
    ).all()
    for *step, chain in steps:
        rows = connection.exec_driver_sql(
            "SELECT id, table_name, row_key, pupil_id, before, after FROM journal_change"
            " WHERE step_id = ? ORDER BY id",
            (step[0],),
        ).all()
        if link(key, previous, step, [row[1:] for row in rows]) != chain:
            return BrokenLink(step[0], "it, or the one before it, is not as it was written")
        previous, count = chain, count + 1
        last_change += len(rows)
        wanted |= _digests(image for row in rows for image in row[5:])
    stray = connection.exec_driver_sql("SELECT count(*) FROM journal_change").scalar_one() - last_change
    if stray:
        return BrokenLink(None, "it holds changes that belong to no step")
    head = connection.exec_driver_sql(
        "SELECT steps, chain, seal FROM journal_head WHERE id = 1"
    ).one_or_none()
    if head is None or tuple(head) != (count, previous, _seal(key, count, previous)):
        return BrokenLink(None, "its newest steps are missing, or its end is not as it was written")
    return _broken_blob(connection, wanted)


def _digests(images: Iterable[str | None]) -> set[str]:
    """Give the digests of the bytes that images speak of."""
    return {
        value["sha256"]
        for image in images
        if image and '{"sha256":' in image  # most speak of none, and reading JSON is the slow part
        for value in json.loads(image).values()
        if isinstance(value, dict)
    }


def _broken_blob(connection: Connection, wanted: set[str]) -> BrokenLink | None:
    for digest, body in connection.exec_driver_sql("SELECT digest, body FROM journal_blob"):
        if not isinstance(body, bytes) or hashlib.sha256(body).hexdigest() != digest:
            return BrokenLink(None, "a picture or paper that it keeps is not as it was written")
        wanted.discard(digest)
    return BrokenLink(None, "a picture or paper that it kept is missing") if wanted else None
