"""Files to begin with: a report, and the publication around it where there is none.

The folders beside this module hold them in each language.  What is filled in has been
looked at first, so that no word from a command line can become YAML or TOML of its own.
Nothing that exists is ever written over.
"""
