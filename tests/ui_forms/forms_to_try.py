"""Made-up forms: one question of every kind, and a long one."""

from __future__ import annotations

from senco_desk.forms.definition import (
    Audience,
    Choice,
    Column,
    ColumnKind,
    Condition,
    Form,
    Item,
    Kind,
    Question,
    Section,
)

HELPED = (Choice("lot", "A lot"), Choice("bit", "A bit"), Choice("no", "No"))
SERVICES = tuple(Choice(f"s{n}", f"Service {n}") for n in range(9))
HELP_COLUMNS = (
    Column("help", "Help", width=4),
    Column("helped", "Did it help?", ColumnKind.CHOICE, HELPED, width=3),
    Column("more", "Anything to add", ColumnKind.LONG, width=4),
)
PEOPLE_COLUMNS = (
    Column("name", "Name"),
    Column("born", "Born", ColumnKind.DATE),
    Column("age", "Age", ColumnKind.NUMBER),
    Column("lives", "Lives with the child", ColumnKind.YES_NO),
    Column("first", "Call first", ColumnKind.TICK),
    Column("phone", "Phone"),
    Column("note", "Note", ColumnKind.LONG),
)
FEELINGS = (Item("learning", "Learning"), Item("friends", "Friends"), Item("school", "Getting to school"))
SIGNERS = (Item("parent", "Parent or carer"), Item("school", "School"))
CONSENTS = (Item("ep", "Ask the educational psychologist"), Item("share", "Share the plan"))


def every_kind() -> Form:
    """A form with each kind of question, with and without items, and what may go with them."""
    return Form("every_kind", 1, "Every Kind", "Every kind", Audience.FAMILY, "made up", _sections())


def _sections() -> tuple[Section, ...]:
    words = Section("words", "Words about {name}", _words(), number="A")
    choices = Section("choices", "Choices", _choices(), number="B")
    scales = Section("scales", "Scales", _scales(), number="C", optional=True)
    rows = Section("rows", "Rows", _rows(), number="D", help="Short notes are fine.")
    sign = Section("sign", "Sign", _sign(), private=True)
    return (words, choices, scales, rows, sign)


def _words() -> tuple[Question, ...]:
    return (
        Question("about", "About this form", Kind.NOTICE, help="It is for planning support."),
        Question("born", "Date of birth", Kind.PREFILLED, binds="pupil.date_of_birth"),
        Question("called", "What does {name} like to be called?", Kind.SHORT_TEXT),
        Question(
            "progress", "What progress have you seen?", Kind.LONG_TEXT, help="A line will do.", talk=True
        ),
        Question("since", "Since when?", Kind.DATE, about=True),
        Question("seen", "When were eyes and ears checked?", Kind.DATE, items=FEELINGS[:2]),
        Question("hours", "How many hours a week?", Kind.NUMBER),
        Question("three", "Three words", Kind.SHORT_TEXT, items=FEELINGS),
        Question("observer", "What the observer saw", Kind.LONG_TEXT, private=True),
    )


def _choices() -> tuple[Question, ...]:
    changes = Condition("changes", ("yes", "not_sure"))
    return (
        Question("changes", "Have there been big changes at home?", Kind.YES_NO, talk=True),
        Question("which", "Which changes?", Kind.SHORT_TEXT, shown_when=changes),
        Question("who", "Who told you?", Kind.CHOOSE_ONE, choices=HELPED, other=True),
        Question("service", "Which service?", Kind.CHOOSE_ONE, choices=SERVICES, other=True),
        Question("langs", "What helps?", Kind.CHOOSE_ANY, choices=SERVICES, other=True),
        Question("glasses", "Does {name} have any of these?", Kind.YES_NO, items=FEELINGS),
        Question("far", "How far has each come?", Kind.CHOOSE_ONE, choices=HELPED, items=FEELINGS),
        Question("plan", "Where is each now?", Kind.CHOOSE_ONE, choices=SERVICES, items=FEELINGS),
    )


def _scales() -> tuple[Question, ...]:
    return (
        Question("feel", "How do you feel {name} is getting on?", Kind.FACES_5, note="Say more if you like"),
        Question("three_faces", "How was today?", Kind.FACES_3),
        Question("each", "And with each of these?", Kind.FACES_5, items=FEELINGS),
        Question("hope", "How hopeful are you?", Kind.LADDER, low="Not at all", high="Very"),
        Question("steps", "How sure of each?", Kind.LADDER, items=FEELINGS, low="Not sure", high="Sure"),
    )


def _rows() -> tuple[Question, ...]:
    return (
        Question("help", "Which help made a difference?", Kind.TABLE, columns=HELP_COLUMNS),
        Question("people", "People at home", Kind.TABLE, columns=PEOPLE_COLUMNS, talk=True),
    )


def _sign() -> tuple[Question, ...]:
    return (
        Question("drawn", "Draw your school", Kind.DRAWING),
        Question("agree", "I agree that school may share the plan", Kind.CONSENT),
        Question("agrees", "I agree that school may…", Kind.CONSENT, items=CONSENTS),
        Question("signed", "The facts here are right", Kind.SIGNATURE),
        Question("signers", "Signed by", Kind.SIGNATURE, items=SIGNERS),
    )


def eighty_questions(*, sections: int = 8) -> Form:
    """A form of 80 questions, every kind among them, spread over so many sections."""
    kinds = [question for section in _sections() for question in section.questions]
    asked = []
    for number in range(80):
        model = kinds[number % len(kinds)]
        asked.append(
            Question(
                f"q{number}",
                f"{model.label} ({number})",
                model.kind,
                choices=model.choices,
                items=model.items,
                columns=model.columns,
                other=model.other,
                about=model.about,
                talk=model.talk,
                help=model.help,
                note=model.note,
            )
        )
    size = -(-80 // sections)
    parts = tuple(
        Section(f"part{at}", f"Part {at + 1}", tuple(asked[at * size : (at + 1) * size]))
        for at in range(sections)
    )
    return Form("eighty", 1, "Eighty", "Eighty", Audience.FAMILY, "made up", parts)
