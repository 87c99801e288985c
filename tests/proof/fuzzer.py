"""One reader, given bytes until it has a fault: `python -m tests.proof.fuzzer PARSER FOLDER ARGS...`.

ARGS are libFuzzer's (https://llvm.org/docs/LibFuzzer.html#options): atheris leads it by the branches that the
program's own code took. Seeds and what is found lie in FOLDER.
"""

from __future__ import annotations

import os
import random
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import atheris

_AS_TEXT: Final = 0.5
"""How often text is changed as text."""
_LED_BY: Final = ["senco_desk", "openpyxl", "tests.proof.fuzz_targets"]
with atheris.instrument_imports(include=_LED_BY):
    from senco_desk.places import HOME_VARIABLE
    from tests.proof import fuzz_targets


def main(name: str, folder: Path, args: list[str]) -> None:
    """Fuzz; the process ends with it, by 0 when nothing was found."""
    kept = folder / "corpus"
    kept.mkdir()
    for number, seed in enumerate(fuzz_targets.seeds(name)):
        (kept / f"seed {number}").write_bytes(seed)
    words = folder / "words"
    escaped = ("".join(f"\\x{byte:02x}" for byte in word) for word in fuzz_targets.words(name) or [b"age1"])
    words.write_text("".join(f'"{word}"\n' for word in escaped), encoding="ascii")
    os.environ[HOME_VARIABLE] = str(folder / "home")
    ending = ExitStack()  # never reached: libFuzzer ends the process
    with atheris.instrument_imports(include=_LED_BY):  # some are imported only now
        read = fuzz_targets.made(name, folder, ending)

    def mutate(body: bytes, longest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        made = fuzz_targets.spoiled(name, body, chance) if chance.random() < _AS_TEXT else None
        return bytes(atheris.Mutate(body, longest)) if made is None else made[:longest]

    atheris.Setup(
        [name, f"-artifact_prefix={folder}/", f"-dict={words}", *args, str(kept)], read, custom_mutator=mutate
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
