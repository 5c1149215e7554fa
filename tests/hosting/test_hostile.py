"""What a site says of itself cannot become an order to a server."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.hosting.conftest import SERVERS, configured
from tests.hosting.servers import Server, place, running

from maalbar.hosting.kinds import KINDS, configuration
from maalbar.hosting.plan import plan
from maalbar.hosting.program import Matches
from maalbar.hosting.site import Site, read_site
from maalbar.model.diagnostic import MaalbarError

BASE = "https://example.org/data/"
# As a tenant of a shared server might call a folder, to be more than a folder.
PATH = "/a%20b/c'd%22e;f(g)&h+i,j~k=l/%C3%A6/"
ODD = (
    'id/a"; } x',
    "id/b' c",
    "id/c,[E=x:y]",
    "id/d(.*)|^",
    "id/e<f>&g",
    "id/~default",
    "id/#h",
    "id/ø",
)


def write_site(
    folder: Path, *, base: str = BASE, gone: Mapping[str, str | None] | None = None
) -> Path:
    """Write the smallest site there is."""
    said = {
        "publisher": "maalbar",
        "base": base,
        "files": {"ns.ttl": {"mediaType": "text/turtle", "bytes": 3, "sha256": "0" * 64}},
        "gone": {
            path: {"iri": base, "title": {}, "since": "2026-01-01", "replacedBy": successor}
            for path, successor in (gone or {}).items()
        },
    }
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    (folder / "ns.ttl").write_text("# x", encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=SERVERS)
def odd(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Each server, with a site in a folder, at an address and with tombstones that are odd."""
    kind = request.param
    gone = dict.fromkeys(ODD, f"{BASE}new?a=b&c='d'")
    with place() as folder:
        site = write_site(folder / "a 'b' \"c\" #d;e" / "ø", gone=gone)
        with running(kind, folder, PATH, configured(kind, site)) as server:
            yield server


def test_a_site_with_odd_names_is_handed_out_all_the_same(odd: Server) -> None:
    assert odd.ask("ns", Accept="text/turtle").body == b"# x"
    assert odd.ask("ns.ttl").headers["content-type"] == "text/turtle; charset=utf-8"
    assert odd.within(odd.ask("ns").headers["content-location"]) == "ns.ttl"
    assert odd.within(odd.ask("ns/").headers["location"]) == "ns"
    assert odd.ask("manifest.json").status == 200
    assert odd.ask("nothing").status == 404


def test_a_tombstone_is_for_its_own_path_alone(odd: Server) -> None:
    # Names that no file of ours can have are never asked for, but must do no harm.
    assert odd.ask(quote("id/ø")).status == 410
    assert "c='d'" in odd.ask(quote("id/ø")).headers["link"]
    for path in ("id/d", "id/dx", "id/c", "id/a", "id/e", "id/o"):
        assert odd.ask(path).status == 404


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "base",
    [
        "https://example.org/data",
        "ftp://example.org/",
        "https://example.org/a\nb/",
        "https://example.org/a b/",
        "https://example.org/a%0Ab/",
        "https://example.org/a%00b/",
        "https://example.org/%FF/",
        "https://user@example.org/",
        "https://example.org/a/../b/",
        "https://example.org/a/%2e%2e/b/",
        'https://example.org/"/',
        "https://example.org/{x}/",
        "https://example.org/`x`/",
        "https://example.org//",
        "https://example.org/?x/",
        "https://example.org/<b>/",
        "javascript:x/",
        "",
    ],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, kind: str, base: str) -> None:
    site = write_site(tmp_path / "site", base=base)

    with pytest.raises(MaalbarError) as error:
        configuration(kind, read_site(site), "A test")

    assert error.value.diagnostics[-1].code == "hosting/bad-address"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "root", ["/srv/a\nb", "/srv/a\x00b", "/srv/\x85", "/srv/\u2028", "srv", ""]
)
def test_a_folder_that_would_break_a_line_is_refused(tmp_path: Path, kind: str, root: str) -> None:
    site = write_site(tmp_path / "site")

    with pytest.raises(MaalbarError) as error:
        configuration(kind, read_site(site, root=root), "A test")

    assert error.value.diagnostics[-1].code == "hosting/bad-path"


@pytest.mark.parametrize(
    ("kind", "root"),
    [
        ("nginx", "/srv/$host"),
        ("nginx", "/srv/" + "a" * 5000),
        ("apache", "/srv/${PATH}"),
        ("apache", "/srv/%{ENV:PATH}"),
        ("apache", "/srv/*"),
        ("apache", "/srv/[a]"),
        ("caddy", "/srv/{env.PATH}"),
        ("caddy", "/srv/`"),
        ("caddy", "/srv/{$PATH}"),
    ],
)
def test_what_a_server_cannot_quote_is_refused(tmp_path: Path, kind: str, root: str) -> None:
    site = write_site(tmp_path / "site")

    with pytest.raises(MaalbarError) as error:
        configuration(kind, read_site(site, root=root), "A test")

    assert error.value.diagnostics[-1].code == "hosting/unwritable"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("path", "successor"),
    [
        ("id/a\nb", None),
        ("id/a", "https://x.example/\r\nSet-Cookie: a"),
        ("id/a", "javascript:x"),
    ],
)
def test_a_tombstone_that_would_break_a_line_is_refused(
    tmp_path: Path, kind: str, path: str, successor: str | None
) -> None:
    site = write_site(tmp_path / "site", gone={path: successor})

    with pytest.raises(MaalbarError) as error:
        configuration(kind, read_site(site), "A test")

    assert error.value.diagnostics[-1].code in {"hosting/bad-path", "hosting/bad-address"}


@pytest.mark.parametrize(
    "manifest", ["", "[]", "{}", '{"publisher": "maalbar"}', "[" * 100_000, "\x00"]
)
def test_a_folder_with_a_broken_manifest_is_no_site(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")

    with pytest.raises(MaalbarError) as error:
        read_site(tmp_path)

    assert error.value.diagnostics[-1].code == "hosting/no-site"


@pytest.mark.parametrize(
    "licence", ["<a> <b", "\x00", "<https://example.org/data/void#dataset> <x> <y> ."]
)
def test_a_licence_that_cannot_be_read_is_left_out(tmp_path: Path, licence: str) -> None:
    site = write_site(tmp_path / "site")
    (site / "void.nt").write_text(licence, encoding="utf-8")

    assert read_site(site).licence is None


def test_no_value_of_a_step_refers_to_another_variable_that_it_sets() -> None:
    site = Site(base=BASE, address=BASE, root="/srv", licence=BASE, gone={"id/x": BASE})

    for step in plan(site).steps:
        for name, said in step.values.items():
            used = set(re.findall(r"\{([a-z_]+)\}", said))
            assert not used & (step.values.keys() - {name}), step
        if isinstance(step.test, Matches) and any("{1}" in each for each in step.values.values()):
            assert step.test.variable not in step.values, step


def test_the_same_site_gives_the_same_configuration(site: Path) -> None:
    for kind in KINDS:
        one, other = (
            configuration(kind, read_site(site, address=BASE), "A test") for _ in range(2)
        )
        assert one == other
