"""What Idris, seven years old, his mother and a speech therapist say in the five papers of the story."""

from __future__ import annotations

from typing import Final

from senco_desk.forms.answers import Answer

FACTS_FORM: Final = {
    "known_as": Answer("Idris. Never Id."),
    "born": Answer({"shown": "14 Mar 2019", "correction": "15 Mar 2019"}),
    "languages_at_home": Answer("English, and Arabic with his uncle"),
    "communicates": Answer({"choices": ["speech", "other"], "other": "Drawing"}),
    "court_order": Answer("no"),
    "household": Answer(
        [
            {"name": "Layla Halloran", "age": "15", "relationship": "Sister"},
            {"name": "Biscuit", "age": "6", "relationship": "Dog, but he would want her on here"},
        ]
    ),
    "care": Answer(None, talk=True),
    "conditions": Answer([{"condition": "Asthma", "by": "GP", "when": "2023", "report": "no"}]),
    "checks": Answer(
        {"eyes": {"date": "2025-09", "about": True}, "ears": {"date": "2024-05-02", "about": False}}
    ),
    "aids": Answer({"glasses": "no", "hearing_aids": "not_sure"}),
    "daily_help": Answer({"choices": ["sleeping"], "other": ""}, "Takes until eleven to drop off"),
    "milestones": Answer(
        {"walked": {"choice": "early", "other": ""}, "first_words": {"choice": "late", "other": ""}}
    ),
    "anything_else": Answer("He will say yes to anything.\nCheck he knows what he said yes to."),
    "signed": Answer({"how": "typed", "name": "Leila Halloran", "date": "2026-11-14"}),
    "may_hold": Answer(
        {
            "state": "agreed", "how": "meeting", "who": "Leila Halloran", "when": "2026-11-14",
            "taken_by": "Joy Adeyemi", "withdrawn_by": "", "withdrawn_on": "", "told": "",
        }
    ),
    "filled_in_by": Answer("Leila Halloran"),
    "relationship": Answer({"choice": "mother", "other": ""}),
}  # fmt: skip

STORY: Final = {
    "three_words": Answer({"first_word": "Loyal", "second_word": "Funny", "third_word": "Tired"}),
    "proud": Answer("He put his jumper under a boy’s head and sent for a grown-up by name."),
    "first_thought_on": Answer({"date": "2023", "about": True}),
    "events": Answer(
        [
            {"when": "Age 3", "what": "In hospital with his chest", "effect": "He liked the nurses"},
            {"when": "Age 5", "what": "My mum moved to Leeds", "effect": "He misses her hands", "talk": True},
        ]
    ),
    "help_tried": Answer([{"when": "Year 1", "what": "Talk group", "who": "School", "did": "a_lot"}]),
    "calms": Answer("Dark, dog, a lorry video with the sound off."),
    "family_history": Answer("yes", "My brother was the same"),
    "may_read": Answer({"choices": ["senco", "class_teacher"], "other": ""}),
}

FAMILY: Final = {
    "getting_on": Answer(3, "Mornings are a fight, the rest is fine."),
    "each": Answer({"learning": 3, "friends": 2, "getting_to_school": 1}),
    "well_at_school": Answer("He talks about Mr Owusu a lot."),
    "worries": Answer("That he has stopped bothering. Now he just sits.", talk=True),
    "happy_to_come": Answer({"choice": "no", "other": ""}),
    "helped": Answer([{"help": "Talk group, Tuesdays", "did": "a_little", "comment": "He goes, anyway"}]),
    "changes": Answer("not_sure", "A new baby next door"),
    "hopes": Answer({"this_term": "Get the bus four days out of five"}),
    "services": Answer({"choices": ["speech"], "other": ""}, "It is the understanding, not the talking"),
    "working_together": Answer({"informed": 6, "involved": 10}),
    "contact_way": Answer({"choice": "other", "other": "A note in his bag"}),
    "signed": Answer({"how": "paper", "name": "Leila Halloran", "date": "2026-11-16"}),
    "filled_in_by": Answer("Leila Halloran"),
}

PUPIL: Final = {
    "feel_school": Answer({"coming_to_school": 1, "classroom": 2, "teacher_helping": 3}),
    "feel_day": Answer({"playtime": 2, "friends": 3}, talk=True),
    "best_thing": Answer({"said": "A canal lock with two gates", "on_paper": True}),
    "when_upset": Answer({"choices": ["quiet", "other"], "other": "My dog"}),
    "get_better_at": Answer("Reading the long words"),
    "may_tell": Answer("yes"),
}

AGENCY: Final = {
    "to": Answer({"name": "Joe Marsh", "service": "Speech and language therapy"}),
    "question_to_answer": Answer("What does he understand when two people talk at once?"),
    "would_like": Answer({"choices": ["advice", "observation"], "other": ""}),
    "reply_by": Answer({"date": "2026-12-04", "about": False}),
    "first_seen": Answer({"date": "2026-10", "about": True}),
    "involvement": Answer({"choice": "waiting", "other": ""}),
    "waiting_since": Answer({"date": "2026-09-07", "about": False}),
    "assessments": Answer(
        [{"assessment": "CELF-5", "date": "2026-10-12", "result": "Follows short sentences", "score": "74"}]
    ),
    "recommendations": Answer(
        [{"recommendation": "Say it, draw it, say it again", "frequency": "Daily", "priority": "now"}]
    ),
    "family_may_see": Answer("yes"),
    "school_action": Answer([{"recommendation": "Say it, draw it", "decision": "do_now", "who": "Mr Owusu"}]),
    "signed": Answer({"how": "paper", "name": "Joe Marsh", "date": "2026-11-18"}),
}

PAPERS: Final = {
    "Parent Information": FACTS_FORM,
    "My Child’s Story So Far": STORY,
    "What My Family Think": FAMILY,
    "Pupil Views": PUPIL,
    "Outside Agency Information": AGENCY,
}
"""By the title on the button that starts each."""
