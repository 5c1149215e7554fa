"""JSON-LD 1.1, read by a processor of our own, in which every term keeps its place.

- `read`: one file.
- `expansion`: the way through it; `things`, `containers`: what stands in objects.
- `contexts`, `terms`: what contexts say; `scopes`: what keys stand for where they stand.
- `nodes`, `literals`: from scalars to terms; `statements`: from terms to quads.
- `mistakes`: what JSON-LD does not allow.

Other processors tell no places, and the nearest one ends the whole program at some documents.

See Also:
    JSON-LD 1.1 <https://www.w3.org/TR/json-ld11/>; JSON-LD 1.1 Processing Algorithms
    <https://www.w3.org/TR/json-ld11-api/>.
"""

from maalbar.load.jsonld.read import read_jsonld

__all__ = ["read_jsonld"]
