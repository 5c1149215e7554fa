"""Let the tests of this folder import the grammar that they share.

Pytest imports each test by itself (`--import-mode=importlib`), so nothing puts the
project's root on the path.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))
