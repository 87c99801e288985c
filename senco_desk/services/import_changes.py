"""What a line of a list changes of a pupil, by field, need and contact, and how that is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from senco_desk.exchange.gather import IncomingPupil
from senco_desk.exchange.headings import fields
from senco_desk.models.codes import year_words
from senco_desk.models.keys import id_of
from senco_desk.models.pupil import Contact, ContactInput, Need, NeedInput, PupilInput
from senco_desk.rules.dates_in_words import short_date
from senco_desk.rules.names import fold


class Change(NamedTuple):
    """One field that would change, in words; `before` is "" where there was nothing."""

    words: str
    before: str
    after: str
    field: str
    """For `Choice.keep`."""


@dataclass(frozen=True)
class Deeds:
    """What a line comes to in the file."""

    fields: dict[str, Any] = field(default_factory=dict)
    needs: tuple[NeedInput, ...] | None = None
    """All the pupil's needs as they will be; None for no change."""
    contacts: tuple[tuple[int | None, dict[str, Any]], ...] = ()
    """(contact to change or None for a new one, fields)."""

    @property
    def nothing(self) -> bool:
        """Whether it changes nothing."""
        return not self.fields and self.needs is None and not self.contacts


def tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without the preferred names that only repeat the legal ones, as school systems write them."""
    return {
        key: value
        for key, value in values.items()
        if not (key.startswith("preferred_") and value == values.get(key.replace("preferred_", "legal_")))
    }


_NAMES = (
    "legal_forename",
    "legal_surname",
    "middle_names",
    "preferred_forename",
    "preferred_surname",
    "former_surname",
)


def same(key: str, ours: Any, theirs: Any) -> bool:
    """Whether a cell says what we have; a name stripped of its accents, or in capitals, says nothing new."""
    if ours == theirs:
        return True
    if key not in _NAMES or not ours or fold(ours) != fold(theirs):
        return False
    return (theirs.isascii() and not ours.isascii()) or (theirs.isupper() and not ours.isupper())


def need_of(code: Any, rank: int, since: date | None, note: str, held: Need | None = None) -> NeedInput:
    """A need as it will be; what is known of it here is not overwritten."""
    return NeedInput(
        code=code,
        rank=rank,
        area=held.area if held else code.area,
        identified_by=held.identified_by if held else None,
        since=(held.since if held else None) or since,
        note=(held.note if held else "") or note,
    )


_MOST_NEEDS = 9
"""Ranks are 1 to 9."""


def merged_needs(held: Sequence[Need], incoming: IncomingPupil) -> tuple[NeedInput, ...] | None:
    """The needs as the list ranks them, then those known only here; None when the list says nothing new."""
    if not incoming.needs:
        return None
    known = {need.code: need for need in held}
    listed = {need.code: need for need in incoming.needs}
    order = [*listed, *(code for code in known if code not in listed)]
    if [code for code in known if code in listed] == list(listed):
        order = list(known)  # the same types in the same order: our own ranks stand
    if len(order) > _MOST_NEEDS:
        order = [*known, *(code for code in listed if code not in known)][:_MOST_NEEDS]
    merged = tuple(
        need_of(
            code,
            rank,
            listed[code].since if code in listed else None,
            listed[code].note if code in listed else "",
            known.get(code),
        )
        for rank, code in enumerate(order, start=1)
    )
    if order == list(known):
        ranks = {code: need.rank for code, need in known.items()}
        merged = tuple(need.model_copy(update={"rank": ranks[need.code]}) for need in merged)
    ours = [(n.code, n.rank, n.since, n.note) for n in known.values()]
    return None if ours == [(n.code, n.rank, n.since, n.note) for n in merged] else merged


def merged_contacts(
    held: Sequence[Contact], incoming: IncomingPupil, keep: frozenset[str]
) -> tuple[tuple[tuple[int | None, dict[str, Any]], ...], list[Change]]:
    """The contacts to add or change, and how that is said; none is taken away, no blank overwrites."""
    deeds: list[tuple[int | None, dict[str, Any]]] = []
    told: list[Change] = []
    if "contacts" in keep:
        return (), []
    highest = max((contact.rank for contact in held), default=0)
    for contact in incoming.contacts:
        ours = next((h for h in held if _same_contact(h, contact)), None)
        if ours is None:
            highest += 1
            deeds.append((None, contact | {"rank": highest}))
            told.append(contact_change(None, contact, "name"))
            continue
        new = {
            key: value
            for key, value in contact.items()
            if key not in ("rank", "name") and _comparable(key, value) != _comparable(key, getattr(ours, key))
        }
        if new:
            deeds.append((id_of(ours), new))
            told += [contact_change(ours, new, key) for key in new]
    return tuple(deeds), told


def _same_contact(held: Contact, listed: Mapping[str, Any]) -> bool:
    email = listed.get("email", "")
    return fold(held.name) == fold(listed["name"]) or bool(
        email and held.email.casefold() == email.casefold()
    )


def _comparable(key: str, value: str) -> str:
    if key in ("phone", "other_phone"):
        return "".join(c for c in value if c.isdigit() or c == "+").replace("+44", "0")
    return value.casefold() if key == "email" else value


def contact_change(held: Contact | None, listed: Mapping[str, Any], key: str) -> Change:
    """A new contact, or one field of a contact, as a change."""
    if held is None:
        details = (listed.get(part, "") for part in ("relationship", "phone", "email"))
        return Change("Contact", "", ", ".join(filter(None, [listed["name"], *details])), "contacts")
    part = fields()[f"contact_1_{key}"].words.removeprefix("Contact 1: ")
    return Change(f"{held.name}: {part}", str(getattr(held, key)), str(listed[key]), "contacts")


def words_of(key: str) -> str:
    """A field as the preview names it."""
    return fields()[key].words


def needs_change(held: Iterable[Need], needs: Iterable[NeedInput]) -> Change:
    """The needs before and after, main need first; with their dates and notes where only those differ."""
    before, after = _needs_said(held), _needs_said(needs)
    if before == after:
        before, after = _needs_said(held, whole=True), _needs_said(needs, whole=True)
    return Change("Needs", before, after, "needs")


def _needs_said(needs: Iterable[Need | NeedInput], *, whole: bool = False) -> str:
    named = []
    for need in sorted(needs, key=lambda need: need.rank):
        since = f"since {short_date(need.since)}" if need.since else ""
        more = [part for part in (since, need.note) if part] if whole else []
        named.append(need.code.short + (f" ({', '.join(more)})" if more else ""))
    return "; ".join(named)


def said(key: str, value: Any) -> str:
    """A value as the preview shows it; "" for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return short_date(value)
    return year_words(value) if key == "year_group" else str(value)


def checked_contact(listed: Mapping[str, Any]) -> ContactInput:
    """A contact of the list as it is kept."""
    return ContactInput.model_validate(dict(listed))


def checked_pupil(listed: Mapping[str, Any]) -> PupilInput:
    """A pupil of the list as it is kept."""
    return PupilInput.model_validate(dict(listed))
