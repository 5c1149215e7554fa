"""What the server says of itself in OpenAPI is what it does: made-up requests find no exception.

Not asked for is that whatever fits the description is answered with 200: most texts are not
SPARQL.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.serve.starting import serving

CHECKS: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
)


def test_the_description_holds(small_site: Path) -> None:
    with serving(small_site, "--timeout", "5") as server:
        said = json.loads(server.ask("/openapi.json").body)
        command = [sys.executable, "-m", "schemathesis.cli", "run"]
        command += ["--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing"]
        command += ["--max-examples", "25", "--seed", "1", "--generation-database", "none"]
        ran = subprocess.run(
            [*command, f"{server.address}openapi.json"],
            capture_output=True,
            check=False,
            cwd=small_site.parent,
            encoding="utf-8",
        )

    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    assert said["openapi"].startswith("3.1")
    assert set(said["paths"]) == {"/sparql", "/validate", "/healthz"}
    assert "4 selected" in ran.stdout or "4 total" in ran.stdout, ran.stdout[-2000:]
