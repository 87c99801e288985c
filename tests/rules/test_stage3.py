"""The five Stage 3 papers and consent."""

from datetime import date

from senco_desk.rules import stage3
from senco_desk.rules.stage3 import PaperFact, PaperState

TODAY = date(2026, 11, 17)
FACTS = (
    PaperFact("parent_information", PaperState.COMPLETED, completed_on=date(2026, 11, 2)),
    PaperFact("story_so_far", PaperState.COMPLETED, completed_on=date(2026, 11, 3)),
    PaperFact("family_views", PaperState.NOT_BEGUN, sent_on=date(2026, 11, 9)),
    PaperFact("pupil_views", PaperState.COMPLETED, completed_on=date(2026, 11, 12)),
    PaperFact("outside_agency", PaperState.DRAFT, answered=21, asked=32),
)


def test_what_is_missing_is_named_with_why():
    missing = {paper.title: paper.words for paper in stage3.missing(FACTS, today=TODAY)}
    assert missing == {
        "What My Family Think": "Asked for 8 days ago, not back yet",
        "Outside Agency Information": "Begun, 21 of 32 answered",
        "Consent": "Not begun",
    }
    assert stage3.summary(FACTS, today=TODAY) == "3 of 5 papers completed"
    said = stage3.still_to_come(FACTS, today=TODAY)
    assert said == "Still to come: What My Family Think, Outside Agency Information and Consent"


def test_with_nothing_known_everything_is_missing():
    assert len(stage3.missing((), today=TODAY)) == 6
    assert not stage3.complete((), today=TODAY)


def test_a_refusal_settles_a_paper_and_is_said():
    refused = PaperFact(
        "family_views", PaperState.DECLINED, declined_by="Mrs Byrne", declined_on=date(2026, 11, 3)
    )
    standing = {paper.key: paper for paper in stage3.standing((*FACTS, refused), today=TODAY)}
    assert standing["family_views"].settled
    assert standing["family_views"].words == "Declined by Mrs Byrne, 3 Nov 2026"
    assert stage3.summary((*FACTS, refused), today=TODAY) == "3 of 5 papers completed, 1 declined"


def test_stage_3_is_complete_with_five_papers_and_consent():
    done = [PaperFact(key, PaperState.COMPLETED) for key in (*stage3.PAPERS, stage3.CONSENT)]
    assert stage3.complete(done, today=TODAY)
    assert stage3.still_to_come(done, today=TODAY) == ""
    assert not stage3.complete(done[:-1], today=TODAY)
    assert stage3.still_to_come(done[:-1], today=TODAY) == "Still to come: Consent"


def test_of_several_copies_the_furthest_counts():
    amended = PaperFact("pupil_views", PaperState.DRAFT)
    standing = {paper.key: paper.words for paper in stage3.standing((amended, *FACTS, amended), today=TODAY)}
    assert standing["pupil_views"] == "Completed 12 Nov 2026"
