"""The `.htaccess` by which w3id.org leads the permanent addresses to where the site is hosted.

It belongs in the folder of <https://github.com/perma-id/w3id.org> that the base names.  Readers
are sent on with 303, and ask the host anew for the form that they want: nothing is lost.
"""

from maalbar.hosting import links
from maalbar.hosting.apache import rule, text
from maalbar.hosting.plan import any_spelling
from maalbar.hosting.site import STEP, Site


def write(site: Site, about: str) -> str:
    """Write the redirects."""
    path = any_spelling(site.base_path)
    asked = rf"^[^ ]+ (?:[a-z]+://[^/]+)?{path}((?:{STEP}+/)*(?:{STEP}+)?)(?:\?[^ ]*)? "
    return "\n".join(
        (
            f"# {about}",
            "Options -Indexes -MultiViews",
            "<IfModule mod_headers.c>",
            '    Header always set Access-Control-Allow-Origin "*"',
            f'    Header always set Access-Control-Expose-Headers "{links.EXPOSED}"',
            "</IfModule>",
            "RewriteEngine On",
            f"RewriteCond %{{THE_REQUEST}} {rule(asked)}",
            f"RewriteRule ^ {rule(text(links.uri(site.address)) + '%1')} [R=303,NE,L]",
            "",
        )
    )
