"""What answers questions where memory does not: a store on disk, and servers of others.

A publication lies in all of them alike; see `engines.layout`.  Nothing published comes out of
one: stores normalise literals.
"""
