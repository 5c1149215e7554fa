"""From statements and shapes to what is wrong, by SHACL Core.

Chosen: our own evaluator (`engine`) is the fast path, pySHACL (`reference`) the
reference.  The evaluator compiles each shape once into Python functions over an index
of the data: no dependency, no start-up cost, and short enough to read; `make bench` says
how much faster it is.  Engines in other languages are faster still, but each has one
developer, or leaves out what it does not know without saying so.

What keeps the two equal: the W3C SHACL Core suite is run on the evaluator, and generated
shapes and data are put to both, which must find the same.  Where pySHACL leaves the
specification, a test names the place.

Who answers is chosen in one place, `ruleset.validate`: SHACL Core by the evaluator, unless
the reference is asked for; a graph that holds SPARQL by pySHACL, and only for whoever allows
SPARQL to be run.  What neither is known to answer is refused, never passed over.  The one law
of our own in SPARQL is answered in `told_once`.

Never here: JavaScript, rules, inference, fetching of what is imported, queries that reach
outside the data, expressions that take for ever.

- `ruleset`: `compile_rules(graph)` and `own_rules()`, `validate(data, rules)`.
- `engine`: shapes as functions; `components`: one small function for each constraint
  component, by name; `paths`, `targets`: property paths, focus nodes; `expressions`:
  regular expressions within a time.
- `beyond`, `reference`: what is more than Core, and the same question put to pySHACL.
- `shapes`: the shapes put to a publication; `explain`: one result as a finding, with
  `sentences`, `expectations`, `kinds`, `naming` and `places`.
- `references`: what shapes do not see, since it is about the publication as a whole.

See Also:
    Shapes Constraint Language <https://www.w3.org/TR/shacl/>.
"""
