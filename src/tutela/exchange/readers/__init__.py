"""Pure readers: a file on disk becomes typed rows, and what was mended or refused is told.

No module here imports Django or touches a database. A reader first judges the whole file (`files`), so that a
wrong file is refused before anything is changed; then it yields exactly one thing for each row of the source:
the row with its corrections and remarks, or a `RowRefusal`.
"""
