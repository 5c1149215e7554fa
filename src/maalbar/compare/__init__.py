"""Two publications held against each other: what is said now that was not, and was that is not.

- `places`: a publication, a site or a snapshot → its dump.
- `dump`: sorted N-Quads that are read in place, however many there are.
- `publications`: two dumps → what differs; reads only what does, and what it is called.
- `differences`: what is said of some things before and after → changes; pure.
- `changes`: the values; `words`: the words of a text that changed; `feed`: sentences of news.

It is meaning that is compared: not bytes, nor which file says something, but what is said of
what, and with which status.  What maalbar.toml says of the publication as a whole is not looked
at.
"""
