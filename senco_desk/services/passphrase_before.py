"""A passphrase that was right once: said when it is refused, so that nobody has to guess which one counts."""

from __future__ import annotations

from pathlib import Path

from senco_desk.errors import Mistake, Trouble
from senco_desk.rules.dates_in_words import full_date
from senco_desk.store import copies, manifest, vault


def explained(path: Path, typed: str, told: Mistake) -> Mistake:
    """Say more about a passphrase that does not open a file, where the copy before its last change tells.

    Costs another guess where the passphrase was ever changed, and nothing where it was not.

    Args:
        path: the file.
        typed: the passphrase that was refused.
        told: what is said otherwise.
    """
    try:
        found = copies.copies_of(path)
    except Trouble:
        return told
    before = next((copy for copy in found if _is_before_a_change(copy)), None)
    if before is None:
        return told
    made = copies.made_at(before).astimezone()
    when = f"{full_date(made.date())} at {made:%H:%M}"
    if _opens(before, typed):
        return Mistake(
            f"The passphrase was changed on {when}, and this is the one from before.",
            "Type the new one. This one still opens the copies of that time.",
            field=told.field,
        )
    if before != found[0]:
        return told
    return Mistake(
        "That passphrase does not open this file.",
        f"It was being changed on {when}. If that was cut off, the one from before still opens it: try both.",
        field=told.field,
    )


def _is_before_a_change(copy: Path) -> bool:
    slip = manifest.read(copy)
    return slip is not None and slip.why == "new passphrase"


def _opens(copy: Path, typed: str) -> bool:
    try:
        vault.find_key(copy, typed)
    except (Mistake, Trouble):
        return False
    return True
