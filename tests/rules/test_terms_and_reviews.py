"""Terms, review windows and urgency."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from senco_desk.models.codes import Stage
from senco_desk.rules import reviews, terms
from senco_desk.rules.reviews import Due, ReviewWindow


@dataclass(frozen=True)
class Term:
    name: str
    starts_on: date
    ends_on: date


YEAR = (
    Term("Autumn", date(2026, 9, 1), date(2026, 10, 23)),
    Term("Autumn", date(2026, 11, 2), date(2026, 12, 18)),
    Term("Spring", date(2027, 1, 4), date(2027, 2, 12)),
    Term("Spring", date(2027, 2, 22), date(2027, 3, 25)),
    Term("Summer term", date(2027, 4, 12), date(2027, 7, 21)),
)
DAYS = st.dates(date(2026, 8, 1), date(2027, 9, 1))


def test_the_week_of_term_leaves_half_term_out():
    assert terms.term_words(date(2026, 11, 17), YEAR) == "Autumn term, week 11 of 15"
    assert terms.term_words(date(2026, 9, 1), YEAR) == "Autumn term, week 1 of 15"
    assert terms.term_words(date(2026, 12, 18), YEAR) == "Autumn term, week 15 of 15"
    assert terms.term_words(date(2027, 4, 14), YEAR).startswith("Summer term, week 1 of")


def test_a_holiday_says_when_school_is_back():
    assert terms.term_words(date(2026, 12, 25), YEAR) == "Holiday until Monday 4 January"
    assert terms.term_words(date(2026, 8, 3), YEAR) == ""
    assert terms.term_words(date(2026, 11, 17), ()) == ""


def test_a_table_of_terms_is_checked():
    assert terms.problems(YEAR) == ()
    backwards = Term("Autumn", date(2026, 12, 1), date(2026, 9, 1))
    assert "ends before it starts" in terms.problems((backwards,))[0]
    late = Term("Spring", date(2026, 12, 1), date(2027, 3, 1))
    assert "before Autumn has ended" in " ".join(terms.problems((*YEAR[:2], late)))


def test_windows_follow_the_pathway():
    start = date(2026, 9, 24)
    assert reviews.review_window(Stage.CONCERN, start) == ReviewWindow(date(2026, 11, 5), date(2026, 12, 17))
    assert reviews.review_window(Stage.MY_PLAN, start) == ReviewWindow(start, date(2026, 11, 5))
    assert reviews.review_window(Stage.MY_PLAN_PLUS, start, terms=YEAR) == ReviewWindow(
        date(2026, 11, 5), date(2026, 12, 17)
    )
    assert reviews.review_window(Stage.NONE, start) is None
    assert reviews.review_window(Stage.EHC_ASSESSMENT, start) is None


def test_an_ehcp_is_reviewed_yearly_and_half_yearly_under_five():
    issued = date(2026, 9, 24)
    older = reviews.review_window(Stage.EHCP, issued, date_of_birth=date(2015, 1, 1))
    little = reviews.review_window(Stage.EHCP, issued, date_of_birth=date(2023, 1, 1))
    assert older is not None
    assert older.closes_on == date(2027, 9, 24)
    assert little is not None
    assert little.closes_on == date(2027, 3, 24)


def test_a_window_that_ends_in_a_holiday_closes_on_the_last_school_day_before():
    window = reviews.review_window(Stage.MY_PLAN, date(2026, 11, 17), terms=YEAR)
    assert window == ReviewWindow(date(2026, 11, 17), date(2026, 12, 18), date(2026, 12, 29))
    in_half_term = reviews.review_window(Stage.MY_PLAN, date(2026, 9, 16), terms=YEAR)
    assert in_half_term is not None
    assert in_half_term.closes_on == date(2026, 10, 23)


def test_a_window_that_ends_at_a_weekend_closes_on_the_friday():
    window = reviews.review_window(Stage.MY_PLAN, date(2026, 9, 5), terms=YEAR)
    assert window == ReviewWindow(date(2026, 9, 5), date(2026, 10, 16), date(2026, 10, 17))
    after_a_holiday = (
        Term("Autumn", date(2026, 9, 1), date(2026, 10, 23)),
        Term("Winter", date(2026, 11, 7), date(2026, 12, 1)),
    )
    assert terms.last_school_day(date(2026, 11, 8), after_a_holiday) == date(2026, 10, 23)


def test_a_window_never_closes_before_its_cycle_began():
    long_summer = (
        Term("Summer", date(2026, 4, 13), date(2026, 7, 17)),
        Term("Autumn", date(2026, 9, 14), date(2026, 12, 18)),
    )
    window = reviews.review_window(Stage.MY_PLAN, date(2026, 7, 25), terms=long_summer)
    assert window == ReviewWindow(date(2026, 7, 25), date(2026, 9, 5))


def test_after_the_last_known_term_nothing_is_moved():
    window = reviews.review_window(Stage.MY_PLAN, date(2027, 7, 1), terms=YEAR)
    assert window is not None
    assert window.closes_on == date(2027, 8, 12)


def test_a_review_due_today_is_soon_not_overdue():
    today = date(2026, 11, 17)
    assert reviews.review_status(today, today=today) is Due.SOON
    assert reviews.review_status(today - timedelta(days=1), today=today) is Due.OVERDUE
    assert reviews.review_status(today + timedelta(days=14), today=today) is Due.SOON
    assert reviews.review_status(today + timedelta(days=15), today=today) is Due.LATER
    assert [due.words for due in Due] == ["late", "soon", ""]


def test_a_day_outside_the_window_wants_a_reason():
    window = ReviewWindow(date(2026, 11, 5), date(2026, 12, 17))
    assert reviews.outside_window(window, date(2026, 11, 5)) is None
    assert reviews.outside_window(window, date(2026, 12, 17)) is None
    assert "earlier" in str(reviews.outside_window(window, date(2026, 11, 4)))
    assert "closes on Thursday 17 December" in str(reviews.outside_window(window, date(2026, 12, 18)))


def test_weeks_at_a_stage():
    assert reviews.weeks_at(date(2026, 9, 24), date(2026, 11, 17)) == 7
    assert reviews.cycle_words(2, date(2026, 9, 24), date(2026, 11, 17)) == "second cycle, week 8"
    assert reviews.cycle_words(9, date(2026, 11, 17), date(2026, 11, 17)) == "cycle 9, week 1"
    assert reviews.weeks_at(date(2026, 12, 1), date(2026, 11, 17)) == 0


@given(st.sampled_from(list(Stage)), DAYS, st.sampled_from([(), YEAR]))
def test_a_window_is_never_turned_round_and_never_closes_later_than_the_rule(stage, start, school_terms):
    window = reviews.review_window(stage, start, terms=school_terms)
    if window is None:
        return
    rule = reviews.review_window(stage, start)
    assert rule is not None
    assert start <= window.closes_on
    assert window.opens_on <= window.closes_on
    assert window.closes_on <= (rule.moved_from or rule.closes_on)
    if window.moved_from is not None:
        assert window.closes_on.weekday() < 5
        assert not terms.in_holiday(window.closes_on, school_terms)


@given(DAYS)
def test_a_day_is_in_term_or_in_holiday_and_never_both(on):
    assert not (terms.in_term(on, YEAR) and terms.in_holiday(on, YEAR))
    found = terms.week_of_term(on, YEAR)
    assert (found is not None) == terms.in_term(on, YEAR)
    if found:
        assert 1 <= found[1] <= found[2]
