"""Objects to walk: a report, its goals and figures, and what these refer to.

What is shown of a thing is what the publication states or says itself; what was derived,
inferred or known beforehand is left out.  Whatever is not said is None or empty, never guessed.
"""
