"""The command line, run as a reader runs it: in English, without a terminal, 80 columns wide."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from unittest import mock

from maalbar.cli import main

Ran = subprocess.CompletedProcess[str]
_READER = {"MAALBAR_LANG": "en", "PYTHONIOENCODING": "utf-8:strict", "COLUMNS": "80"}


def maalbar(*arguments: object, **environment: str) -> Ran:
    """Run one command in a process of its own; wrong bytes in its output are an error."""
    return subprocess.run(
        [sys.executable, "-m", "maalbar", *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | _READER | environment,
    )


def here(*arguments: object) -> Ran:
    """Run one command in this process, which is faster; a traceback is an error of the test."""
    line = ["maalbar", *map(str, arguments)]
    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)
    )
    status: object = 0
    with (
        mock.patch.object(sys, "argv", line),
        mock.patch.dict(os.environ, _READER),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            status = end.code
    said = [each.buffer.getvalue().decode() for each in (out, err)]
    assert isinstance(status, int)
    return subprocess.CompletedProcess(line, status, *said)
