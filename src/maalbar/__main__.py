"""`python -m maalbar`."""

from maalbar.cli import main

main()
