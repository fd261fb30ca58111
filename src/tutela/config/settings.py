"""Django's settings: one file, everything from `environment`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tutela.config import environment

PACKAGE = Path(__file__).resolve().parent.parent
HOME = environment.home()
DEBUG = environment.flag("TUTELA_DEBUG")
TUTELA_DEMO = environment.flag("TUTELA_DEMO")
SECRET_KEY = environment.secret_key(HOME)
VAULT_KEYS = environment.vault_keys(HOME)  # ask `settings.VAULT_KEYS.keyring()` each time: keys are added while it runs
ALLOWED_HOSTS = environment.words("TUTELA_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
DATABASES = {"default": environment.database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "tutela.web.components",
    "tutela.access",
    "tutela.ledger",
    "tutela.mission",
    "tutela.know.sources",
    "tutela.know.alerts",
    "tutela.know.incidents",
    "tutela.know.communities",
    "tutela.assess.threats",
    "tutela.act.decisions",
    "tutela.account.duties",
    "tutela.account.products",
    "tutela.account.timeline",
    "tutela.exchange",
    "tutela.web.home",
    "tutela.web.map",
    "tutela.web.policy",
    "tutela.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tutela.config.middleware.ActorMiddleware",
    "tutela.web.components.errors.RefusalPages",
]

ROOT_URLCONF = "tutela.config.urls"
WSGI_APPLICATION = "tutela.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "tutela.web.components.context.shell",
            ],
        },
    }
]

TUTELA_NAVIGATION = "tutela.config.navigation.NAVIGATION"

AUTH_USER_MODEL = "access.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tutela.config.sign_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,30/5m/ip", "login": "60/m/ip"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"login": "tutela.config.forms.SignIn"}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # served from the apps' own folders; the server only wants it to be there
STATICFILES_DIRS = [PACKAGE / "config" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = HOME / "files"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.flag("TUTELA_BEHIND_TLS")
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tutela.web.components.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
CLI_MISSION = environment.text("TUTELA_MISSION")
CLI_POST = environment.text("TUTELA_POST")
# What leaves the system: see tutela.exchange.sending. Without a server or a gateway, messages wait and pages say so.
EMAIL_BACKEND = "tutela.exchange.sending.transports.smtp.AnsweringBackend"
EMAIL_HOST = environment.text("TUTELA_MAIL_HOST").strip()
EMAIL_PORT = environment.port("TUTELA_MAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("TUTELA_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("TUTELA_MAIL_PASSWORD")
TUTELA_MAIL_SECURITY = environment.one_of("TUTELA_MAIL_SECURITY", ("starttls", "tls", "none"))
EMAIL_USE_TLS, EMAIL_USE_SSL = TUTELA_MAIL_SECURITY == "starttls", TUTELA_MAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = environment.text("TUTELA_MAIL_FROM").strip()
TUTELA_MAIL_DOMAINS = environment.words("TUTELA_MAIL_DOMAINS", "")
TUTELA_SMS_URL = environment.text("TUTELA_SMS_URL").strip()
TUTELA_SMS_TOKEN = environment.text("TUTELA_SMS_TOKEN").strip()
TUTELA_SMS_SHAPE = environment.one_of("TUTELA_SMS_SHAPE", ("generic", "rapidpro"))
FONT_DIR = PACKAGE / "account" / "products" / "fonts"

DEFAULT_EXCEPTION_REPORTER = "tutela.config.reports.DiscreetReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "tutela.config.reports.DiscreetFilter"
# Faults are logged once, at the edge, and never with what a person typed: no request body, no template context.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        # It would write down all that a template holds whenever one asks for something that is not there.
        "django.template": {"level": "INFO"},
    },
}
