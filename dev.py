"""One command from an empty machine: run, test, measure and build SENCO Desk.

python3 dev.py run [ARGS...]       set up what is missing and open the window; ARGS go to senco-desk
python3 dev.py test [PYTEST ARGS]  set up what is missing and run all that guards the project;
                                   with arguments, only the tests they name
python3 dev.py prove [--json]      try the figures of docs/security.md at their full counts: about an hour
python3 dev.py bench [--json]      measure against the references, in one run
python3 dev.py build               build dist/senco-desk and let the built program test itself
python3 dev.py lock [--upgrade]    remake the lock files from pyproject.toml

On Windows: py dev.py run
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
DEMO = ROOT / "demo-school"


def run(args: list[str]) -> int:
    """Open the window, or hand `args` to the program; with no display, make the made-up school."""
    from tools import environment, system
    from tools.words import say

    display = system.has_display()
    python = environment.program()
    if not args and not display:
        say("There is no display to open a window on, so here is the made-up school instead.")
        return _demo(python)
    if not args or args[0].endswith(".senco") or args[0] == "--self-test":
        system.bring_qt_libraries(window=display)
    # The person's own folder stays the current one, so that file names in ARGS mean what they say.
    command = [str(python), "-m", "senco_desk", *args]
    return subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False).returncode


def test(args: list[str]) -> int:
    """Run every check and every test; with `args`, only the tests they name."""
    from tools import checks

    return checks.run_some(args) if args else checks.run_all()


def prove(args: list[str]) -> int:
    """Run the tests of tests/proof at their full counts and print what was reached."""
    from tools import prove as proving

    return proving.run(args)


def bench(args: list[str]) -> int:
    """Run the benchmarks."""
    from tools import environment, system

    python = environment.workshop()
    system.bring_qt_libraries(window=False)
    return _start([str(python), "-m", "benchmarks", *args])


def build(args: list[str]) -> int:
    """Build the program and run the built program's own test."""
    from tools import environment, system
    from tools.words import say

    python = environment.workshop()
    system.bring_qt_libraries(window=True)  # PyInstaller gathers what the window will load
    system.bring_binutils()
    built = _start(
        [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *args, "build.spec"]
    )
    if built != 0:
        say("The program was not built.")
        return built
    suffix = ".exe" if os.name == "nt" else ""
    program = ROOT / "dist" / "senco-desk" / f"senco-desk{suffix}"
    say(f"Built {program.relative_to(ROOT)}; now it tests itself.")
    return _start([str(program), "--self-test"], QT_QPA_PLATFORM="offscreen")


def lock(args: list[str]) -> int:
    """Remake the lock files: by hash, for every platform, naming no package host."""
    from tools import environment

    python = environment.workshop()
    command = [str(python), "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    command += ["--python-version", ".".join(map(str, OLDEST_PYTHON)), "--no-header", "--no-annotate"]
    command += ["--no-emit-index-url", *args, "pyproject.toml"]
    runtime, dev = environment.RUNTIME_LOCK.name, environment.DEV_LOCK.name
    return _start([*command, "-o", runtime]) or _start([*command, "--group", "dev", "-c", runtime, "-o", dev])


def _demo(python: Path) -> int:
    from tools.words import say

    complete = (DEMO / "passphrase.txt").is_file() and any((DEMO / "packs").glob("*.pdf"))
    if complete:
        say("It was made before. To make it afresh, remove the folder demo-school and run this again.")
    else:
        if DEMO.exists():
            say("The one in demo-school was left half made; making it anew.")
            shutil.rmtree(DEMO)
        made = _start([str(python), "-m", "senco_desk", "demo", str(DEMO)])
        if made != 0:
            say("The made-up school was not made.")
            return made
    say(f"The file:       {DEMO / 'demo.senco'}")
    say(f"Its passphrase: {DEMO / 'passphrase.txt'}")
    say(f"The packs:      {DEMO / 'packs'} ({len(list((DEMO / 'packs').glob('*.pdf')))} PDF files)")
    return 0


def _start(command: list[str], **extra: str) -> int:
    return subprocess.run(command, cwd=ROOT, env=os.environ | extra, check=False).returncode


COMMANDS = {"run": run, "test": test, "prove": prove, "bench": bench, "build": build, "lock": lock}


def main(args: list[str]) -> int:
    """Carry out one command and give its exit code."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        print(
            "SENCO Desk needs Python {}.{} or newer; this is {}.{}.".format(
                *OLDEST_PYTHON, *sys.version_info[:2]
            )
        )
        return 2
    if not args or args[0] not in COMMANDS:
        print(__doc__)
        return 0 if args and args[0] in ("-h", "--help", "help") else 2
    from tools.words import Stopped

    try:
        return COMMANDS[args[0]](args[1:])
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
