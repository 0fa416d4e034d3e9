"""The project's settings for tests: throw-away servers, and nothing that only costs time."""

from tests.patience import SECONDS
from tests.pseudo import LANGUAGES as PSEUDO_LANGUAGES
from tests.pseudo import ensure_catalogues
from tests.servers import ensure_servers, own_share

ensure_servers()
own_share()

from larc_survey.settings import *  # noqa: E402, F403
from larc_survey.settings import DATABASES as PROJECT_DATABASES  # noqa: E402
from larc_survey.settings import FORMAT_MODULE_PATH as PROJECT_FORMATS  # noqa: E402
from larc_survey.settings import INSTALLED_APPS as PROJECT_APPS  # noqa: E402
from larc_survey.settings import LANGUAGES as PROJECT_LANGUAGES  # noqa: E402
from larc_survey.settings import LOCALE_PATHS as PROJECT_LOCALES  # noqa: E402
from larc_survey.settings import STORAGES as PROJECT_STORAGES  # noqa: E402

# With the command that fills a demonstration.
INSTALLED_APPS = [*PROJECT_APPS, "embedded.demonstration"]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A machine with much else to do may need longer for a connection than visitors are left waiting.
PROJECT_DATABASES["default"]["OPTIONS"]["connect_timeout"] = SECONDS
PROJECT_DATABASES["default"]["OPTIONS"]["pool"]["timeout"] = SECONDS
# Tests sign in whom they need with a password alone; those of this rule turn it on.
SECOND_STEP_REQUIRED = False

# As Django's test client calls it.
SITE_ADDRESS = "http://testserver"

# Static files come from the source folders, without collecting them first.
STORAGES = PROJECT_STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}

# In memory, so that no test meets the counters of another process.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Made-up languages that show what did not go through gettext or the locale.
LANGUAGES = [*PROJECT_LANGUAGES, *PSEUDO_LANGUAGES]
LOCALE_PATHS = [*PROJECT_LOCALES, ensure_catalogues()]
FORMAT_MODULE_PATH = ["tests.formats", *PROJECT_FORMATS]
