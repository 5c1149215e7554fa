"""What an outsider sees: a rehearsal of how a portal harvests, validates and scores.

A source is fetched or read, parsed, split into members, looked at rule by rule, and held
against the last time.  Nothing here opens a connection by itself, and nothing here formats.
"""
