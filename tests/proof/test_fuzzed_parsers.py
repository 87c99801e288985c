"""Readers of bytes from outside, given sound bytes that were spoiled at random: words or an answer (R7).

Where there is atheris, the deep tier also fuzzes them by the branches they take: test_fuzzed_by_branches.py.
"""

from __future__ import annotations

import random
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest

from senco_desk.places import HOME_VARIABLE
from tests.proof import fuzz_targets
from tests.proof.figures import Measured, count
from tests.proof.mutants import spoiled_bytes

TRIES: Final = count(100, 2_000)
LONGEST_S: Final = 10


@pytest.mark.parametrize("name", fuzz_targets.PARSERS)
def test_a_parser_says_in_words_what_is_wrong_with_spoiled_bytes(
    name: str, in_memory: Path, monkeypatch: pytest.MonkeyPatch
):
    measured = Measured("R7", f"spoiled at random: {name}")
    monkeypatch.setenv(HOME_VARIABLE, str(in_memory / "home"))
    chance = random.Random(7)
    sound = fuzz_targets.seeds(name)
    longest = 0.0
    with ExitStack() as ending:
        read = fuzz_targets.made(name, in_memory, ending)
        for number in range(TRIES):
            body = sound[number] if number < len(sound) else chance.choice(sound)
            if number >= len(sound):
                as_text = fuzz_targets.spoiled(name, body, chance) if chance.random() < 0.5 else None
                body = spoiled_bytes(body, chance) if as_text is None else as_text
            began = time.process_time()
            read(body)
            longest = max(longest, time.process_time() - began)
    assert longest < LONGEST_S
    measured.reached(TRIES, f"0 crashes, at most {longest:.2f} s of the processor each")
