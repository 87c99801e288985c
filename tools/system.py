"""What the system must bring: the libraries that Qt loads, and a display to open a window on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.words import Stopped, say

# Which Debian package brings which library; proved on a bare Debian 12.
FOR_QT = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
}
FOR_A_WINDOW = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
# Debian 13 and Ubuntu 24.04 gave it another name.
RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}


def has_display() -> bool:
    """Say whether a window can be opened: always on Windows and macOS, with a display on Linux."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def bring_qt_libraries(*, window: bool) -> None:
    """See to the libraries Qt needs: install them as root, else say how.

    Raises:
        Stopped: some are missing and could not be installed.
    """
    libraries = FOR_QT | FOR_A_WINDOW if window else FOR_QT
    bring_packages([package for library, package in libraries.items() if library in _missing(libraries)])


def bring_binutils() -> None:
    """See to objdump, which PyInstaller needs on Linux.

    Raises:
        Stopped: it is missing and could not be installed.
    """
    if sys.platform.startswith("linux") and not shutil.which("objdump"):
        bring_packages(["binutils"])


def bring_secret_service() -> None:
    """See to a real D-Bus session and a real Secret Service, which tests of quick unlock and locking talk to.

    Raises:
        Stopped: they are missing and could not be installed.
    """
    if sys.platform.startswith("linux"):
        needed = {"dbus-run-session": "dbus", "gnome-keyring-daemon": "gnome-keyring"}
        bring_packages([package for program, package in needed.items() if not shutil.which(program)])


def bring_proof_tools() -> None:
    """See to strace and faketime, by which tests/proof cut operations off and change the clock; Linux only.

    Raises:
        Stopped: they are missing and could not be installed.
    """
    if sys.platform.startswith("linux"):
        bring_packages([program for program in ("strace", "faketime") if not shutil.which(program)])


def bring_packages(packages: list[str]) -> None:
    """Install system packages on a Debian-like system as root, else say how.

    Raises:
        Stopped: they are not installed.
    """
    if not packages:
        return
    if not shutil.which("apt-get"):
        raise Stopped(
            "The system lacks what Debian packages as " + " ".join(packages) + ". "
            "Install the same from your own distribution, then run this again."
        )
    if not _is_root():
        names = " ".join(_today_s_name(package) for package in packages)
        raise Stopped(
            f"The system lacks some libraries. Install them, then run this again:\n{_command(names)}"
        )
    say("Installing system libraries: " + " ".join(packages))
    _apt("update")
    _apt("install", "-y", "--no-install-recommends", *(_today_s_name(package) for package in packages))


def _command(names: str) -> str:
    return f"    sudo apt-get install --no-install-recommends {names}"


def _missing(libraries: dict[str, str]) -> set[str]:
    if not sys.platform.startswith("linux"):
        return set()
    known = _known_libraries()
    return {library for library in libraries if library not in known}


def _known_libraries() -> set[str]:
    ldconfig = shutil.which("ldconfig") or next(
        (path for path in ("/sbin/ldconfig", "/usr/sbin/ldconfig") if Path(path).exists()), None
    )
    if ldconfig is None:
        return set(FOR_QT | FOR_A_WINDOW)  # not a glibc system we know: let Qt say what it lacks
    done = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False)
    return {line.split()[0] for line in done.stdout.splitlines()[1:] if line.strip()}


def _today_s_name(package: str) -> str:
    renamed = RENAMED.get(package)
    if renamed is None:
        return package
    done = subprocess.run(["apt-cache", "show", renamed], capture_output=True, text=True, check=False)
    return renamed if done.returncode == 0 and "Package:" in done.stdout else package


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _apt(*args: str) -> None:
    done = subprocess.run(
        ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", *args],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        last = "\n".join(f"    {line}" for line in done.stdout.strip().splitlines()[-8:])
        raise Stopped(f"apt-get {args[0]} did not succeed. It said:\n{last}")
