"""What browsers and proxies may keep of a respondent's pages: nothing."""

from django.views.decorators.cache import cache_control

never_stored = cache_control(no_store=True, private=True)
