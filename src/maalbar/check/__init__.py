"""A contribution, looked at by every layer.

- `verdict`: from a place to all that is to be said of what lies there; `place` finds it.
- `whole`: one publication in memory, what it says by itself and as a whole.
- `parts`: one report of a publication, with what it refers to; nothing else is read.
- `crowd`: a publication too big for one process: report by report, side by side.
- `processes`: those beside this one; `queries`: shapes with queries, in one that is ended in time.
- `against`: what publishing it would change or remove; `evidence`: the texts that it is from;
  `others`: shapes that are not ours.
- `unknown`: what cannot be judged; `lines`: findings as a reader sees them.

`parts` and `crowd` find what `whole` finds while reading less at a time, but for one thing: what
one report says of a shared thing is not held against the figures of another report.
"""
