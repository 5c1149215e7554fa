"""What can be done to a thing in a text, whatever the format."""

from typing import NamedTuple

from mistakes.parts import Layout, Raw, Thing


class Drop(NamedTuple):
    """A property is left out."""

    key: str


class Put(NamedTuple):
    """A property has these values, whether the thing had it or not."""

    key: str
    values: tuple[str, ...]


class Rename(NamedTuple):
    """A property has another name."""

    key: str
    name: str


class Readdress(NamedTuple):
    """A thing has another identifier.

    `{id}` in it is its own, `{place}` that without the first and last steps.
    """

    identifier: str


Edit = Drop | Put | Rename | Readdress


def read_edit(told: dict[str, object]) -> Edit:
    """Take the edit out of the entry of a mistake."""
    for key in ("drop", "readdress", "rename", "put", "raw"):
        if key not in told:
            continue
        value = told.pop(key)
        if isinstance(value, str):
            return Drop(value) if key == "drop" else Readdress(value)
        if not isinstance(value, dict):
            break
        [(of, to)] = value.items()
        if key == "rename":
            return Rename(of, to)
        values = to if isinstance(to, list) else [to]
        return Put(of, tuple(map(Raw, values) if key == "raw" else values))
    raise ValueError(told)


def edited(text: str, thing: Thing, edit: Edit, layout: Layout) -> tuple[str, str]:
    """Give the text after an edit, and the identifier that the thing then has."""
    match edit:
        case Readdress():
            return _readdressed(text, thing, edit, layout)
        case Drop():
            return layout.without(text, thing.entries[edit.key]), thing.id
        case Rename():
            start = thing.entries[edit.key].name_at
            stop = start + len(layout.key(edit.key))
            return text[:start] + layout.key(edit.name) + text[stop:], thing.id
        case Put():
            return _put(text, thing, edit, layout), thing.id


def _readdressed(text: str, thing: Thing, edit: Readdress, layout: Layout) -> tuple[str, str]:
    place = "/".join(thing.id.split("/")[1:-1])
    identifier = edit.identifier.format(id=thing.id, place=place)
    stop = thing.id_at + len(layout.value("about", thing.id))
    return text[: thing.id_at] + layout.value("about", identifier) + text[stop:], identifier


def _put(text: str, thing: Thing, edit: Put, layout: Layout) -> str:
    values = [layout.value(edit.key, each) for each in edit.values]
    written = values[0] if len(values) == 1 else layout.many(values)
    entry = thing.entries.get(edit.key)
    if entry is None:
        first = next(iter(thing.entries.values()))
        added = layout.entry(edit.key, written, text[first.start : first.name_at])
        return text[: first.start] + added + text[first.start :]
    line = layout.entry(edit.key, written, text[entry.start : entry.name_at])
    was = text[entry.start : entry.end]
    if line[-2:] in {";\n", ",\n"} and was[-2] != line[-2]:
        line = line[:-2].rstrip() + {";": " .\n", ",": "\n"}[line[-2]]
    return text[: entry.start] + line + text[entry.end :]
