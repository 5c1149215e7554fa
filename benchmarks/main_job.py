"""The main job from the shell: publish the seeds and answer one question."""

import subprocess
import sys
import tempfile
from pathlib import Path

from timing import rounds

ROOT = Path(__file__).parents[1]
MAALBAR = [sys.executable, "-m", "maalbar"]


def run(*arguments: str) -> None:
    """Run a command and throw its output away."""
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main() -> None:
    """Time each command, and pySHACL's on the published dump for scale."""
    with tempfile.TemporaryDirectory() as folder:
        site = f"{folder}/site"
        seeds = str(ROOT / "seeds")
        run(*MAALBAR, "publish", seeds, "--out", site)
        together = Path(folder, "together.nt")
        together.write_bytes(Path(site, "dump.nt").read_bytes() + Path(site, "ns.nt").read_bytes())
        shapes = ("--shapes", f"{site}/shapes.ttl", "--inference", "none")
        pyshacl = (sys.executable, "-m", "pyshacl", *shapes, str(together))
        print("From the shell, cold, imports included")
        rounds(
            5,
            ("maalbar validate", lambda: run(*MAALBAR, "validate", seeds)),
            ("maalbar publish", lambda: run(*MAALBAR, "publish", seeds, "--out", site)),
            (
                "maalbar query",
                lambda: run(*MAALBAR, "query", "startoff-partners", "--path", seeds),
            ),
            ("pyshacl, the dump", lambda: run(*pyshacl)),
        )


main()
