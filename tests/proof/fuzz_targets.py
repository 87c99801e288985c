"""Each reader of bytes from outside, to be given bytes: what comes out of it is words, or it has a fault.

`made(name, folder, ending)` makes one ready in an empty folder. What it raises then, other than what the
program says to the person (`Told`), or to whoever edits a form (`FormError`), is a crash.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from typing import Final

import pyrage

from senco_desk.errors import Told
from senco_desk.exchange import columns, gather, reading
from senco_desk.forms import reading as forms
from senco_desk.places import resource, settings_folder
from senco_desk.rules import recovery_code
from senco_desk.services import before_shown, recovery_kit, ways_in
from senco_desk.store import Store, manifest, open_with_key, pages, remembered
from senco_desk.store.key import KEY_BYTES
from tests.exchange import corpus
from tests.proof.mutants import spoiled_text
from tests.vaults import PASSPHRASE, make_store

Reader = Callable[[bytes], object]
Maker = Callable[[Path, ExitStack], Reader]
TODAY: Final = date(2026, 11, 22)
_SALT: Final = bytes(range(16))
_PARTS: Final = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
)
_HEADER: Final = "_header.toml"


def _vault(folder: Path, _ending: ExitStack) -> Reader:
    """The pages and the header of a file that is opened."""
    file = folder / "Riverside.senco"
    raw_key = _SALT * 2

    def read(body: bytes) -> None:
        file.write_bytes(body)
        pages.looks_encrypted(file)
        pages.first_page_sound(file, raw_key)
        check = pages.check_pages(file, raw_key)
        if check.sound:
            raise AssertionError("a page was taken for signed")
        open_with_key(file, raw_key)

    return read


def _slip(folder: Path, _ending: ExitStack) -> Reader:
    """The slip beside a copy, where a damaged file is gone back from, or read through it."""
    store = make_store(folder)
    store.changed = True
    store.close()
    vault = store.path
    (copy,) = folder.glob("* backups/*.senco")
    vault.write_bytes(bytes(len(vault.read_bytes())))
    code = ways_in.Secret(recovery_code.write(_SALT * 2), is_code=True)

    def read(body: bytes) -> None:
        manifest.path_of(copy).write_bytes(body)
        ways_in.newest_sound(vault)
        with suppress(Told):
            ways_in.save_what_can_be_read(vault, folder / "saved.senco", code)
        known = manifest.read(copy)
        if known is not None and (known.head.steps < 0 or known.size < 0):
            raise AssertionError("less than nothing was taken for a count")

    return read


def _open_until(ending: ExitStack, folder: Path) -> Store:
    store = make_store(folder)
    ending.callback(store.close, copy=False)
    return store


def _code(_folder: Path, _ending: ExitStack) -> Reader:
    """A recovery code as somebody types it."""

    def read(body: bytes) -> None:
        typed = body.decode("utf-8", errors="replace")
        wrong = recovery_code.wrong_group(typed, KEY_BYTES)
        code = recovery_code.read(typed, KEY_BYTES)
        if wrong is not None or recovery_code.tidy(recovery_code.write(code)) != recovery_code.tidy(typed):
            raise AssertionError("a code was read as another")

    return read


def _trust_key(folder: Path, ending: ExitStack) -> Reader:
    """The trust's public key, as it is pasted."""
    store = _open_until(ending, folder)

    def read(body: bytes) -> None:
        recovery_kit.sealed_kit(store, body.decode("utf-8", errors="replace"), today=TODAY)

    return read


def _notes(folder: Path, ending: ExitStack) -> Reader:
    """What this laptop wrote down of each file."""
    store = _open_until(ending, folder)
    _, salt = store.keys()

    def read(body: bytes) -> None:
        # The salt of this file stands for that of the seeds.
        remembered._path().write_bytes(body.replace(_SALT.hex().encode(), salt.hex().encode()))
        remembered.finding(store)
        before_shown.doubts(store)
        ways_in.choices(store.path)
        remembered.write_down(salt, sync_told=True)
        if not remembered.notes(salt).sync_told:
            raise AssertionError("what was written down is not there")

    return read


def _list(name: str, unpacked: Callable[[bytes], bytes] = bytes) -> Maker:
    def made(_folder: Path, _ending: ExitStack) -> Reader:
        def read(body: bytes) -> None:
            sheet = reading.read_content(unpacked(body), name)
            mapping = columns.match(sheet)
            for question in mapping.questions:
                for choice, _words in question.choices:
                    answer = columns.answered(sheet, mapping, **{question.key: choice})
                    gather.gather(sheet, answer, today=TODAY)
            gather.gather(sheet, mapping, today=TODAY)
            columns.remembered(sheet, columns.mapping_to_json(mapping))

        return read

    return made


