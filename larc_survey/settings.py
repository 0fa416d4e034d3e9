"""Django's settings for every process, on one machine or on many.

What differs between installations comes from the environment and is read in the block below;
`.env.example` lists the same values. Everything else is decided here.
"""

from pathlib import Path

from celery.schedules import crontab

from larc_survey.environment import REQUIRED, Environment, variables_for
from larc_survey.environment_values import (
    LOCAL_HOSTS,
    development_flag,
    email_url,
    flag,
    folder,
    hosts,
    number,
    postgresql,
    redis_url,
    secret_key,
    secret_keys,
    site_address,
    word,
)

BASE_DIR = Path(__file__).resolve().parent.parent

with Environment(variables_for(BASE_DIR)) as env:
    INSECURE_HTTP = env.read(
        "INSECURE_HTTP",
        flag,
        default=False,
        how="Leave it off, except to try the platform on your own machine over plain http.",
    )
    DEBUG = env.read(
        "DEBUG",
        development_flag(allowed=INSECURE_HTTP),
        default=False,
        how="Leave it off, except while you change the code.",
    )
    DEMONSTRATION = env.read(
        "DEMONSTRATION",
        flag,
        default=False,
        how="Leave it off, except where the front page is to lead to demonstration surveys.",
    )
    SECRET_KEY = env.read_secret(
        "SECRET_KEY",
        secret_key(may_be_insecure=INSECURE_HTTP),
        how="Set it to a random text of at least 50 characters and keep it secret; "
        "this prints one: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'",
    )
    SECRET_KEY_FALLBACKS = env.read_secret(
        "SECRET_KEY_FALLBACKS",
        secret_keys,
        default=[],
        how="Set it to earlier values of SECRET_KEY, with commas between them, or leave it empty.",
    )
    RESUME_CODE_KEY = env.read_secret(
        "RESUME_CODE_KEY",
        secret_key(may_be_insecure=INSECURE_HTTP, other_than={SECRET_KEY}),
        how="Set it to a random text of at least 50 characters, another than SECRET_KEY: the codes "
        "with which respondents come back are made with it.",
    )
    RESUME_CODE_KEY_FALLBACKS = env.read_secret(
        "RESUME_CODE_KEY_FALLBACKS",
        secret_keys,
        default=[],
        how="Set it to earlier values of RESUME_CODE_KEY, with commas between them, or leave it "
        "empty.",
    )
    AUTHENTICATOR_KEY = env.read_secret(
        "AUTHENTICATOR_KEY",
        secret_key(may_be_insecure=INSECURE_HTTP, other_than={SECRET_KEY, RESUME_CODE_KEY}),
        how="Set it to a random text of at least 50 characters, made like SECRET_KEY and another "
        "one, and keep it as safe: without it nobody's authenticator app works any more.",
    )
    AUTHENTICATOR_KEY_FALLBACKS = env.read_secret(
        "AUTHENTICATOR_KEY_FALLBACKS",
        secret_keys,
        default=[],
        how="Set it to earlier values of AUTHENTICATOR_KEY, with commas between them, until "
        "`manage.py encrypt_authenticators` has run, or leave it empty.",
    )
    ALLOWED_HOSTS = env.read(
        "ALLOWED_HOSTS",
        hosts,
        default=LOCAL_HOSTS if INSECURE_HTTP else REQUIRED,
        how="Set it to the host name that people open, for example survey.example.org; "
        "put commas between several.",
    )
    SITE_ADDRESS = env.read(
        "SITE_ADDRESS",
        site_address(may_be_plain=INSECURE_HTTP, among=ALLOWED_HOSTS),
        default="http://localhost:8000" if INSECURE_HTTP else REQUIRED,
        how="Set it to the address that people open, for example https://survey.example.org: links "
        "in e-mails begin with it.",
    )
    TRUST_PROXY_TLS = env.read(
        "TRUST_PROXY_TLS",
        flag,
        default=False,
        how="Set it to on only behind a proxy that ends TLS and itself sets X-Forwarded-Proto.",
    )
    HSTS_SECONDS = env.read(
        "HSTS_SECONDS",
        number(least=300, most=63_072_000),
        default=31_536_000,
        how="Set it to the seconds for which browsers refuse plain http; a year is 31536000.",
    )
    DATABASE = env.read_secret(
        "DATABASE_URL",
        postgresql,
        how="Set it to the address of a PostgreSQL database: "
        "postgres://USER:PASSWORD@HOST:5432/NAME "
        "(in the password, write characters other than letters, digits, - and _ as %XX).",
    )
    DATABASE_POOL_MIN = env.read(
        "DATABASE_POOL_MIN",
        number(least=0, most=100),
        default=1,
        how="Set it to the connections that each process keeps open while it is idle.",
    )
    DATABASE_POOL_MAX = env.read(
        "DATABASE_POOL_MAX",
        number(least=max(DATABASE_POOL_MIN, 1), most=100),
        default=max(DATABASE_POOL_MIN, 10),
        how="Set it to the most connections that one process may open; "
        "all processes together must stay below max_connections of PostgreSQL.",
    )
    REDIS_URL = env.read_secret(
        "REDIS_URL",
        redis_url,
        how="Set it to the address of a Redis or Valkey server: redis://:PASSWORD@HOST:6379/0",
    )
    EMAIL = env.read_secret(
        "EMAIL_URL",
        email_url(may_be_console=INSECURE_HTTP),
        default=email_url(may_be_console=True)("consolemail://") if INSECURE_HTTP else REQUIRED,
        how="Set it to the address of your mail server: smtp+tls://USER:PASSWORD@HOST:587",
    )
    DEFAULT_FROM_EMAIL = env.read(
        "DEFAULT_FROM_EMAIL",
        word,
        default="LARC Survey <survey@localhost>" if INSECURE_HTTP else REQUIRED,
        how="Set it to the sender of the platform's e-mails: LARC Survey <survey@example.org>",
    )
    CONTACT = env.read(
        "CONTACT",
        word,
        default=DEFAULT_FROM_EMAIL,
        how="Set it to how people reach those who run the platform: a name and an e-mail address.",
    )
    STATIC_ROOT = env.read(
        "STATIC_ROOT",
        folder(BASE_DIR),
        default=BASE_DIR / "var/static",
        how="Set it to the folder into which collectstatic writes styles and scripts.",
    )
    EXPORTS_ROOT = env.read(
        "EXPORTS_ROOT",
        folder(BASE_DIR, outside=STATIC_ROOT),
        default=BASE_DIR / "var/exports",
        how="Set it to a private folder that all web and worker processes share.",
    )
    FILES_BY_PROXY = env.read(
        "FILES_BY_PROXY",
        flag,
        default=False,
        how="Set it to on only behind a proxy that sends the files that X-Accel-Redirect names.",
    )
    EXPORT_STALE_SECONDS = env.read(
        "EXPORT_STALE_SECONDS",
        number(least=10, most=3600),
        default=90,
        how="Set it to the seconds without progress after which an export counts as abandoned.",
    )
    SNAPSHOT_HOUR = env.read(
        "SNAPSHOT_HOUR",
        number(least=0, most=23),
        default=2,
        how="Set it to the hour, in UK time, at which dashboards are brought up to date.",
    )
    GRACE_HOURS = env.read(
        "GRACE_HOURS",
        number(least=0, most=168),
        default=24,
        how="Set it to the hours after a survey's last day in which people under way may finish.",
    )
    PURGE_AFTER_DAYS = env.read(
        "PURGE_AFTER_DAYS",
        number(least=1, most=365),
        default=14,
        how="Set it to the days after closing when responses that were not sent are deleted.",
    )
    CELERY_BEAT_SCHEDULE_FILENAME = str(
        env.read(
            "BEAT_SCHEDULE_FILE",
            folder(BASE_DIR),
            default=BASE_DIR / "var/celerybeat-schedule",
            how="Set it to a file in which the scheduler may keep the times of its last runs.",
        )
    )

