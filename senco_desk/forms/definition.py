"""A form as data: frozen dataclasses, read from TOML by `senco_desk.forms.reading`.

From one definition come the screen editor, the printed page (blank or filled), the checking of
answers and what is searched. A released version of a definition is never edited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of answer a question takes (forms.md 4.0)."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    DATE = "date"
    CHOOSE_ONE = "choose_one"
    CHOOSE_ANY = "choose_any"
    YES_NO = "yes_no"
    FACES_3 = "faces_3"
    FACES_5 = "faces_5"
    LADDER = "ladder"
    NUMBER = "number"
    TABLE = "table"
    PREFILLED = "prefilled"
    SIGNATURE = "signature"
    CONSENT = "consent"
    DRAWING = "drawing"
    NOTICE = "notice"


#: Kinds whose one question may be asked of several things in turn (`items`): one answer for each.
ITEM_KINDS = frozenset(set(Kind) - {Kind.TABLE, Kind.PREFILLED, Kind.NOTICE, Kind.CHOOSE_ANY})


class Audience(StrEnum):
    """Who a form speaks to; it settles the type size, the words and what is kept off a copy."""

    FAMILY = "family"
    PUPIL = "pupil"
    SCHOOL = "school"
    AGENCY = "agency"


class ColumnKind(StrEnum):
    """What one cell of a table question takes."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen."""

    key: str
    label: str
    picture: str = ""
    """A drawing's name for early readers, or ""."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a question is asked about ("Learning", "Friends", a signer, a service)."""

    key: str
    label: str
    picture: str = ""
    """An icon's name for early readers, or ""."""
    low: str = ""
    high: str = ""
    """Words at the two ends of this item's own ladder; "" takes the question's."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table question."""

    key: str
    label: str
    kind: ColumnKind = ColumnKind.TEXT
    choices: tuple[Choice, ...] = ()
    width: int = 2
    """Share of the table's width, against the other columns."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Show a question only when an earlier one has one of these answers.

    `is_` holds choice keys, "yes" / "no" / "not_sure", or "answered".
    Paper always prints the question; the condition shows in its label.
    """

    question: str
    is_: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, asked once on the screen and once on paper, in the same order."""

    key: str
    label: str
    kind: Kind
    number: str = ""
    """Its number in forms.md ("1.4", "A2"); shown on staff copies only."""
    help: str = ""
    choices: tuple[Choice, ...] = ()
    other: bool = False
    """Choose one / choose any: add "Other" with words of one's own."""
    items: tuple[Item, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: int = 4
    """Blank rows on paper, for a table."""
    lines: int = 0
    """Writing lines on blank paper; 0 takes the kind's default (short 1, long 4)."""
    low: str = ""
    high: str = ""
    words: tuple[str, ...] = ()
    """Words under the faces, from the worst to the best; empty takes the usual ones."""
    note: str = ""
    """Label of an extra line of words that may go with the answer; "" for none."""
    talk: bool = False
    """Offer "Prefer to talk about this"."""
    private: bool = False
    """Kept off family copies (an observer's note, office use)."""
    in_confidence: bool = False
    """Answered in confidence: asked on every blank, but its answer is on no filled copy for a family."""
    blank_only: bool = False
    """Stands on a blank and on the screen: how the paper comes back is no word for one that did."""
    about: bool = False
    """A date that may be unsure: "about March 2019"."""
    binds: str = ""
    """The record field that it is filled from, a key of `senco_desk.forms.bindings.BINDINGS`."""
    shown_when: Condition | None = None
    carry: bool = True
    """A new response may start from the last one's answer (never signatures, consents, dates)."""

    @property
    def takes_answer(self) -> bool:
        """Whether there is anything to answer (a notice is only read)."""
        return self.kind is not Kind.NOTICE

    @property
    def for_family(self) -> bool:
        """Whether it stands on a family's copy: not what is private, nor the UPN."""
        return not self.private and self.binds != "pupil.upn"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form, with its own heading and progress."""

    key: str
    title: str
    questions: tuple[Question, ...]
    number: str = ""
    help: str = ""
    optional: bool = False
    private: bool = False
    """The whole section is kept off family copies (office use)."""
    new_page: bool = False
    """A blank begins it on a page of its own: somebody else fills it in."""

    def kept_off(self) -> frozenset[str]:
        """Give the keys of its questions whose answers stand on no family's copy."""
        return frozenset(
            ask.key for ask in self.questions if self.private or ask.in_confidence or not ask.for_family
        )


@dataclass(frozen=True, slots=True)
class Form:
    """A paper people fill in."""

    id: str
    version: int
    title: str
    """The form's name: "What My Family Think"."""
    paper_title: str
    """The sentence at the top of the paper: "How you see things now"."""
    audience: Audience
    source: str
    """Where it comes from: "forms.md 4.7"."""
    sections: tuple[Section, ...]
    intro: str = ""
    closing: str = ""
    returning: str = ""
    """After the closing, on a blank only: how it comes back."""
    paper: str = ""
    """Which Stage 3 paper it is; the four Pupil Views share "pupil_views"."""
    variant: str = ""
    """A version's own name within that paper: "Early primary"."""
    print_needs: tuple[str, ...] = ()
    """A filled copy is printed only when one of these is answered, or agreed to (forms.md 4.9, A3)."""
    year_groups: tuple[str, ...] = ()
    """Year groups the variant suits ("R", "1" … "14"); empty suits all."""

    def questions(self) -> Iterator[Question]:
        """Every question in the order asked, the shared header's first."""
        for section in self.sections:
            yield from section.questions

    def question(self, key: str) -> Question:
        """The question with this key; KeyError if there is none."""
        for question in self.questions():
            if question.key == key:
                return question
        raise KeyError(key)
