"""From files to statements, each with the file, line and column that it came from.

Nothing here fetches anything, runs anything or drops anything in silence: what a file
holds is either taken or reported.
"""
