"""Facts → documents for programs: what `wording` is for people.

A document of a record is the same wherever a program meets it: in a list or a detail of the API,
in a stream, in a dump. It is read by one narrow statement and built of plain values; awards,
grades, decrees and sources, which thousands of rows share, lie ready as JSON (`shelf`).
Only what is published is read here, and no private column has a place in a statement.
"""
