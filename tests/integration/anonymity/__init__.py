"""An attack on the anonymity of respondents (docs/anonymity.md).

`run.py` lets people whose devices can be recognised go through a survey on the real processes, and
staff, worker and nights do their work beside. Everything that is left behind is then read: found by
introspection, so that a new table, column, log, key or file joins the search by itself.
"""
