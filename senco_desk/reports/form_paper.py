"""A form as paper: from one definition, the blank to fill in and the filled copy.

    draw_form(form, None, None, Look())                       # blank, nobody's
    draw_form(form, None, facts, look, printed=prefilled)     # blank, what is known printed on it
    draw_form(form, answers, facts, look)                     # filled
    form_story(form, answers, facts, look)                    # the same as flowables, for a pack

Questions stand in the order of the definition. A family copy leaves out what is private and the UPN.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from senco_desk.forms.answers import Answers
from senco_desk.forms.definition import Form, Kind, Question, Section
from senco_desk.forms.reading import FILLED_IN, KNOWN
from senco_desk.reports.answer import callout
from senco_desk.reports.asking import Asking
from senco_desk.reports.fitting import lengthen, tighten
from senco_desk.reports.fonts import markup
from senco_desk.reports.form_blank import blank_questions
from senco_desk.reports.form_filled import filled_questions
from senco_desk.reports.page import NewPage, RunningHead, finish
from senco_desk.reports.story import LEAD, Story
from senco_desk.reports.theme import MM, Look, PaperFacts


def draw_form(
    form: Form,
    answers: Answers | None,
    facts: PaperFacts | None,
    look: Look,
    *,
    printed: Answers | None = None,
) -> bytes:
    """Draw a form as a finished PDF.

    Args:
        form: the definition it is (or was) filled in under.
        answers: what was answered; None for a blank to fill in.
        facts: whose paper it is; None for a blank with nobody's name.
        look: size, colour and whose copy.
        printed: on a blank, what is already known, printed to be checked.

    Raises:
        KeyError: an answer's question is not in the form's conditions.
    """
    story = form_story(form, answers, facts, look, printed=printed)
    whose = f", {facts.display_name}" if facts is not None and facts.display_name else ""
    return finish(story, look, facts, title=f"{form.title}{whose}", subject=form.paper_title)


def form_story(
    form: Form,
    answers: Answers | None,
    facts: PaperFacts | None,
    look: Look,
    *,
    printed: Answers | None = None,
    key: str = "",
) -> list[Flowable]:
    """Compose a form as flowables, its running head first. `key` names its bookmark, for a contents page."""
    filled = answers is not None
    asking = Asking(form, (answers if answers is not None else printed) or {}, filled, facts, look)
    story = Story(look)
    school = facts.school_name if facts is not None else ""
    child = facts.display_name if facts is not None else ""
    story.add(RunningHead(form.title, (child or school) if filled else (school or child)))
    story.title(
        markup(asking.words(form.paper_title), bold=True), bookmark=asking.words(form.paper_title), key=key
    )
    if form.intro:
        story.text(markup(asking.words(form.intro)), before=LEAD)
    for section in asking.sections():
        _section(story, asking, section)
    story.settle()
    closing = form.closing if filled else f"{form.closing} {form.returning}".strip()
    if closing:
        last = story.flowables.pop()
        story.hold(last, before=last.getSpaceBefore())  # thanks alone on a page would be no thanks
        story.text(markup(asking.words(closing)), before=3 * MM)
    tighten(story.flowables, story.theme)
    if not filled:
        lengthen(story.flowables, story.theme)
    return story.flowables


def _section(story: Story, asking: Asking, section: Section) -> None:
    """Set one part: its heading, its help and its questions; notices stand where they are asked to.

    What school knows of the child stands under the title and needs no heading.
    """
    questions = asking.questions(section)
    number = f"{section.number}. " if section.number else ""
    optional = " (optional)" if section.optional and "optional" not in section.title.lower() else ""
    title = f"{number}{asking.words(section.title)}{optional}"
    if section.new_page and not asking.filled:
        story.settle()
        story.flowables.append(NewPage())
    if section.key != KNOWN:
        help_words = markup(asking.words(section.help))
        story.heading(markup(title, bold=True), help_words=help_words, before=5 * MM)
    ending = section.key == FILLED_IN

    def draw(some: Sequence[Question]) -> None:
        if asking.filled:
            filled_questions(story, asking, some)
        else:
            blank_questions(story, asking, some)

    waiting: list[Question] = []
    for question in questions:
        if question.kind is not Kind.NOTICE:
            waiting.append(question)
            continue
        draw(waiting)
        waiting = []
        words = asking.words(question.help)
        notice = callout(story.theme, asking.label(question), words, story.here, small=ending)
        story.add(notice, before=(3.5 if ending else 5) * MM)
    draw(waiting)
