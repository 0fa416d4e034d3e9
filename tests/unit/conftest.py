"""How property tests run: the same examples each time, however slow the machine."""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None, max_examples=40)
settings.load_profile("steady")
