"""Sets a checkout up: `make run` and `make test` call it first, on a machine that has nothing of Paddock's yet.

Its one rule: only the standard library, no import of paddock, and syntax old enough that a Python too old to run
Paddock can still say so.
"""
