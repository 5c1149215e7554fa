"""The Turtle family, read in one pass, so that every term keeps its place.

- `read`: one file.
- `tokens`: the text cut up, places counted on the way.
- `terms`, `escapes`: from tokens to terms.
- `grammar`: Turtle and TriG; `ntriples`: N-Triples and N-Quads.
- `problems`: what is wrong, and how to mend it.

See Also:
    RDF 1.1 Turtle <https://www.w3.org/TR/turtle/>; RDF 1.1 TriG <https://www.w3.org/TR/trig/>.
"""
