"""The sizes that keep the house readable, and what the locks promise; import-linter finds the circles."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("senco_desk", "tests", "tools", "benchmarks")

LINES_IN_A_FILE = 400
LINES_IN_A_FUNCTION = 50
PUBLIC_METHODS = 15


def _modules() -> Iterator[Path]:
    yield ROOT / "dev.py"
    for place in PLACES:
        yield from sorted((ROOT / place).rglob("*.py"))


def _nodes() -> Iterator[tuple[str, ast.AST]]:
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}", node


def _public_methods(node: ast.ClassDef) -> list[str]:
    return [
        part.name
        for part in node.body
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) and not part.name.startswith("_")
    ]


def _locked(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", text, re.MULTILINE))


def _named_in_pyproject() -> tuple[list[Requirement], list[Requirement]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = [Requirement(text) for text in project["project"]["dependencies"]]
    return runtime, [Requirement(text) for text in project["dependency-groups"]["dev"]]


def test_there_is_code_to_measure():
    assert len(list(_modules())) > 20


def test_every_file_is_under_400_lines():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in _modules()}
    assert [f"{path}: {n}" for path, n in lengths.items() if n >= LINES_IN_A_FILE] == []


def test_every_function_is_under_50_lines():
    long = [
        f"{where} {node.name}: {lines}"
        for where, node in _nodes()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) >= LINES_IN_A_FUNCTION
    ]
    assert long == []


def test_every_class_has_under_15_public_methods():
    wide = [
        f"{where} {node.name}: {len(methods)}"
        for where, node in _nodes()
        if isinstance(node, ast.ClassDef) and len(methods := _public_methods(node)) >= PUBLIC_METHODS
    ]
    assert wide == []


def test_the_locks_hold_every_part_that_pyproject_names():
    runtime, dev = _named_in_pyproject()
    for lock, wanted in (("requirements.lock", runtime), ("requirements-dev.lock", runtime + dev)):
        held = _locked(lock)
        outside = [
            str(part)
            for part in wanted
            if not part.specifier.contains(held.get(canonicalize_name(part.name), "0"), prereleases=True)
            or canonicalize_name(part.name) not in held
        ]
        assert outside == [], f"run `python3 dev.py lock`: {lock} lacks these"


def test_the_two_locks_agree():
    dev = _locked("requirements-dev.lock")
    assert {name: dev.get(name) for name in _locked("requirements.lock")} == _locked("requirements.lock")


def test_the_locks_name_no_package_host():
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert "--find-links" not in text
