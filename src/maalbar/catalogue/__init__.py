"""From what was published to what a harvester wants: DCAT-AP-NO.

Every node has an address of its own, nothing is generated from the clock, and no dataset
points back at its catalogue, so an unchanged report keeps its description for ever.
"""
