"""What makes a dataset open data for the portal: everyone may read it, and use it freely."""

from typing import Final

from pyoxigraph import NamedNode

from maalbar.harvest.known import is_open_licence
from maalbar.model.index import Index
from maalbar.model.terms import DCAT, DCT

_PUBLIC: Final = "/authority/access-right/PUBLIC"


def missing_for_open_data(member: Index, node: NamedNode) -> str:
    """Tell what a dataset lacks to be open data, as a key of the phrases; empty if nothing."""
    if not any(each.value.endswith(_PUBLIC) for each in member.objects(node, DCT.accessRights)):
        return "lacks-public-access"
    holders = (node, *member.objects(node, DCAT.distribution))
    licences = (each for holder in holders for each in member.objects(holder, DCT.license))
    return "" if any(is_open_licence(each.value) for each in licences) else "lacks-open-licence"