def _workbook(body: bytes) -> bytes:
    """Take the bytes as one part of a sound workbook, for a spoiled zip is hardly ever looked into."""
    which = body[0] if body else 0
    if which >= len(_PARTS):
        return body
    return corpus.repacked(corpus.plain_workbook(), {_PARTS[which]: body[1:]}, zipfile.ZIP_STORED)


def _form(folder: Path, _ending: ExitStack) -> Reader:
    """The definition of a form, and the header that all share."""
    (folder / _HEADER).write_bytes(resource("forms", _HEADER).read_bytes())
    shared = folder / "shared"
    shared.mkdir()
    (shared / "story.toml").write_bytes(resource("forms", "story_so_far.toml").read_bytes())

    def read(body: bytes) -> None:
        (folder / "form.toml").write_bytes(body)
        (shared / _HEADER).write_bytes(body)
        for path in (folder / "form.toml", shared / "story.toml"):
            with suppress(forms.FormError):
                form = forms.read_form(path)
                if forms.form_from_json(forms.form_to_json(form)) != form:
                    raise AssertionError("a form was kept as another")

    return read


def _window_settings(_folder: Path, _ending: ExitStack) -> Reader:
    """This person's choices about the window."""
    from senco_desk.ui import settings

    def read(body: bytes) -> None:
        (settings_folder() / "window.json").write_bytes(body)
        kept = settings.read()
        kept.keep()
        if settings.read() != kept:
            raise AssertionError("the choices that were read could not be kept")

    return read


def _planted(_folder: Path, _ending: ExitStack) -> Reader:
    """A reader with a fault that only what is learnt of its branches leads to."""

    def read(body: bytes) -> None:
        for place, letter in enumerate(b"SEN"):
            if len(body) <= place or body[place] != letter:
                return
        raise LookupError("the fault that was planted")

    return read


def _endless(_folder: Path, _ending: ExitStack) -> Reader:
    """A reader that never comes back from some bytes."""

    def read(body: bytes) -> None:
        while body[:1] == b"{":
            pass

    return read


PARSERS: Final[dict[str, Maker]] = {
    "pages": _vault,
    "slip": _slip,
    "code": _code,
    "trust key": _trust_key,
    "notes": _notes,
    "CSV": _list("list.csv"),
    "XLSX": _list("list.xlsx", _workbook),
    "form": _form,
}
WITH_QT: Final = {"window settings": _window_settings}
CONTROLS: Final = {"planted": _planted, "endless": _endless}


def made(name: str, folder: Path, ending: ExitStack) -> Reader:
    """Make a reader ready: words are an answer to it, and what it holds ends with `ending`."""
    work = folder / "work"
    work.mkdir()
    read = (PARSERS | WITH_QT | CONTROLS)[name](work, ending)

    def told(body: bytes) -> None:
        with suppress(Told):
            read(body)

    return told


def seeds(name: str) -> list[bytes]:
    """Give sound bytes for a reader to begin with."""
    return _SEEDS[name]() if name in _SEEDS else [b"{}"]


def words(name: str) -> list[bytes]:
    """Give what the texts that a reader takes are made of, to be put in anywhere."""
    return _WORDS.get(name, [])


_JSON: Final = b'null true false [] {} "" -1 0 1e999 NaN Infinity [[]] {"a":1} 99999999999999999999'.split()
_XML: Final = (
    b'<row r="1"> <row r="1048577"> <c/> <c r="XFD9" t="s"> <v>99999</v> <f>A1</f> t="e" t="d" t="b" s="99"'
    b' <mergeCell ref="A1:ZZ99999"/> <sheet name="x" sheetId="2" r:id="rId9"/> state="hidden" numFmtId="14"'
    b' &amp; &#0; <![CDATA[x]]> <is><t/></is> 1e999 -1 date1904="1"'
).split()
_TOML: Final = (
    b'[[section]] [[section.question]] [section] "" [] {} [[]] [{}] true -1 1.5 1979-05-27 "other" "answered"'
    b' "table" "choose_one" "faces_5" "date" choices= items= columns= words= shown_when= is= binds= key='
).split()
_CSV: Final = (
    b'UPN DOB Name =1+1 @x 31/02/2014 2014-02-30 V999990026001 Attendance Need \xff\xfe \x00 \r " ,,, sep=;'
).split()
_WORDS: Final = {
    **dict.fromkeys(("slip", "notes", "window settings"), _JSON), "XLSX": _XML, "form": _TOML, "CSV": _CSV,
}  # fmt: skip


