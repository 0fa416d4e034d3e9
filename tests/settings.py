"""The project's settings for tests: throw-away servers, and nothing that only costs time."""

from tests.servers import ensure_servers, own_share

ensure_servers()
own_share()

from larc_survey.settings import *  # noqa: E402, F403
from larc_survey.settings import STORAGES as PROJECT_STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Static files come from the source folders, without collecting them first.
STORAGES = PROJECT_STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}

# In memory, so that no test meets the counters of another process.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
