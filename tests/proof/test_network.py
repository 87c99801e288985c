"""A session of the command line, where there is no network and every socket would be seen (figure R12)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.proof.children import REPOSITORY
from tests.proof.figures import Measured

_TALKS: Final = re.compile(r"\b(?:socket|connect)\((?:\d+, )?\{?(?:sa_family=)?(AF_INET6?)\b")


def _alone() -> list[str]:
    """Give what starts a program with no network at all, where this system lets us."""
    tried = subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False)
    return ["unshare", "-n"] if tried.returncode == 0 else []


def _sockets(command: list[str], record: Path) -> list[str]:
    """Run a command to its end under strace; gives the calls that talk to a network."""
    traced = ["strace", "-f", "--seccomp-bpf", "-qq", "--trace=socket,connect", "-o", str(record)]
    done = subprocess.run(
        [*_alone(), *traced, *command], capture_output=True, text=True, cwd=REPOSITORY, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [line for line in record.read_text().splitlines() if _TALKS.search(line)]


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    made = tmp_path / "list.csv"
    made.write_text("Forename,Surname,DOB,Form\nWholly,Invented,2014-05-06,8H\n", encoding="utf-8")
    return made


def test_a_whole_session_of_the_command_line_opens_no_socket(tmp_path: Path, listed: Path):
    measured = Measured("R12", "network sockets in a session of the command line, with no network there")
    school = tmp_path / "school"
    vault, secret = str(school / "demo.senco"), ["--passphrase-file", str(school / "passphrase.txt")]
    session = [
        ["demo", str(school), "--pupils", "6"],
        ["check", vault, *secret],
        ["register", vault, *secret, "--json"],
        ["import", vault, str(listed), *secret, "--apply"],
        ["pack", vault, "--pupil", "1", "--out", str(tmp_path / "pack.pdf"), *secret],
        ["form", "family_views", "--out", str(tmp_path / "form.pdf")],
    ]
    found = [
        line
        for command in session
        for line in _sockets([sys.executable, "-m", "senco_desk", *command], tmp_path / "record")
    ]
    assert found == []
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF")
    shutil.rmtree(school)
    measured.reached(len(session), "commands, 0 sockets of the network")


def test_a_program_that_tries_to_reach_the_network_is_caught(tmp_path: Path):
    tries = "import socket; s = socket.socket(); s.connect_ex(('127.0.0.1', 9)); s.close()"
    assert len(_sockets([sys.executable, "-c", tries], tmp_path / "record")) == 2
