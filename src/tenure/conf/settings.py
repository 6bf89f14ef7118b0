"""Django's settings, made from the environment. A wrong setting stops the start with its name."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from tenure.conf.environment import WrongSettings, read
from tenure.conf.secret_key import kept_secret_key

try:
    _environment = read(os.environ)
except WrongSettings as wrong:
    raise ImproperlyConfigured(str(wrong)) from None

PACKAGE = Path(__file__).resolve().parent.parent
TENURE_DATA = _environment.data_folder
# Where people reach this installation, for links in e-mails; no slash at the end.
TENURE_URL = _environment.url
# A demo shows its mailbox, which holds other people's letters.
TENURE_DEMO = _environment.demo
TENURE_INVITATION_DAYS = _environment.invitation_days
TENURE_HAND_OVER_DAYS = _environment.hand_over_days
# The plans that clients can take for themselves, and how many days one can be tried (0: not at all).
TENURE_CATALOGUE = _environment.catalogue
TENURE_TRIAL_DAYS = _environment.trial_days
# Where the worker listens for documents by mail (None: nowhere), and what stands behind the @ of their addresses.
TENURE_MAIL_IN = _environment.mail_in
TENURE_MAIL_IN_DOMAIN = _environment.mail_in_domain
TENURE_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)

# --- Safety -----------------------------------------------------------------------------------------------

DEBUG = _environment.debug
ALLOWED_HOSTS = list(_environment.hosts)
if _environment.secret_key:
    SECRET_KEY = _environment.secret_key
elif _environment.secret_key_file:
    SECRET_KEY = _environment.secret_key_file.read_text(encoding="utf-8").strip()
else:
    SECRET_KEY = kept_secret_key(TENURE_DATA)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _environment.https
SECURE_HSTS_SECONDS = 31_536_000 if _environment.https else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _environment.proxies else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if _environment.https]
X_FRAME_OPTIONS = "DENY"
# An invoice of 500 lines is sent in one form, each line with what it bills.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8_000
# A form of documents keeps fewer (MAX_FILES_AT_ONCE) and names the others; beyond this the request is refused.
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    # The square code for an authenticator app is drawn into the page as a data: picture.
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

# --- What runs --------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "tenure.records",
    # Before allauth, so that Tenure's own sign-in pages are found first.
    "tenure.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tenure.web.here.here",
    "tenure.web.set_up.first_run",
    "tenure.web.store_away.StoreAwayMiddleware",
]

ROOT_URLCONF = "tenure.conf.urls"
WSGI_APPLICATION = "tenure.conf.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tenure.web.nav.navigation",
            ],
        },
    }
]

# --- Where things are kept --------------------------------------------------------------------------------

DATABASES = {"default": _environment.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
MAILERS = {"default": _environment.mailer}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _environment.mail_from

STATIC_ROOT = TENURE_DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATIC_URL = "/static/"
STORAGES = {
    "default": _environment.files,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

# --- Signing in -------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "records.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_NAME = "tenure_session"
CSRF_COOKIE_NAME = "tenure_csrf"

ACCOUNT_ADAPTER = "tenure.web.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# People arrive by set-up or by an invitation sent to their address: there is nothing left to verify.
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _environment.https else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = _environment.proxies
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tenure"
# One step to either side: clocks of phones are seldom exact.
MFA_TOTP_TOLERANCE = 1
# Browsers themselves only allow passkeys without https on localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _environment.https

# --- Language and time ------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "tenure.conf.formats"
LANGUAGE_COOKIE_NAME = "tenure_language"
USE_TZ = True
TIME_ZONE = "UTC"

# --- What the operator sees -------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "tenure": {"level": "INFO"},
        # Django's own handlers are replaced, or every line would come twice.
        "django": {"handlers": [], "level": "INFO" if DEBUG else "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
