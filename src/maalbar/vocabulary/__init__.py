"""What the ontology says, as Python values, and what is generated from it.

Everything that would otherwise be written twice comes from here: the JSON-LD context,
the keys of the YAML files, labels on pages and in messages.
"""
