"""Merging: two drafts that tell one event become one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.resolving.freshness import too_old
from engine.resolving.state import Clause, Draft, Reason, Value
from engine.rulebook.compiled import EventType


def merge(drafts: Iterable[Draft], event: EventType) -> list[Draft]:
    """The drafts of one type, those that are the same by the type's `same` joined into the first."""
    kept: list[Draft] = []
    for draft in drafts:
        other = next((k for k in kept if _same(k, draft, event)), None)
        if other is None:
            kept.append(draft)
        else:
            _join(other, draft, event)
    return kept


def _same(one: Draft, other: Draft, event: EventType) -> bool:
    names: Sequence[str] = tuple(event.rule.slots) if event.rule.same == "all" else event.rule.same
    names = [name for name in names if not event.rule.slots[name].many or event.rule.same != "all"]
    if one.subject != other.subject or not _share(one, other, event):
        return False
    if _waits_for_other(one, other, names, event) or _waits_for_other(other, one, names, event):
        return False
    return other.instance.weak or all(_agree(one.values.get(n), other.values.get(n)) for n in names)


def _waits_for_other(one: Draft, other: Draft, names: Iterable[str], event: EventType) -> bool:
    """Whether one draft waits for what the other has ("upon the closing", "on May 4"), and no list of theirs shares a member."""
    if not any(name in one.waiting and name in other.values for name in names):
        return False
    lists = [n for n, slot in event.rule.slots.items() if slot.many and n in one.values and n in other.values]
    return bool(lists) and not any(_share_member(one, other, name) for name in lists)


def told(drafts: Sequence[Draft], types: Mapping[str, EventType]) -> tuple[list[Draft], list[Draft]]:
    """The drafts that count, weak ones last; and the weak ones of which another type of their family tells more.

    Of weak mentions of several types in a family that nothing else tells, those of the first type count. A weak
    mention whose lists share nothing with what is told (another office) is news of its own.
    """
    families = {name: event.rule.family or name for name, event in types.items()}
    counting: dict[tuple[Any, str], list[Draft]] = {}
    for draft in (d for d in drafts if not d.instance.weak):
        counting.setdefault((draft.subject, families[draft.type]), []).append(draft)
    order = list(families)
    kept = [draft for draft in drafts if not draft.instance.weak]
    passing: list[Draft] = []
    for draft in sorted((d for d in drafts if d.instance.weak), key=lambda d: order.index(d.type)):
        tellers = counting.setdefault((draft.subject, families[draft.type]), [draft])
        same = any(draft.type == other.type for other in tellers)
        (kept if same or _other_news(draft, tellers, types[draft.type]) else passing).append(draft)
    for draft in passing:
        draft.reasons.append(Reason(draft.pivot, "a passing mention of what another event tells"))
    return kept, passing


def _other_news(draft: Draft, tellers: Sequence[Draft], event: EventType) -> bool:
    """Whether a list of the draft shares no member with that of any of the others, all of which have it."""
    return any(
        name in draft.values
        and all(name in other.values and not _share_member(draft, other, name) for other in tellers)
        for name, slot in event.rule.slots.items()
        if slot.many
    )


def _share_member(one: Draft, other: Draft, name: str) -> bool:
    """Whether a list has a member in both drafts: the same, shorter (Chairman of the Board), or in initials (CEO)."""
    return any(_alike(a, b) or _alike(b, a) for a in _members(one, name) for b in _members(other, name))


def _alike(short: str, long: str) -> bool:
    words = long.split()
    return set(short.split()) <= set(words) or short == "".join(word[0] for word in words)


def _members(draft: Draft, name: str) -> set[str]:
    return {str(member).lower() for member in draft.values[name].value}


def single(events: Sequence[Draft], types: Mapping[str, EventType]) -> tuple[list[Draft], list[Draft]]:
    """The events without those that another type of their family tells too, and those.

    Two are one where pivot, the fields of `same` and a member of each list agree; the type that comes first counts.
    """
    order = list(types)
    kept: list[Draft] = []
    again: list[Draft] = []
    for draft in sorted(events, key=lambda d: order.index(d.type)):
        (again if any(_told_by(other, draft, types) for other in kept) else kept).append(draft)
    for draft in again:
        draft.reasons.append(Reason(draft.pivot, "another event of the family tells the same"))
    return kept, again


