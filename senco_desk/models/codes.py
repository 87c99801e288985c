"""Code sets: DfE's own (standards.md 2), and the pathway's stages (pathway.md)."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a pupil stands on the pathway (product.md, "The words")."""

    NONE = "none"
    CONCERN = "concern"
    MY_PLAN = "my_plan"
    MY_PLAN_PLUS = "my_plan_plus"
    EHC_ASSESSMENT = "ehc_assessment"
    EHCP = "ehcp"

    @property
    def words(self) -> str:
        """The stage as people say it."""
        return STAGE_WORDS[self]

    @property
    def provision_code(self) -> str:
        """The DfE code that the census wants: N, K or E (standards.md 2.1)."""
        return _PROVISION[self]

    @property
    def on_register(self) -> bool:
        """Whether the stage is on the SEN register (K, K+ or E)."""
        return self not in (Stage.NONE, Stage.CONCERN)


STAGE_WORDS = {
    Stage.NONE: "Not on the pathway",
    Stage.CONCERN: "Concern",
    Stage.MY_PLAN: "My Plan",
    Stage.MY_PLAN_PLUS: "My Plan+",
    Stage.EHC_ASSESSMENT: "EHC assessment",
    Stage.EHCP: "EHCP",
}
_PROVISION = {
    Stage.NONE: "N",
    Stage.CONCERN: "N",
    Stage.MY_PLAN: "K",
    Stage.MY_PLAN_PLUS: "K",
    Stage.EHC_ASSESSMENT: "K",
    Stage.EHCP: "E",
}


class Area(StrEnum):
    """The four broad areas of need (Code of Practice 6.28 to 6.35), and none of them."""

    COMMUNICATION = "communication"
    COGNITION = "cognition"
    SEMH = "semh"
    SENSORY = "sensory"
    UNCATEGORISED = "uncategorised"

    @property
    def words(self) -> str:
        """The area's name in the Code."""
        return _AREA_WORDS[self]


_AREA_WORDS = {
    Area.COMMUNICATION: "Communication and interaction",
    Area.COGNITION: "Cognition and learning",
    Area.SEMH: "Social, emotional and mental health",
    Area.SENSORY: "Sensory and/or physical",
    Area.UNCATEGORISED: "Uncategorised",
}


class NeedType(StrEnum):
    """SEN type codes (DfE code set CS071, standards.md 2.2)."""

    SPLD = "SPLD"
    MLD = "MLD"
    SLD = "SLD"
    PMLD = "PMLD"
    SLCN = "SLCN"
    ASD = "ASD"
    SEMH = "SEMH"
    HI = "HI"
    VI = "VI"
    MSI = "MSI"
    PD = "PD"
    DS = "DS"
    OTH = "OTH"
    NSA = "NSA"

    @property
    def words(self) -> str:
        """DfE's name for the type."""
        return _NEEDS[self][0]

    @property
    def short(self) -> str:
        """A name that fits a table's column."""
        return _NEEDS[self][1]

    @property
    def area(self) -> Area:
        """The usual broad area; Down syndrome's is ours and can be changed (standards.md 2.2)."""
        return _NEEDS[self][2]


_NEEDS = {
    NeedType.SPLD: ("Specific learning difficulty", "Specific learning difficulty", Area.COGNITION),
    NeedType.MLD: ("Moderate learning difficulty", "Moderate learning difficulty", Area.COGNITION),
    NeedType.SLD: ("Severe learning difficulty", "Severe learning difficulty", Area.COGNITION),
    NeedType.PMLD: (
        "Profound and multiple learning difficulty",
        "Profound and multiple",
        Area.COGNITION,
    ),
    NeedType.SLCN: (
        "Speech, language and communication needs",
        "Speech, language, communication",
        Area.COMMUNICATION,
    ),
    NeedType.ASD: ("Autistic spectrum disorder", "Autism", Area.COMMUNICATION),
    NeedType.SEMH: (
        "Social, emotional and mental health",
        "Social, emotional, mental health",
        Area.SEMH,
    ),
    NeedType.HI: ("Hearing impairment", "Hearing impairment", Area.SENSORY),
    NeedType.VI: ("Vision impairment", "Vision impairment", Area.SENSORY),
    NeedType.MSI: ("Multi-sensory impairment", "Multi-sensory impairment", Area.SENSORY),
    NeedType.PD: ("Physical disability", "Physical disability", Area.SENSORY),
    NeedType.DS: ("Down syndrome", "Down syndrome", Area.COGNITION),
    NeedType.OTH: ("Other difficulty/disability", "Other", Area.UNCATEGORISED),
    NeedType.NSA: (
        "SEN support but no specialist assessment of type of need",
        "No specialist assessment yet",
        Area.UNCATEGORISED,
    ),
}


class IdentifiedBy(StrEnum):
    """How a need was found (approach-learning-sen-policy.md, section 6)."""

    PREVIOUS_SCHOOL = "previous_school"
    PARENT = "parent"
    TEACHER = "teacher"
    MENTOR = "mentor"
    SCREENING = "screening"
    KS2 = "ks2"
    PUPIL = "pupil"
    PROFESSIONAL = "professional"
    OTHER = "other"

    @property
    def words(self) -> str:
        """How it is said."""
        return _FOUND[self]


_FOUND = {
    IdentifiedBy.PREVIOUS_SCHOOL: "Previous school",
    IdentifiedBy.PARENT: "Parent or carer",
    IdentifiedBy.TEACHER: "Teacher",
    IdentifiedBy.MENTOR: "Mentor",
    IdentifiedBy.SCREENING: "Screening",
    IdentifiedBy.KS2: "KS2 scores",
    IdentifiedBy.PUPIL: "Pupil's own voice",
    IdentifiedBy.PROFESSIONAL: "Outside professional",
    IdentifiedBy.OTHER: "Other",
}

YEAR_GROUPS = ("E1", "E2", "N1", "N2", "R", *(str(year) for year in range(1, 15)), "X")
"""National Curriculum year codes in order (standards.md 2.4)."""


def year_words(year_group: str) -> str:
    """A year group as people say it: "Year 8", "Reception", "Nursery 2"; "" for none."""
    named = {"": "", "R": "Reception", "N1": "Nursery 1", "N2": "Nursery 2", "E1": "Early years 1"}
    named |= {"E2": "Early years 2", "X": "Not in a year group"}
    return named.get(year_group, f"Year {year_group}")
