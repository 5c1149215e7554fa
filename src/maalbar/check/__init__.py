"""A contribution, looked at by every layer.

- `whole`: one publication in memory, what it says by itself and as a whole.
- `parts`: one report of a publication, with what it refers to; nothing else is read.
- `crowd`: a publication too big for one process: report by report, side by side.
- `against`: what publishing it would change or remove.

What `parts` and `crowd` find is what `whole` finds; they only read less at a time.
"""
