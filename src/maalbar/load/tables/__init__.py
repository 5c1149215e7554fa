"""Figures in tables: a row an observation, read as the YAML that it stands for.

- `figures`: one table.
- `table`: cells with their places, by RFC 4180.
- `headers`, `columns`: what the columns say; `rows`: what a row says.
- `csvw`, `csvw_values`: what CSV on the Web says of a table.
"""
