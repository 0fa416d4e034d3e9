"""Simulated respondents, who answer over HTTP, and a whole platform for them to use.

Tests and measurements share it. The platform runs as in production, with processes and servers of
its own. None of it is imported here, except by `simulation.prepare`, which runs inside of it, and
by what that needs.
"""
