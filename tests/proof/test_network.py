"""Every command there is, run where no network is and every socket would be seen (figure R12)."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from senco_desk import cli
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


def _session(folder: Path, listed: Path) -> Iterator[list[str]]:
    """Give every command that needs no window, each once those before it are done."""
    school, stick = folder / "school", folder / "stick"
    stick.mkdir()
    vault, secret = str(school / "demo.senco"), ["--passphrase-file", str(school / "passphrase.txt")]
    yield ["--help"]
    yield ["demo", str(school), "--pupils", "6"]
    yield ["new", str(folder / "new.senco"), *secret]
    yield ["register", vault, *secret, "--json"]
    yield ["import", vault, str(listed), *secret, "--apply"]
    yield ["pack", vault, "--pupil", "1", "--out", str(folder / "pack.pdf"), *secret]
    yield ["form", "family_views", "--out", str(folder / "form.pdf")]
    yield ["handover", vault, "--out", str(folder / "handover.pdf"), *secret]
    yield ["backup", vault, str(stick), *secret]
    (copy,) = stick.rglob("*.senco")
    yield ["lost-laptop", str(copy), "--out", str(folder / "lost.pdf"), *secret]
    yield ["backups", vault, *secret]
    yield ["check", vault, *secret, "--deep"]
    yield ["restore", str(copy), vault, *secret]
    fresh = folder / "another.txt"
    fresh.write_text("seven quiet otters juggling\n", encoding="utf-8")
    code = str(school / "recovery.txt")
    yield ["recover", vault, "--recovery-file", code, "--new-passphrase-file", str(fresh)]


def test_a_session_of_every_command_opens_no_socket(tmp_path: Path, listed: Path):
    measured = Measured("R12", "network sockets in a session of every command, with no network there")
    found, tried = [], []
    for command in _session(tmp_path, listed):
        tried.append(command[0])
        found += _sockets([sys.executable, "-m", "senco_desk", *command], tmp_path / "record")
    assert found == []
    assert sorted(tried) == sorted(["--help", *cli.COMMANDS]), "a command was left out"
    for paper in ("pack", "form", "handover", "lost"):
        assert (tmp_path / f"{paper}.pdf").read_bytes().startswith(b"%PDF")
    measured.reached(len(tried), "commands, 0 sockets of the network")


def test_a_program_that_tries_to_reach_the_network_is_caught(tmp_path: Path):
    tries = "import socket; s = socket.socket(); s.connect_ex(('127.0.0.1', 9)); s.close()"
    assert len(_sockets([sys.executable, "-c", tries], tmp_path / "record")) == 2
