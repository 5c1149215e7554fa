"""The command line: parse, call, print, exit.

- `reader`: which language the reader has, how wide the window is, whether a person reads.
- `options`: what several commands take.
- `validate`, `publish`, `ask`, `sources`: the commands.
- `main`: the group of them, and what becomes of errors.

Nothing slow is imported before a command runs.
"""

from maalbar.cli.main import commands, main

__all__ = ["commands", "main"]