# Applications

INSTALLED_APPS = [
    # First, so that its templates win over those of allauth and of the admin.
    "larc_survey.apps.LarcSurveyConfig",
    "larc_survey.apps.LarcAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "accounts",
    "questionnaires",
    "fieldwork",
    "responses",
    "monitoring",
    "exports",
    "authoring",
    *(["embedded.demonstration"] if DEMONSTRATION else ()),
]

MIDDLEWARE = [
    "larc_survey.health.health_checks",
    # Before all that may raise because of the host, with nobody left to add these headers.
    "larc_survey.middleware.known_hosts",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "larc_survey.middleware.browser_policies",
    "larc_survey.middleware.known_methods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "larc_survey.middleware.PageCompression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "larc_survey.bodies.whole_bodies",
    "larc_survey.null_characters.NoNullCharacters",
    "larc_survey.second_step.SecondStepIsSetUpFirst",
    "larc_survey.unavailable.OutagePage",
]

ROOT_URLCONF = "larc_survey.urls"
WSGI_APPLICATION = "larc_survey.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "larc"
CRISPY_TEMPLATE_PACK = "larc"
CRISPY_FAIL_SILENTLY = False

# Data

DATABASES = {
    "default": {
        **DATABASE,
        "CONN_MAX_AGE": 0,  # the pool keeps connections, not the request
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **DATABASE.get("OPTIONS", {}),
            "connect_timeout": 5,
            # Values travel beside the statement, which PostgreSQL plans once for a connection, and
            # which therefore shows nobody's answers (docs/decisions/0022-prepared-statements.md).
            "server_side_binding": True,
            "prepare_threshold": 5,
            "pool": {
                "min_size": DATABASE_POOL_MIN,
                "max_size": DATABASE_POOL_MAX,
                "timeout": 2,  # then a visitor is told to come back, rather than left waiting
                # Then the next visitor makes it try again. Left to itself it waits longer each
                # time, and after an outage people wait as long as it took, once more.
                "reconnect_timeout": 1,
            },
        },
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "larc:cache",
        # A broker that hangs is as good as away.
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    },
}

