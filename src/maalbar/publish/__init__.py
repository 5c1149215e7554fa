"""From statements to files: the same statements give the same bytes, on any machine.

Files are written from what was loaded, never from a store, which would normalise
literals.  There are no blank nodes, so sorted statements are canonical.
"""
