"""`senco-desk --self-test`: does this program, as it stands here, do the whole of its work?

It makes a scratch file with one made-up pupil, draws that pupil's pack, shows and prints it, and opens, locks
and closes the window with nothing on the screen. Each step is said in a line; the first that fails ends it.
Nothing of it is left behind, and no file of the person's own is touched.

`senco-desk --self-test --here DIR` tries, on the disk that DIR lies on, whether what was saved stays saved.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Final

from senco_desk import __version__
from senco_desk import self_test_here as here
from senco_desk.places import HOME_VARIABLE
from senco_desk.self_test_here import Failed

if TYPE_CHECKING:
    from senco_desk.services.letting_out import Paper
    from senco_desk.ui.window import Window

PATIENCE_S: Final = 60.0
"""How long one step of the window may take; the whole has three times that."""
_PATIENCE_HERE = 15
"""How many times that for a slow disk."""
_PASSPHRASE = "copper lantern quiet meadow"  # noqa: S105 - it guards one made-up pupil, for a few seconds


def run(arguments: list[str]) -> int:
    """Test the program; gives 0 when all is well, 1 when a step failed, 2 when it was called wrongly."""
    if arguments[:1] == [here.CHILD] and len(arguments) == 4:
        return here.save_until_killed(Path(arguments[1]), arguments[2], Path(arguments[3]))
    where = Path(arguments[1]) if arguments[:1] == ["--here"] and len(arguments) == 2 else None
    if arguments and where is None:
        _say("--self-test takes nothing after it, or --here and a folder.")
        return 2
    if where is not None and not where.is_dir():
        _say(f"There is no folder {where}.")
        return 2
    _say(f"SENCO Desk {__version__} tests itself{' on this disk, for a minute or two' if where else ''}.")
    watch = threading.Timer((_PATIENCE_HERE if where else 3) * PATIENCE_S, _give_up)
    watch.daemon = True
    watch.start()
    try:
        with ExitStack() as after:
            made = tempfile.TemporaryDirectory(prefix="senco-desk-self-test-", dir=where)
            folder = Path(after.enter_context(made))
            after.enter_context(_Surroundings(folder))
            return _steps_here(folder) if where else _steps(_SelfTest(folder))
    except OSError as wrong:
        _say(f"The folder cannot be written to: {wrong.strerror}.")
        return 2
    finally:
        watch.cancel()


def _steps_here(folder: Path) -> int:
    if code := _try(here.OnThisDisk(folder).steps()):
        _say("Do not trust this disk with your file: keep it on another, and ask whoever looks after it.")
        return code
    _say("All is well: this disk keeps what was saved, and copies made on it come back.")
    return 0


def _steps(test: _SelfTest) -> int:
    steps: tuple[here.Step, ...] = (
        ("Make a file and bring its tables to this version", test.make_file),
        ("Draw a pack", test.draw_pack),
        ("Show its pages", test.show_pages),
        ("Print it to a file", test.print_pack),
        ("Unlock the file in the window", test.unlock),
        ("Show the pupils", test.show_pupils),
        ("Lock", test.lock),
        ("Close", test.close),
    )
    if code := _try(steps, test.slots_raised):
        return code
    _say("All is well.")
    return 0


def _try(steps: Sequence[here.Step], raised: Sequence[BaseException] = ()) -> int:
    """Go through the steps; the first that fails, or on whose way something was raised, ends it with 1."""
    for words, step in steps:
        begun = monotonic()
        try:
            found = step()
            if raised:
                raise raised[0]
        except Exception as wrong:  # noqa: BLE001 - whatever it is, this is where it is said
            _say(f"{words}: FAILED. {type(wrong).__name__}: {wrong}")
            return 1
        _say(f"{words}: {found} ({monotonic() - begun:.1f} s)")
    return 0


class _SelfTest:
    """The steps, each leaning on those before it. A step says what it found, or raises."""

    def __init__(self, folder: Path) -> None:
        from senco_desk import app

        self.vault = folder / "self-test.senco"
        self.printed = folder / "printed.pdf"
        self.slots_raised: list[BaseException] = []
        """What Qt's own calls raised: it goes no further than the hook."""
        sys.excepthook = self._note
        self._app = app.make_application()
        self._paper: Paper | None = None
        self._short: Paper | None = None
        self._window: Window | None = None

    def make_file(self) -> str:
        from senco_desk.services import demo
        from senco_desk.store import check

        store = demo.make(self.vault, _PASSPHRASE, pupils=1, today=date.today())
        try:
            found = check.findings(store)
        finally:
            store.close()
        if found:
            raise Failed(found[0].said)
        return f"{self.vault.stat().st_size // 1024} kB, nothing wrong in it"

    def draw_pack(self) -> str:
        from senco_desk.services import packs
        from senco_desk.store import open_vault

        store = open_vault(self.vault, _PASSPHRASE)
        try:
            self._paper = packs.make(store, 1, packs.PackWish(), today=date.today())
            few = packs.PackWish(parts=frozenset({"cover", "where"}))  # half a second a page to print
            self._short = packs.make(store, 1, few, today=date.today())
        finally:
            store.close()
        return f"{self._paper.pages} pages"

    def show_pages(self) -> str:
        from senco_desk.ui.preview import Pages

        paper = self._made(self._paper)
        pages = Pages(paper.pdf)
        try:
            picture = pages.picture(1, pages.size(1).toSize())
            words = sum(len(pages.words(number).split()) for number in range(1, len(pages) + 1))
            if len(pages) != paper.pages or picture.isNull() or not words:
                raise Failed("the pages cannot be drawn from memory")
        finally:
            pages.close()
        return f"{words} words on {paper.pages} pages"

    def print_pack(self) -> str:
        from senco_desk.ui.preview.printing import PrintRun, new_printer

        paper, printer = self._made(self._short), new_printer(1)
        printer.setOutputFileName(str(self.printed))
        pages = PrintRun(printer, [paper.pdf]).go(lambda *_: None)
        if pages != paper.pages or not self.printed.read_bytes().startswith(b"%PDF"):
            raise Failed("not every page was printed")
        return f"{pages} pages"

    def unlock(self) -> str:
        from senco_desk import app
        from senco_desk.ui.pages.unlock import UnlockScreen

        self._window = window = app.make_window(self._app, self.vault)
        window.show()
        if not isinstance(window.front, UnlockScreen):
            raise Failed("the window does not ask for the passphrase")
        window.front.passphrase.setText(_PASSPHRASE)
        window.front.unlock()
        self._until(lambda: window.shell is not None, "the window did not open the file")
        return "open"

    def show_pupils(self) -> str:
        window = self._open_window()
        page = window.go("pupils")
        self._app.processEvents()
        if page is None or not page.isVisible() or window.grab().isNull():
            raise Failed("the page does not show")
        return "shown"

    def lock(self) -> str:
        window = self._open_window()
        window.lock()
        if window.shell is not None:
            raise Failed("the page still shows")
        self._until(lambda: window.desk.wait_closed(0), "the file did not close")
        return "the file is closed"

    def close(self) -> str:
        from senco_desk.store import open_vault

        window = self._open_window()
        if not window.close():
            raise Failed("the window did not close")
        self._app.processEvents()
        open_vault(self.vault, _PASSPHRASE).close()
        return "the file opens again"

    def _made(self, paper: Paper | None) -> Paper:
        if paper is None:
            raise Failed("there is no pack")
        return paper

    def _open_window(self) -> Window:
        if self._window is None:
            raise Failed("there is no window")
        return self._window

    def _until(self, true: Callable[[], bool], else_say: str) -> None:
        end = monotonic() + PATIENCE_S
        while not true():
            self._app.processEvents()
            if monotonic() > end or self.slots_raised:
                raise Failed(else_say)

    def _note(self, _kind: type[BaseException], wrong: BaseException, _where: TracebackType | None) -> None:
        self.slots_raised.append(wrong)


class _Surroundings:
    """No screen, and settings and log in the scratch folder; all as it was again afterwards."""

    def __init__(self, folder: Path) -> None:
        self._wanted = {"QT_QPA_PLATFORM": "offscreen", HOME_VARIABLE: str(folder / "home")}
        self._before: dict[str, str | None] = {}
        self._hook = sys.excepthook

    def __enter__(self) -> None:
        self._before = {name: os.environ.get(name) for name in self._wanted}
        os.environ.update(self._wanted)

    def __exit__(self, *_: object) -> None:
        sys.excepthook = self._hook
        for name, value in self._before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _say(words: str) -> None:
    """Say a line; a program without a console (Windows) has nobody to say it to, only its exit code."""
    if sys.stdout is not None:
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()


def _give_up() -> None:
    _say("It took too long: FAILED.")
    os._exit(1)
