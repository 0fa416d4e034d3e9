"""Measurements of the platform against floors of the same machine: `make bench`.

A floor is the least that a task could cost: the same data through the bare library. Subject and
floor take turns in one run, so that a busy machine slows both, and the ratio is what counts.
"""
