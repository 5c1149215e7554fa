"""A published site → configuration for the server that hands it out."""

from typing import Final

# The kinds of hosts, as a command line names them.
HOSTS: Final = ("nginx", "apache", "caddy", "netlify", "w3id")
# Where readers are led on to must be said.
LEADS_ON: Final = frozenset({"w3id"})
