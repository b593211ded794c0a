"""The one settings file. Everything that differs between machines is read from the environment."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from mufakat.core.lan import Names
from mufakat.delivery.channels import Post

from .post import post_of

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("MUFAKAT_DATA", "data")).resolve()
DEMO = os.environ.get("MUFAKAT_DEMO") == "1"
DEBUG = os.environ.get("MUFAKAT_DEBUG") == "1"
LAN = os.environ.get("MUFAKAT_LAN") == "1"  # `serve --lan`: neighbours come over plain HTTP


def _secret_key() -> str:
    """From the environment, else from a file in the data folder that is made once, readable by its owner only."""
    if key := os.environ.get("MUFAKAT_SECRET_KEY"):
        return key
    file = DATA / "secret-key"
    if not file.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        made = file.with_name(f"secret-key.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        made.replace(file)  # whole or not at all
    return file.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("MUFAKAT_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_FAILURE_VIEW = "mufakat.site.doors.form_too_old"
ORIGINS = [o for o in os.environ.get("MUFAKAT_ORIGINS", "").split(",") if o]
CSRF_TRUSTED_ORIGINS = ORIGINS
if LAN:  # of this machine alone: what is true of the public address says nothing here
    ALLOWED_HOSTS = Names(["127.0.0.1", "localhost"])
    CSRF_TRUSTED_ORIGINS = []
HTTPS = bool(CSRF_TRUSTED_ORIGINS) and CSRF_TRUSTED_ORIGINS[0].startswith("https://")


def _proxies() -> int:
    """How many of our own web servers a request passes: so many addresses of X-Forwarded-For are theirs to write."""
    if LAN:
        return 0  # neighbours come straight: whatever they write of themselves is not asked
    told = os.environ.get("MUFAKAT_PROXIES") or ("1" if CSRF_TRUSTED_ORIGINS else "0")
    if not (told.isascii() and told.isdigit()):
        raise ImproperlyConfigured(f"MUFAKAT_PROXIES is a number (0, 1, 2), not {told!r}.")
    return int(told)


ALLAUTH_TRUSTED_PROXY_COUNT = _proxies()

# How messages leave the house; a demonstration writes to nobody.
POST = Post() if DEMO else post_of(os.environ, ORIGINS)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "mufakat.core",  # before allauth: our templates dress its pages
    "mufakat.web",  # and this is its sign-in page
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "mufakat.journal",
    "mufakat.directory",
    "mufakat.delivery",
    "mufakat.programmes",
    "mufakat.commitments",
    "mufakat.indicators",
    "mufakat.meetings",
    "mufakat.learning",
    "mufakat.exchange",
    "mufakat.offline",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "mufakat.offline.turnstile.BeforeTheTurnstile",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mufakat.site.doors.NoNul",
    "mufakat.site.doors.LoginRequired",
    "mufakat.directory.viewing.ViewingAs",
]
if LAN:
    MIDDLEWARE.insert(0, "mufakat.site.doors.NeighboursOnly")
ROOT_URLCONF = "mufakat.site.urls"
WSGI_APPLICATION = "mufakat.site.wsgi.application"
CONTEXT = [
    "django.template.context_processors.request",
    "django.template.context_processors.csp",
    "django.contrib.messages.context_processors.messages",
    "mufakat.core.templating.words",
    "mufakat.web.context.shell",
]
TEMPLATES = [
    {  # ours, in <room>/jinja2/
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "mufakat.site.templating.environment",
            "context_processors": CONTEXT,
        },
    },
    {  # allauth's
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [*CONTEXT, "django.contrib.auth.context_processors.auth"]
        },
    },
]
FORM_RENDERER = "mufakat.core.templating.FormRenderer"

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'mufakat.sqlite3'}",
        conn_max_age=600,
    )
}
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # IMMEDIATE takes the write lock before the first read, so that two writers queue up instead of
    # failing half-way; WAL lets readers go on meanwhile.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA cache_size=-16000;PRAGMA temp_store=MEMORY;"
        ),
    }
# allauth counts attempts to sign in in the default cache: in files, one count for all web processes.
CACHES = {
    "default": {
        "BACKEND": "mufakat.site.counters.Counters",
        "LOCATION": DATA / "counters",
        "OPTIONS": {
            "MAX_ENTRIES": 10_000
        },  # a full cache forgets at random: never by one attacker's hand
    },
    "near": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},  # each process its own
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "directory.User"
AUTHENTICATION_BACKENDS = ["mufakat.site.doors.KnownPeople"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "mufakat.site.doors.Accounts"
ACCOUNT_FORMS = {
    "login": "mufakat.site.signin.SignIn",
    "change_password": "mufakat.site.signin.OwnPassword",
    "reauthenticate": "mufakat.site.signin.SayItAgain",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Mufakat"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "mufakat.site.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = None if LAN else "same-origin"  # means nothing over plain HTTP
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}


def _clock_shift() -> timedelta:
    """How far the clock of a demonstration is set back; see `core/clock.py`."""
    file = DATA / "demo-clock"
    return timedelta(seconds=int(file.read_text())) if DEMO and file.exists() else timedelta()


CLOCK_SHIFT = _clock_shift()

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "mufakat.site.statics.Statics"},
}
# What people send, by names of ours; no address leads there but through a view that asks who may.
MEDIA_ROOT = DATA / "files"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
FILE_UPLOAD_HANDLERS = [  # small forms in memory; Measured also counts the bytes of the others
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "mufakat.core.uploads.Measured",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 20
WHITENOISE_MAX_AGE = 365 * 24 * 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

REFUSALS = {
    400,
    403,
    404,
    409,
    422,
}  # ordinary answers: a form sent back, a page that is not one's own


def _is_worth_a_line(record: Any) -> bool:
    """Refusals would fill the log; what fails (5xx) stays, and what `django.security` has to tell."""
    return getattr(record, "status_code", None) not in REFUSALS


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "refusals": {"()": "django.utils.log.CallbackFilter", "callback": _is_worth_a_line}
    },
    "loggers": {"django.request": {"filters": ["refusals"]}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
