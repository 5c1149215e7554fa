"""Questions: the .rq files of this folder, and the one border to SPARQL results.

A query reads the graphs that its header names and nothing else; values are bound as
terms, never pasted in as text.
"""
