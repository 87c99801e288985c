"""The papers and the program agree: commands, keys, labels, help pages and links."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from typer.main import get_command

import dev
from senco_desk import cli
from senco_desk.ui import help_text
from senco_desk.ui.pages import PAGES

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "senco_desk" / "ui"
HELP = ROOT / "resources" / "help"
GUIDE = ROOT / "docs" / "user-guide.md"

WIDGET_KEYS = {
    "Ctrl+Down": "form_editor/editor.py: Key_Down",
    "Ctrl+Up": "form_editor/editor.py: Key_Up",
    "Ctrl+T": "form_editor/editor.py: Key_T",
    "Ctrl+Delete": "form_editor/table.py: Key_Delete",
    "Ctrl+Home": "preview/view.py: Key_Home",
    "Ctrl+End": "preview/view.py: Key_End",
}
"""Keys with Ctrl that a widget hears itself, and where."""

EMPHASIS = {
    "A change of passphrase",
    "A recovery kit",
    "Check with your local authority",
    "Locking by itself",
    "Parent Information Form, question 8.2",
}
"""What the guide sets in bold without being a word on a button."""

NETWORK = {
    "socket", "socketserver", "ssl", "asyncio", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib",
    "telnetlib", "xmlrpc", "requests", "httpx", "aiohttp", "urllib3", "websockets", "QtNetwork",
}  # fmt: skip


def _papers() -> list[Path]:
    named = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found = [ROOT / line for line in named.stdout.splitlines()]
    # Without git (an unpacked archive) the papers lie in these three places.
    found = found or [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *HELP.glob("*.md")]
    return sorted(path for path in found if path.exists())


def _sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / "senco_desk").rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_there_are_papers_to_read():
    assert {"README.md", "CHANGELOG.md", "user-guide.md", "today.md"} <= {path.name for path in _papers()}


# commands


def test_every_dev_command_that_a_paper_names_is_there():
    named = {
        (path.name, word)
        for path in _papers()
        for word in re.findall(r"(?:python3|py) dev\.py ([a-z]+)", path.read_text(encoding="utf-8"))
    }
    assert {("README.md", "run"), ("README.md", "test")} <= named
    assert sorted(f"{paper}: {word}" for paper, word in named if word not in dev.COMMANDS) == []


def test_the_readme_names_every_command_of_the_program_with_options_that_are_there():
    commands = get_command(cli.app).commands  # type: ignore[attr-defined] # it is a group
    assert set(commands) == set(cli.COMMANDS)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in cli.COMMANDS:
        line = re.search(rf"^senco-desk {name}\b.*$", readme, re.MULTILINE)
        assert line, f"the README does not say {name}"
        known = {option for parameter in commands[name].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", line[0])) <= known, name


# keys


def _keys_in_words(text: str) -> set[str]:
    plain = re.sub(r"Ctrl(, (?:Shift|Alt))? and ([A-Z]\b|[A-Z][a-z]+|[-+])", _joined, text)
    found = re.findall(r"\b((?:(?:Ctrl|Alt|Shift)\+)+(?:\+|-|/|\w+)|F\d{1,2})", plain)
    return {key.replace("Enter", "Return") for key in found}


def _joined(found: re.Match[str]) -> str:
    return "Ctrl+" + (f"{found[1][2:]}+" if found[1] else "") + found[2]


def _keys_in_code() -> set[str]:
    """Shortcuts given to an Action or to Qt as they are, or through a loop in the same function."""
    keys = {f"Ctrl+{number}" for number, _ in enumerate([page for page in PAGES if page.rail], start=1)}
    for path, tree in _sources():
        if UI not in path.parents:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Action", "QKeySequence"):
                keys |= _key_constants(node)
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(part, ast.Call)
                and getattr(part.func, "id", "") == "QKeySequence"
                and isinstance(part.args[0], ast.Name)
                for part in ast.walk(node)
            ):
                keys |= _key_constants(node)
    return keys


def _key_constants(node: ast.AST) -> set[str]:
    texts = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and _keys_in_words(text) == {text}}


@pytest.mark.parametrize("key", WIDGET_KEYS)
def test_a_key_that_a_widget_hears_is_in_that_widget(key: str):
    place, _, token = WIDGET_KEYS[key].partition(": ")
    assert token in (UI / place).read_text(encoding="utf-8")


def test_every_shortcut_that_a_paper_names_does_something():
    known = _keys_in_code() | set(WIDGET_KEYS)
    assert {"Ctrl+K", "F1", "Ctrl++", "Alt+Up"} <= known
    wrong = [
        f"{path.name}: {key}"
        for path in (GUIDE, *sorted(HELP.glob("*.md")))
        for key in sorted(_keys_in_words(path.read_text(encoding="utf-8")) - known)
    ]
    assert wrong == []


def test_the_guide_names_every_shortcut_that_works_everywhere():
    from senco_desk.ui.actions import everywhere

    guide = _keys_in_words(GUIDE.read_text(encoding="utf-8"))
    assert [action.id for action in everywhere() if action.keys and action.keys not in guide] == []


# labels


def _strings() -> str:
    words = [
        part.value
        for _, tree in _sources()
        for part in ast.walk(tree)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    return "\n".join(words).replace("’", "'").lower()


def test_every_label_that_the_guide_sets_in_bold_stands_in_the_program():
    said = _strings()
    bold = re.findall(r"\*\*([A-Z][^*]+)\*\*", GUIDE.read_text(encoding="utf-8"))
    labels = {
        label.rstrip(":").replace("’", "'")
        for label in bold
        if not label.endswith(".") and len(label.split()) <= 7 and not _is_key(label)
    }
    assert len(labels) > 20
    assert sorted(label for label in labels - EMPHASIS if label.lower() not in said) == []


def _is_key(label: str) -> bool:
    plain = {"Up", "Down", "Left", "Right", "Tab", "Enter", "End", "Space", "Delete", "Menu"}
    return label in plain or label.startswith("Page ") or bool(_keys_in_words(label))


# help


def test_every_page_has_its_help():
    for kind in PAGES:
        module, _, name = kind.place.partition(":")
        help_id = getattr(import_module(f"senco_desk.ui.pages.{module}"), name).help_id
        assert help_id in help_text.names(), kind.key


def test_every_help_that_a_screen_or_dialog_asks_for_can_be_read():
    asked = {
        node.value.value
        for path, tree in _sources()
        if UI in path.parents
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and "help_id" in {getattr(target, "id", "") for target in _targets(node)}
        and isinstance(node.value, ast.Constant)
        and node.value.value
    }
    assert {"unlock", "first-run", "pupils"} <= asked
    missing = [name for name in sorted(map(str, asked)) if help_text.read(name) == help_text.read("contents")]
    assert missing == []


def _targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


@pytest.mark.parametrize("path", sorted(HELP.glob("*.md")), ids=lambda path: path.stem)
def test_a_help_page_has_a_title_and_a_name_that_the_window_finds(path: Path):
    text = path.read_text(encoding="utf-8")
    assert re.match(r"# \S.*\n\n\S", text)
    assert help_text.read(path.stem) == text


def test_no_heading_of_a_help_page_is_drawn_as_part_of_a_list(qapp):
    page = help_text.HelpText("form")
    for name in help_text.names():
        page.show_help(name)
        block = page.document().begin()
        while block.isValid():
            assert not (block.blockFormat().headingLevel() and block.textList()), f"{name}: {block.text()}"
            block = block.next()
    page.deleteLater()


# links


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _anchors(path: Path) -> set[str]:
    return {
        _anchor(line) for line in re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }


@pytest.mark.parametrize("path", _papers(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_paper_leads_somewhere(path: Path):
    # Code is no link, whatever brackets stand in it.
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith(("https://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name) if name else path
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            dead.append(link)
    assert dead == []


def test_every_picture_says_what_it_shows():
    bare = [
        f"{path.name}: {link}"
        for path in _papers()
        for words, link in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", path.read_text(encoding="utf-8"))
        if len(words) < len("Pupils")
    ]
    assert bare == []


# a promise of docs/security.md


def test_no_module_of_the_program_imports_what_talks_to_a_network():
    talking = []
    for path, tree in _sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(alias.name for alias in node.names)]
            else:
                continue
            if {part for name in names for part in name.split(".")} & NETWORK:
                talking.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert talking == []
