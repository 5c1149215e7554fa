"""Sites of a few lines, and what differs between them."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from maalbar.model.terms import MB, A

BASE: Final = "https://example.org/tests/"
_GRAPH: Final = "graph/reports/bydrift/2023/report/stated"

# What is said of what; sorted when it is written.
_SAID: Final = (
    ("goal/1", "http://purl.org/dc/terms/description", '"Gatene skal være rene."@nb'),
    ("goal/1", A.value, f"<{MB.Goal.value}>"),
    ("report/1", "http://purl.org/dc/terms/title", '"Årsrapport 2023"@nb'),
    ("report/1", A.value, f"<{MB.PerformanceReport.value}>"),
)


def line(thing: str, predicate: str, value: str, graph: str = _GRAPH) -> str:
    """Write a line of a dump."""
    return f"<{BASE}id/{thing}> <{predicate}> {value} <{BASE}{graph}> ."


LINES: Final = tuple(line(*each) for each in _SAID)


def site(
    folder: Path,
    dump: str | bytes = "\n".join((*LINES, "")),
    *,
    base: str = BASE,
    packed: bool = False,
    gone: Mapping[str, object] | None = None,
) -> Path:
    """Write a site of one dump; `packed` alone or as it is."""
    data = dump.encode() if isinstance(dump, str) else dump
    sha256 = hashlib.sha256(data).hexdigest()
    listed = {"mediaType": "application/n-quads", "bytes": len(data), "sha256": sha256}
    said = {
        "publisher": "maalbar",
        "base": base,
        "gone": gone or {},
        "files": {"dump.nq": listed},
    }
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    file = folder / ("dump.nq.gz" if packed else "dump.nq")
    file.write_bytes(gzip.compress(data) if packed else data)
    return folder
