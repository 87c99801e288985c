"""What should hold of needs on the register."""

from dataclasses import dataclass

from senco_desk.models.codes import NeedType, Stage
from senco_desk.rules.register import census_needs, needs_warnings


@dataclass(frozen=True)
class Need:
    code: NeedType
    rank: int


def test_a_sound_set_of_needs_has_no_warnings():
    needs = (Need(NeedType.SLCN, 1), Need(NeedType.SEMH, 2), Need(NeedType.HI, 3))
    for stage in Stage:
        assert needs_warnings(needs, stage) == ()


def test_no_need_is_wanted_off_the_register():
    assert needs_warnings((), Stage.CONCERN) == ()
    assert needs_warnings((), Stage.NONE) == ()
    assert "needs a main need" in needs_warnings((), Stage.MY_PLAN)[0]


def test_each_flaw_is_named():
    def said(stage, *needs):
        return " ".join(needs_warnings(needs, stage))

    assert "Rank one of them 1" in said(Stage.MY_PLAN, Need(NeedType.HI, 2))
    assert "2 needs are ranked 1" in said(Stage.MY_PLAN, Need(NeedType.HI, 1), Need(NeedType.VI, 1))
    assert "2 needs are ranked 2" in said(
        Stage.MY_PLAN, Need(NeedType.PD, 1), Need(NeedType.HI, 2), Need(NeedType.VI, 2)
    )
    assert "stands 2 times" in said(Stage.MY_PLAN, Need(NeedType.HI, 1), Need(NeedType.HI, 2))
    assert "cannot stand beside an EHCP" in said(Stage.EHCP, Need(NeedType.NSA, 1))
    assert said(Stage.EHC_ASSESSMENT, Need(NeedType.NSA, 1)) == ""


def test_the_census_takes_two():
    needs = (Need(NeedType.HI, 3), Need(NeedType.SEMH, 2), Need(NeedType.SLCN, 1))
    assert census_needs(needs) == (NeedType.SLCN, NeedType.SEMH)
