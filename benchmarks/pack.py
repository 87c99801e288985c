"""A pack beside bare ReportLab setting the same pages, and thirty packs as one job beside thirty alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import combinations, cycle, islice
from pathlib import Path

import pypdfium2
from reportlab.platypus import Flowable

from benchmarks.bare_paper import bare, untagged
from benchmarks.ground import PASSPHRASE, TODAY, Ground
from benchmarks.measure import Figure, in_turn, median
from senco_desk.reports.pack import PackPaper, _story, draw_pack
from senco_desk.reports.pack_content import Pack, parts_of
from senco_desk.reports.theme import Look
from senco_desk.services import letting_out, packs, register
from senco_desk.services.packs import PackWish
from senco_desk.services.register import RegisterFilter
from senco_desk.store import Store, open_vault

GOAL = 1.5
PAGES = 12
MANY = 30
TRIES = 25
LOOK = Look()


def measure(ground: Ground) -> Iterator[Figure]:
    """Draw a pack of about 12 pages, the longest, and thirty."""
    store = open_vault(ground.school, PASSPHRASE)
    try:
        pupils = _on_my_plan_plus(store)
        gathered = [packs.gather(store, pupil, PackWish(), today=TODAY) for pupil in pupils]
        drawn = [(pack, draw_pack(pack, LOOK)) for pack in gathered]
        short = _of_about(PAGES, drawn)
        yield _against_bare(short)
        yield _against_untagged(short)
        yield _against_bare(max(drawn, key=lambda one: one[1].pages)[0])
        filled = [pupil for pupil, (pack, _) in zip(pupils, drawn, strict=True) if pack.forms]
        yield _many(store, list(islice(cycle(filled), MANY)), ground.folder)
    finally:
        store.close(copy=False)


def _on_my_plan_plus(store: Store) -> list[int]:
    rows = register.rows(store, RegisterFilter(list="all", stages=("my_plan_plus",)), today=TODAY)
    return [row.id for row in rows]


def _of_about(pages: int, drawn: Sequence[tuple[Pack, PackPaper]]) -> Pack:
    """Tick such papers in one of the packs that it has so many pages, or nearly."""
    found: list[tuple[int, Pack]] = []
    for pack, paper in drawn:
        long = _lengths(paper)
        papers = [key for key in long if key.startswith("paper:")]
        for left_out in (some for count in range(len(papers)) for some in combinations(papers, count)):
            off = abs(paper.pages - sum(long[key] for key in left_out) - pages)
            found.append((off, replace(pack, parts=frozenset(long) - set(left_out))))
    return min(found, key=lambda one: one[0])[1]


def _lengths(paper: PackPaper) -> dict[str, int]:
    begins = sorted(paper.first_pages.items(), key=lambda one: one[1])
    ends = [page for _, page in begins[1:]] + [paper.pages + 1]
    return {key: end - page for (key, page), end in zip(begins, ends, strict=True)}


def _composed(pack: Pack) -> list[Flowable]:
    return _story(pack, LOOK, [part for part in parts_of(pack, LOOK) if pack.ticked(part.key)])


def _against_untagged(pack: Pack) -> Figure:
    reference = untagged(partial(_composed, pack), LOOK, pack.facts)
    mine, theirs = in_turn(partial(draw_pack, pack, LOOK), reference, TRIES)
    return Figure(
        "What its tags cost",
        median(mine),
        "ms",
        "the same flowables on the same pages, no tags",
        median(theirs),
        TRIES,
    )


def _against_bare(pack: Pack) -> Figure:
    ours = partial(draw_pack, pack, LOOK)
    reference: Callable[[], bytes] = bare(_composed(pack), LOOK)
    pages, bare_pages = ours().pages, len(pypdfium2.PdfDocument(BytesIO(reference())))
    mine, theirs = in_turn(ours, reference, TRIES)
    value, beside = median(mine), median(theirs)
    return Figure(
        f"A pack of {pages} pages, tags included",
        value,
        "ms",
        f"bare ReportLab, the same words, tables and drawings ({bare_pages} pages)",
        beside,
        TRIES,
        goal=f"at most {GOAL:g}×",
        met=value <= GOAL * beside,
    )


def _many(store: Store, pupils: Sequence[int], folder: Path) -> Figure:
    """Make and save thirty, as one job and one by one."""
    made = folder / "packs"
    made.mkdir()

    def as_one_job() -> None:
        packs.make_many(store, pupils, PackWish(), made, today=TODAY)

    def one_by_one() -> None:
        for pupil in pupils:
            letting_out.save(store, packs.make(store, pupil, PackWish(), today=TODAY), made / "one.pdf")

    mine, theirs = in_turn(as_one_job, one_by_one, 3, warm_up=False)
    return Figure(
        f"{MANY} packs as one job",
        median(mine) / 1000,
        "s",
        f"{MANY} × one pack made and saved",
        median(theirs) / 1000,
        3,
    )
