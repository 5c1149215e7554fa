"""What a site says of itself is read as it was written, and nothing else is taken for it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maalbar.model.manifest import Gone, Kept, Manifest, dated, read_manifest
from maalbar.model.release import Dates, Listed

BASE = "https://example.org/"
hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
days = st.dates().map(str)
texts = st.text(st.characters(codec="utf-8"))
steps = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1).filter(
    lambda step: step not in {".", ".."}
)
paths = st.lists(steps, min_size=1, max_size=3).map("/".join)
titles = st.dictionaries(st.sampled_from(["nb", "nn", "en"]), texts)
files = st.builds(Listed, paths, texts, st.integers(0), hashes, texts, texts, days)
kept = st.builds(Kept, hashes, titles, st.builds(Dates, days, days))
gone = st.builds(Gone, texts, titles, days, st.none() | texts)


@given(
    st.lists(files),
    st.dictionaries(texts, kept),
    st.dictionaries(paths, gone),
    st.dictionaries(days, hashes),
)
def test_a_manifest_is_read_as_it_was_written(
    listed: list[Listed],
    datasets: dict[str, Kept],
    lost: dict[str, Gone],
    snapshots: dict[str, str],
) -> None:
    said = Manifest(BASE, {each.path: each for each in listed}, datasets, lost, snapshots)

    assert read_manifest(said.write()) == said


def wrong(**parts: Any) -> bytes:  # noqa: ANN401 # whatever JSON holds
    """Give a manifest in which some parts are not as they should be."""
    return json.dumps({"publisher": "maalbar", "base": BASE, "files": {}, **parts}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        wrong(publisher="someone"),
        wrong(base=1),
        wrong(files=[]),
        wrong(files={"a": 1}),
        wrong(files={"a": {}}),
        wrong(files={"../a": {"mediaType": "", "bytes": 1, "sha256": "0" * 64}}),
        wrong(files={"a//b": {"mediaType": "", "bytes": 1, "sha256": "0" * 64}}),
        wrong(files={"a": {"mediaType": "", "bytes": -1, "sha256": "0" * 64}}),
        wrong(files={"a": {"mediaType": "", "bytes": True, "sha256": "0" * 64}}),
        wrong(files={"a": {"mediaType": "", "bytes": 1, "sha256": "../.."}}),
        wrong(snapshots={"../..": "0" * 64}),
        wrong(snapshots={"2026-02-30": "0" * 64}),
        wrong(datasets={"a": {"content": "0" * 64, "title": 1, "issued": "2026-01-01"}}),
        wrong(gone={"a": {"iri": 1, "title": {}, "since": "2026-01-01", "replacedBy": None}}),
        wrong(gone={"a": {"iri": "", "title": {}, "since": "2026-01-01", "replacedBy": 1}}),
    ],
)
def test_what_is_no_manifest_is_not_taken_for_one(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 # whatever it says
        read_manifest(data)


def test_a_file_that_is_as_it_was_keeps_its_day() -> None:
    same, other = "0" * 64, "1" * 64
    before = {
        "a": Listed("a", "", 1, same, modified="2025-01-01"),
        "b": Listed("b", "", 1, same, modified="2025-01-01"),
        "c": Listed("c", "", 1, same),
    }
    now = [Listed("a", "", 1, same), Listed("b", "", 1, other), Listed("c", "", 1, same)]

    days = [each.modified for each in dated([*now, Listed("d", "", 1, same)], before, "2026-11-24")]

    assert days == ["2025-01-01", "2026-11-24", "2026-11-24", "2026-11-24"]