def spoiled(name: str, body: bytes, chance: random.Random) -> bytes | None:
    """Give text changed as text, so that it is still looked into; None where it is no such text."""
    if _WORDS.get(name) is _JSON:
        return spoiled_text(body.decode("utf-8", errors="replace"), chance)
    return _spoiled_lines(body, chance) if name == "form" else None


def _spoiled_lines(body: bytes, chance: random.Random) -> bytes:
    lines = body.split(b"\n")
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(lines))
        key, sign, _value = lines[at].partition(b"=")
        how = chance.randrange(4)
        if how == 0:
            lines.insert(at, chance.choice(lines))
        elif how == 1 and len(lines) > 1:
            del lines[at]
        elif how == 2 or not sign:
            lines[at] = chance.choice(_TOML)
        else:
            lines[at] = key + b"= " + chance.choice(_TOML)
    return b"\n".join(lines)


def _vault_seeds() -> list[bytes]:
    return [bytes(range(256)) * 16, bytes(range(256)) * 16 * 3, b"SQLite format 3\0" + bytes(4096)]


def _slip_seeds() -> list[bytes]:
    import json
    from dataclasses import asdict

    slip = manifest.Manifest(
        "2026-11-22T16:20:00+00:00", "closing", _SALT.hex(), "ab" * 32, 4096, 7, 5, "cd" * 32
    )
    return [json.dumps(asdict(slip), indent=1).encode()]


def _note_seeds() -> list[bytes]:
    note = (
        '{"%s": {"head": {"generation": 7, "steps": 5, "chain": "ab"}, "second_place": "/nowhere",'
        ' "elsewhere_at": "2026-11-22T16:20:00+00:00", "practised_at": null, "first_seen": null,'
        ' "most_bytes": 4294967296, "quick": true, "quick_until": "2026-11-22T16:20:00+00:00",'
        ' "quick_start": "x", "sync_told": true, "versions_seen": ["ab"]}}'
    )
    return [(note % _SALT.hex()).encode(), b"{}"]


def _list_seeds() -> list[bytes]:
    lists = (corpus.ARBOR, corpus.SIMS, corpus.BROMCOM, corpus.WONDE, corpus.CENSUS)
    return [*(each.encode() for each in lists), *(content for _, content, _ in corpus.encodings())]


def _book_seeds() -> list[bytes]:
    book = corpus.plain_workbook()
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    return [book, *(bytes([at]) + held[part] for at, part in enumerate(_PARTS) if part in held)]


def _form_seeds() -> list[bytes]:
    return [_SMALL_FORM, *(path.read_bytes() for path in sorted(resource("forms").glob("*.toml")))]


_SMALL_FORM: Final = b"""id = "s"
version = 1
title = "S"
paper_title = "S"
audience = "family"
source = "made up"
header_leaves_out = ["known_as"]
print_needs = ["well"]
[[section]]
key = "now"
title = "Now"
[[section.question]]
key = "well"
kind = "yes_no"
label = "Well?"
[[section.question]]
key = "why"
kind = "choose_any"
label = "Why?"
choices = ["It", {key = "food", label = "Food"}]
shown_when = {question = "well", is = ["no"]}
[[section.question]]
key = "rows"
kind = "table"
label = "Rows"
columns = ["A", {key = "b", label = "B", kind = "choice", choices = ["X"]}]
[[section.question]]
key = "face"
kind = "faces_3"
label = "Face"
items = ["One", "Two"]
words = ["a", "b", "c"]
"""


def _setting_seeds() -> list[bytes]:
    return [
        b'{"theme": "dark", "text_size": 1.25, "rail_narrow": true, "geometry": "AAA=", "idle_minutes": 5}'
    ]


def _code_seeds() -> list[bytes]:
    return [recovery_code.write(_SALT * 2).encode(), recovery_code.write(_SALT * 2).lower().encode(), b"0O1I"]


def _key_seeds() -> list[bytes]:
    return [str(pyrage.x25519.Identity.generate().to_public()).encode(), PASSPHRASE.encode()]


_SEEDS: Final[dict[str, Callable[[], list[bytes]]]] = {
    "pages": _vault_seeds,
    "slip": _slip_seeds,
    "code": _code_seeds,
    "trust key": _key_seeds,
    "notes": _note_seeds,
    "CSV": _list_seeds,
    "XLSX": _book_seeds,
    "form": _form_seeds,
    "window settings": _setting_seeds,
}
