"""The publication held against the texts that it was made from.

The texts are read, never kept: what is published of them is positions, hashes and short
quotations.
"""