def _told_by(one: Draft, other: Draft, types: Mapping[str, EventType]) -> bool:
    first, second = types[one.type].rule, types[other.type].rule
    if (
        one.type == other.type
        or first.family is None
        or first.family != second.family
        or second.same == "all"
    ):
        return False
    lists = [
        name
        for name, slot in second.slots.items()
        if slot.many and name in one.values and name in other.values
    ]
    if not all(_members(one, n) & _members(other, n) for n in lists):
        return False
    if lists and one.type in second.gives_way_to:
        return str(one.subject) == str(other.subject)
    return all(_equal(one.values.get(name), other.values.get(name)) for name in second.same)


def _equal(one: Value | None, other: Value | None) -> bool:
    return one is not None and other is not None and one.value == other.value


def _share(one: Draft, other: Draft, event: EventType) -> bool:
    """Whether both have one of the fields that events of the type must share to be the same.

    Two anchors of one clause share one of the fields of `needs`, too: "nine months of salary and a payment of $10,000".
    """
    wanted = [event.rule.shared] if event.rule.shared else []
    if one.anchor is not other.anchor and one.instance.clause is other.instance.clause:
        wanted += event.rule.needs
    return all(any(name in one.values and name in other.values for name in names) for names in wanted)


def _agree(one: Value | None, other: Value | None) -> bool:
    return one is None or other is None or one.value == other.value or one.stand_in or other.stand_in


def _join(first: Draft, second: Draft, event: EventType) -> None:
    """Adds what the second tells to the first; no stand-in for what the first waits for ("upon the closing")."""
    for name, value in second.values.items():
        own = first.values.get(name)
        if own is None and value.stand_in and name in first.waiting:
            continue
        if own is None or (own.stand_in and not value.stand_in):
            first.values[name] = value
        elif name in event.rule.slots and event.rule.slots[name].many and not second.instance.weak:
            added = [v for v in value.value if str(v).lower() not in {str(o).lower() for o in own.value}]
            first.values[name] = Value(
                [*own.value, *added], (*own.proofs, *value.proofs) if added else own.proofs
            )
    first.trigger = (*first.trigger, *(p for p in second.trigger if p not in first.trigger))


def tidy(draft: Draft, event: EventType) -> Draft:
    """Removes values that repeat another (an announced day equal to the date), or that come after it where they may not."""
    for name, rule in event.rule.slots.items():
        value, other = draft.values.get(name), draft.values.get(rule.unless_equal or "")
        later = draft.values.get(rule.unless_after or "")
        if value is not None and ((other and value.value == other.value) or (later and _after(value, later))):
            del draft.values[name]
    for name, value in list(draft.values.items()):
        draft.values[name] = replace(value, proofs=tuple(dict.fromkeys(value.proofs)))
    return draft


def yielded(events: Sequence[Draft], types: Mapping[str, EventType]) -> None:
    """Removes values that another event of the same person tells, where a slot says so (`unless told`)."""
    for draft in events:
        for name, rule in types[draft.type].rule.slots.items():
            wanted, _, field = (rule.unless_told or "").partition(".")
            same = (d for d in events if d.type == wanted and d.subject == draft.subject and d is not draft)
            if any(name in draft.values and _equal(draft.values[name], d.values.get(field)) for d in same):
                del draft.values[name]


def _after(one: Value, other: Value) -> bool:
    """Whether an ISO date lies after another, as far as both say (a month holds all its days)."""
    shorter = min(len(str(one.value)), len(str(other.value)))
    return str(one.value)[:shorter] > str(other.value)[:shorter]


def outdated(draft: Draft, event: EventType, clauses: Iterable[Clause], reported: str | None = None) -> bool:
    """Whether the draft tells old news by its type's `stale`; what has no such date is never old."""
    rule = event.rule.stale
    if rule is None or any(draft.instance.set.get(key) != wanted for key, wanted in rule.when.items()):
        return False
    told = [str(draft.values[rule.slot].value)] if rule.slot in draft.values else []
    days = {str(n.value) for many in draft.instance.clause.captured.values() for n in many if n.value}
    if rule.slot and not told and days and all(too_old(d, rule, clauses, reported) for d in days):
        told = sorted(days)  # of several days none is the event's, but all are of long ago
    told += [
        str(node.value) for node in (draft.anchor.parts.get(rule.part or "", ()) if draft.anchor else ())
    ]
    old = [value for value in told if too_old(value, rule, clauses, reported)]
    if old:
        draft.reasons.append(
            Reason(
                rule.slot or rule.part or "",
                f"{old[0]} lies more than {rule.days} days before the filing's own date",
            )
        )
    return bool(old)


def complete(draft: Draft, event: EventType) -> bool:
    """Whether the draft has what its type needs: of each list in `needs`, one field at least."""
    return all(any(name in draft.values for name in names) for names in event.rule.needs)
