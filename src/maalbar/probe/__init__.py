"""A live site → how well it publishes linked data: checks, points and stars.

Everything is seen from outside, by asking, and never more often than so many times.

See Also:
    W3C Data on the Web Best Practices <https://www.w3.org/TR/dwbp/>; 5-star open data
    <https://5stardata.info>; FAIR Signposting <https://signposting.org/FAIR/>.
"""
