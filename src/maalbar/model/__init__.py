"""The values that stages hand each other.

Nothing here reads a file, opens a connection or knows a language of the reader.
"""
