"""From statements and shapes to what is wrong, by SHACL Core.

Chosen: our own evaluator (`engine`) is the fast path, pySHACL (`reference`) the
reference.  The evaluator compiles each shape once into Python functions over an index
of the data: no dependency, no start-up cost, and short enough to read; `make bench` says
how much faster it is.  Engines in other languages are faster still, but each has one
developer, or leaves out what it does not know without saying so.

What keeps the two equal: the W3C SHACL Core suite is run on the evaluator, and generated
shapes and data are put to both, which must find the same.  Where pySHACL leaves the
specification, a test names the place.

Never here: SPARQL, JavaScript, rules, inference, fetching of `owl:imports`.  A shape that
asks for what is not there is refused when it is compiled, never passed over.

- `engine`: `compile_shapes(graph).validate(data)`.
- `components`: one small function for each constraint component, by name.
- `paths`, `targets`: property paths, focus nodes.
- `reference`: the same question put to pySHACL.
- `shapes`: the engine's results as findings, in words.
- `references`: what shapes do not see, since it is about the publication as a whole.

See Also:
    Shapes Constraint Language <https://www.w3.org/TR/shacl/>.
"""
