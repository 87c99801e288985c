"""How far a form has got: what is answered of what is asked, section by section."""

from __future__ import annotations

from dataclasses import dataclass

from senco_desk.forms.answers import Answer, Answers
from senco_desk.forms.checking import shown
from senco_desk.forms.definition import Form, Kind, Question, Section


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """Answered and asked questions of one section; a question that does not show is not asked."""

    key: str
    title: str
    optional: bool
    answered: int
    of: int

    @property
    def state(self) -> str:
        """Which mark stands beside the section: "none", "begun" or "done"."""
        if self.answered == 0:
            return "none"
        return "done" if self.answered >= self.of else "begun"


def progress(form: Form, answers: Answers) -> tuple[SectionProgress, ...]:
    """The progress of each section, in order; a question that would rather be talked about counts."""
    return tuple(_of_section(section, answers) for section in form.sections)


def _of_section(section: Section, answers: Answers) -> SectionProgress:
    asked = [question for question in section.questions if question.takes_answer and shown(question, answers)]
    answered = [question for question in asked if _is_answered(question, answers.get(question.key))]
    return SectionProgress(section.key, section.title, section.optional, len(answered), len(asked))


def _is_answered(question: Question, answer: Answer | None) -> bool:
    if answer is None or answer.empty:
        return False
    # What the record filled in was not answered by anybody, but there is nothing left to ask.
    return question.kind is not Kind.PREFILLED or bool(answer.value)


def total(form: Form, answers: Answers) -> tuple[int, int]:
    """Answered and asked over the whole form, optional sections left out unless begun."""
    parts = [part for part in progress(form, answers) if not part.optional or part.answered]
    return sum(part.answered for part in parts), sum(part.of for part in parts)
