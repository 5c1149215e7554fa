"""RDF/XML, read element by element: what is said stands where its element begins.

- `read`: one file, without DTD and entities.
- `elements`: the grammar.

See Also:
    RDF 1.1 XML Syntax <https://www.w3.org/TR/rdf-syntax-grammar/>.
"""
