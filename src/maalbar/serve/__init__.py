"""A published site, handed out over HTTP, with questions and checks for whoever asks.

One process talks to readers and never computes; what may take long is done by others that it
can kill.  Measured on two cores, a page of 8 kB took uvicorn and granian twice as long as the
event loop of Python with llhttp's parser, and neither drops a reader who is slow to read; so
`connection` does that much of HTTP itself, and no more.

- `connection`, `exchange`, `wire`: HTTP/1.1 with limits in time and size.
- `answering`, `files`: the plan of `hosting`, followed here as other servers follow it.
- `mother`, `child`, `nursery`, `worker`, `frames`: processes that are ready at once, since they
  are forked from one that has loaded everything, and that can be killed.
- `lanes`, `staff`: who is served when: light questions before heavy ones, within a budget each.
- `holdings`, `guard`, `desk`, `sparql`, `results`, `remembered`, `description`:
  SPARQL 1.1 Protocol.
- `checking`: contributions; `page`: questions from a browser; `openapi`: all of it described.
- `app`: what belongs where; `house`: start, reload, stop; `metrics`: what happened.

See Also:
    SPARQL 1.1 Protocol <https://www.w3.org/TR/sparql11-protocol/>, HTTP Semantics, RFC 9110.
"""
