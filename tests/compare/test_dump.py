"""A dump, read in place."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from maalbar.compare.dump import kept, opened

BASE = "https://e.no/"
NODES = st.text("ab/-~", max_size=6).map(lambda name: f"{BASE}{name}")


@given(st.dictionaries(NODES, st.integers(1, 3), max_size=12), NODES)
def test_what_is_said_of_a_thing_is_found_and_nothing_else(
    counts: dict[str, int], other: str
) -> None:
    lines = sorted(
        f'<{node}> <{BASE}p> "{value}" <{BASE}graph/a/stated> .\n'
        for node, count in counts.items()
        for value in range(count)
    )

    with kept(each.encode() for each in lines) as file, opened(file, "-", base=BASE) as dump:
        for node in (*counts, other, "a:first", "z:last"):
            values = [each.value.value for each in dump.about(NamedNode(node))]
            assert values == [str(value) for value in range(counts.get(node, 0))]
        assert [subject.decode() for subject, _ in dump.things()] == sorted(
            f"<{node}>" for node in counts
        )
