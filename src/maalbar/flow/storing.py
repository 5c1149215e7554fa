"""A publication or a site, put into a store: on disk, or on a server."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from maalbar.compare.dump import Dump, opened
from maalbar.compare.places import find
from maalbar.engines.building import Built, build, update
from maalbar.engines.layout import Layout
from maalbar.engines.push import Plan, Pushed, push
from maalbar.vocabulary.resources import ontology


def build_store(place: str, folder: Path) -> Built:
    """Make a store on disk anew.

    Args:
        place: the folder of a publication, or the folder or http(s) address of a site.
        folder: where the store is to be; replaced in one step, or left as it is.

    Raises:
        MaalbarError: there is no publication, it has errors, or the store cannot be written.
    """
    with _found(place) as (dump, layout):
        return build(folder, dump.things, layout)


def update_store(place: str, folder: Path) -> Built:
    """Bring a store on disk up to date; see `build_store`."""
    with _found(place) as (dump, layout):
        return update(folder, dump.things, layout)


def push_store(place: str, plan: Plan) -> Pushed:
    """Put a publication into a store of others, over the Graph Store Protocol.

    Args:
        place: the folder of a publication, or the folder or http(s) address of a site.
        plan: where to, and how.

    Raises:
        MaalbarError: there is no publication, it has errors, or the server does not take it.
    """
    with _found(place) as (dump, layout):
        return push(dump.things, layout, plan)


@contextmanager
def _found(place: str) -> Iterator[tuple[Dump, Layout]]:
    found = find(place)
    with ExitStack() as stack:
        file = stack.enter_context(found.open())
        base = found.side.base
        yield stack.enter_context(opened(file, place, base=base)), Layout(base, ontology())