STORAGES = {
    "default": {"BACKEND": "larc_survey.storage.PrivateFileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
    # The proxy that sends the files is in the group of this account.
    "exports": {
        "BACKEND": "larc_survey.storage.PrivateFileSystemStorage",
        "OPTIONS": {
            "location": EXPORTS_ROOT,
            "file_permissions_mode": 0o640 if FILES_BY_PROXY else 0o600,
            "directory_permissions_mode": 0o750 if FILES_BY_PROXY else 0o700,
        },
    },
}
STATIC_URL = "/static/"

# Languages and times

LANGUAGE_CODE = "en-gb"
# Each under its own name: a reader looks for theirs. A new one: docs/translating.md.
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "larc_survey/locale"]
FORMAT_MODULE_PATH = ["larc_survey.formats"]
USE_I18N = True
TIME_ZONE = "Europe/London"
USE_TZ = True

# Signing in. Respondents have neither an account nor a session.

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "surveys"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reauthenticate": "accounts.forms.ConfirmPasswordForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Accounts are made by a colleague who knows the address, so nobody has to prove it again.
ACCOUNT_EMAIL_VERIFICATION = "none"
# A job of ours does that, after the commit (accounts.actions).
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
# Ours count for accounts and browsers, and never wait (accounts.throttle); allauth's do neither.
ACCOUNT_RATE_LIMITS = False
# Of administrators and of roles that read answers (larc_survey.second_step).
SECOND_STEP_REQUIRED = not DEMONSTRATION
MFA_ADAPTER = "accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondStepForm",
    "reauthenticate": "accounts.forms.ConfirmSecondStepForm",
    "activate_totp": "accounts.forms.ActivateSecondStepForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "LARC Survey"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not INSECURE_HTTP
CSRF_FAILURE_VIEW = "responses.views.csrf.csrf_failure"
CSRF_COOKIE_AGE = None  # ends with the browser, like a respondent's place
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = not INSECURE_HTTP
LANGUAGE_COOKIE_SECURE = not INSECURE_HTTP

# Transport and browsers

SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else HSTS_SECONDS
SECURE_HSTS_INCLUDE_SUBDOMAINS = not INSECURE_HTTP
SECURE_HSTS_PRELOAD = not INSECURE_HTTP
if TRUST_PROXY_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Not "no-referrer": browsers would then post forms with "Origin: null", and CSRF checks refuse it.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# A page may hold some long answers: 10,000 characters are at most 120 kB in an encoded form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
# The grid of headcounts has a box for each of seven groups in 153 areas.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# E-mail

EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL["EMAIL_HOST"] or ""
EMAIL_PORT = EMAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = EMAIL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = EMAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Jobs. A task counts as done when it has ended, not when it was fetched: then none is lost.

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": "larc:broker:",
    "socket_connect_timeout": 5,
    "socket_timeout": 10,
    "visibility_timeout": 3600,  # longer than any task may run, or it would be given out twice
}
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 25 * 60
CELERY_TASK_TIME_LIMIT = 30 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "sweep mail": {
        "task": "accounts.tasks.sweep_mail",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "sweep exports": {
        "task": "exports.tasks.sweep_exports",
        "schedule": 60.0,
        "options": {"expires": 55},  # while no worker runs, sweeps must not pile up
    },
    "sweep uploads": {
        "task": "authoring.tasks.sweep_uploads",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "sweep headcounts": {
        "task": "fieldwork.tasks.sweep_headcounts",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "delete expired sessions": {
        "task": "accounts.tasks.delete_expired_sessions",
        "schedule": crontab(hour=str(SNAPSHOT_HOUR), minute="15"),
    },
    "take snapshots": {
        "task": "monitoring.tasks.take_snapshots",
        "schedule": crontab(hour=str(SNAPSHOT_HOUR), minute="0"),
    },
    "purge unfinished responses": {
        "task": "responses.tasks.purge_unfinished",
        "schedule": crontab(hour=str(SNAPSHOT_HOUR), minute="30"),
    },
    # After the purge, so that nothing of what was deleted stays in the files of the database.
    "mix responses": {
        "task": "responses.tasks.mix_responses",
        "schedule": crontab(hour=str(SNAPSHOT_HOUR), minute="45"),
    },
}

# Logs

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"task_errors": {"()": "larc_survey.logs.TaskErrorFilter"}},
    "formatters": {"one_line": {"()": "larc_survey.logs.OneLineFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "one_line"},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django's own handlers would mail whole requests to ADMINS, cookies and answers included.
        "django": {"handlers": [], "level": "INFO"},
        # The development server's access log: it has the addresses as they were sent.
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": True},
        "celery.app.trace": {"filters": ["task_errors"]},
    },
}
