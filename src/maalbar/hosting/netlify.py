"""What hosts of files can be told that read `_headers` and `_redirects`: Netlify, Cloudflare Pages.

They do not choose by Accept.  An address without suffix gives the page, or Turtle where there
is no page; everything else is asked for by its suffix.  Media types, CORS and the life of
snapshots are as on other servers.  A thing that is gone leads to what replaced it, if anything.

See Also:
    <https://docs.netlify.com/routing/headers/>,
    <https://developers.cloudflare.com/pages/configuration/headers/>.
"""

from collections.abc import Iterator
from urllib.parse import quote

from maalbar.hosting import links
from maalbar.hosting.site import Site

HEADERS = "_headers"
REDIRECTS = "_redirects"


def write_headers(site: Site, about: str) -> str:
    """Write `_headers`."""
    always = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": links.EXPOSED,
        "X-Content-Type-Options": "nosniff",
    }
    if site.licence:
        always["Link"] = links.of_all(site).removeprefix(", ")
    rules = {f"{site.folder}*": always}
    for suffix, media_type in links.MEDIA_TYPES.items():
        # A rule for `.xml` would add its type to that of a file which has one of its own.
        if not any(name.endswith(f".{suffix}") for name in links.BY_NAME):
            rules[f"{site.folder}*.{suffix}"] = {"Content-Type": links.content_type(media_type)}
    for name, media_type in links.BY_NAME.items():
        rules[site.folder + name] = {"Content-Type": links.content_type(media_type)}
    rules[f"{site.folder}.well-known/void"] = {
        "Content-Type": links.content_type(links.MEDIA_TYPES["ttl"])
    }
    rules[f"{site.folder}v/*"] = {"Cache-Control": links.FOREVER}
    return "\n".join((f"# {about}", *(line for rule in rules.items() for line in _rule(*rule)), ""))


def write_redirects(site: Site, about: str) -> str:
    """Write `_redirects`."""
    return "\n".join((f"# {about}", *_redirects(site), ""))


def _redirects(site: Site) -> Iterator[str]:
    for stem in site.without_page:
        path = site.folder + quote(stem)
        yield f"{path} {path}.ttl 200"
    for path, successor in site.gone.items():
        if successor:
            yield f"{site.folder}{quote(path)} {links.uri(successor)} 301"


def _rule(path: str, headers: dict[str, str]) -> Iterator[str]:
    yield ""
    yield path
    yield from (f"  {name}: {value}" for name, value in headers.items())
