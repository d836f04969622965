"""All settings, read from the environment. None is needed; a broken one stops start-up by name.

`deploy/env.example` lists every one with its meaning; a test compares the two.
"""

import datetime as dt
from pathlib import Path

from registry.api.configuration import (  # noqa: F401
    CORS_ALLOW_ALL_ORIGINS,
    CORS_ALLOW_HEADERS,
    CORS_ALLOW_METHODS,
    CORS_EXPOSE_HEADERS,
    CORS_URLS_REGEX,
    DOCUMENT,
    FRAMEWORK,
)
from registry.desk.look import UNFOLD as UNFOLD
from registry.env import BrokenSetting, Env, kept_secret
from registry.log_lines import log_lines

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)


DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY") or kept_secret(VAR_DIR / "secret_key")
if len(SECRET_KEY) < 32:
    raise BrokenSetting("SECRET_KEY", "at least 32 characters")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
PUBLIC_URL = env.url("PUBLIC_URL").rstrip("/")
BEHIND_TLS = env.flag("BEHIND_TLS", False)

INSTALLED_APPS = [
    # Before the admin, whose templates it replaces; the site is the desk's.
    "unfold.apps.BasicAppConfig",
    "registry.desk.admin_app.DeskAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "corsheaders",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "registry.accounts",
    "registry.honours",
    "registry.mentions",
    "registry.questions",
    "registry.intake",
    "registry.notices",
    "registry.exchange",
    "registry.api",
    "registry.web",
    "registry.desk",
    "registry.assistants",
    "bot",
]

MIDDLEWARE = [
    # Outermost: whatever answers, the id is in it.
    "registry.request_ids.RequestIds",
    "registry.api.places.places",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    # Before whatever answers from memory: a remembered response is counted like any other.
    "registry.api.gate.Gate",
    "registry.api.deprecation.Deprecations",
    "registry.api.remembered.Remembered",
    "registry.api.straight.Straight",
    # From here on of pages only.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "registry.accounts.sessions.SessionsThatEnd",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Puts the page of the locked-out in place of the login's; asks the database nothing.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "registry.urls"
ASGI_APPLICATION = "registry.asgi.application"
WSGI_APPLICATION = "registry.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# So many bytes of the file are read where they lie: a copy of each page cost a third of an answer
# at a million people.
SQLITE_MAPPED = 2**30
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(VAR_DIR / "marapat.sqlite3"),
    # Opening it costs more than most questions: each thread keeps its connection for a while.
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        "timeout": 20,
        # A write transaction takes its lock at once, so that two writers queue up instead of
        # failing when a read turns into a write.
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        f"PRAGMA mmap_size={SQLITE_MAPPED};",
    },
}
DATABASES = {"default": env.database("DATABASE_URL", SQLITE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHE_URL = env.url("CACHE_URL", schemes=("redis", "rediss"))
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
        if CACHE_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# The entry screen sends a decree with hundreds of rows as one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
SESSION_COOKIE_HTTPONLY = True
# From signing in, however busy, and without a request.
SESSION_COOKIE_AGE = env.number("SESSION_HOURS", 10, low=1, high=720) * 3600
SESSION_IDLE = env.number("SESSION_IDLE_MINUTES", 60, low=1, high=43200) * 60
# Where only this machine can come in, a password is enough; wherever others can, it is not.
SECOND_FACTOR = env.flag(
    "SECOND_FACTOR", BEHIND_TLS or not set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}
)
OTP_TOTP_ISSUER = "Marapat"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Wrong passwords and wrong codes of one name from one address, and for how long it is locked.
AXES_FAILURE_LIMIT = env.number("LOGIN_TRIES", 5, low=1, high=1000)
AXES_COOLOFF_TIME = dt.timedelta(minutes=env.number("LOGIN_LOCK_MINUTES", 15, low=1, high=10080))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "registry.desk.signing_in.locked.client_address"
AXES_LOCKOUT_CALLABLE = "registry.desk.signing_in.locked.locked_out"
AXES_RESET_ON_SUCCESS = True
# Who tries again while locked does not lock the owner of the name for longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Whoever wrote or submitted a record does not publish it. `no`: an office of one person.
FOUR_EYES = env.flag("FOUR_EYES", True)

LANGUAGE_CODE = "en"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
# Who chose a language finds it again.
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = BEHIND_TLS
# Ours, then our words for what Django and the admin's theme say.
LOCALE_PATHS = [BASE_DIR / "registry" / room / "locale" for room in ("wording", "desk")]
# Dates and numbers in Kazakh, which Django does not have.
FORMAT_MODULE_PATH = "registry.wording.formats"
USE_I18N = True
USE_TZ = True
# "Last year" and "today" are those of the state whose honours these are.
TIME_ZONE = env.text("TIME_ZONE", "Asia/Almaty")

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

BROKER_DIR = VAR_DIR / "broker"
CELERY_BROKER_URL = env.url("BROKER_URL", schemes=("redis", "rediss", "amqp", "amqps"))
if not CELERY_BROKER_URL:
    # The embedded broker: messages are files, so a real worker in a process of its own reads
    # them and a restart loses none.
    for part in ("messages", "control"):
        (BROKER_DIR / part).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"

BOT_TOKEN = env.text("BOT_TOKEN")
BOT_API_URL = env.url("BOT_API_URL", "https://api.telegram.org/bot")

# The bot's name without @, for links that open it. Unset: pages show no such link.
BOT_USERNAME = env.text("BOT_USERNAME").lstrip("@")
# Updates brought by Telegram to PUBLIC_URL, instead of fetched: then several bots may run.
BOT_WEBHOOK = env.flag("BOT_WEBHOOK", False)
# Where bot processes tell their figures: 127.0.0.1:9464 for /metrics. Empty: nowhere.
BOT_METRICS = env.text("BOT_METRICS")

# Where the chat page finds the stand-in for Telegram that `run_all` starts without a token.
CHAT_STANDIN_URL = env.url("CHAT_STANDIN_URL").rstrip("/")

# Notices: how long what one decree does is gathered into one message; how many messages a second
# go out over all workers, together with the bot's answers (Telegram takes 30, and notices take
# what answers leave); how many tasks send.
NOTICES_GATHER_SECONDS = env.number("NOTICES_GATHER_SECONDS", 20, low=0, high=3600)
NOTICES_PER_SECOND = env.number("NOTICES_PER_SECOND", 25, low=1, high=1000)
# Longer than a request takes with all its time-outs: what is claimed longer has lost its sender.
NOTICES_LEASE_SECONDS = env.number("NOTICES_LEASE_SECONDS", 60, low=2, high=3600)
NOTICES_LANES = env.number("NOTICES_LANES", 2, low=1, high=32)
# Who was told what: whoever was told of a mistake is told of its correction, as long as it is kept.
NOTICES_KEPT_DAYS = env.number("NOTICES_KEPT_DAYS", 365, low=1, high=3650)

# Programs of the house that webhooks may call: archive.local:8443. Any other inner address is not.
WEBHOOK_INNER_HOSTS = env.words("WEBHOOK_INNER_HOSTS")

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587, low=1, high=65535)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_TLS", True)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "Marapat <notices@localhost>")
EMAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")

QUESTION_LOG = env.flag("QUESTION_LOG", True)
QUESTION_TEXT_DAYS = env.number("QUESTION_TEXT_DAYS", 90, low=1, high=3650)

# How many requests are worked on at once in a process, whatever the number of its threads; how
# many streams of whole lists are read at once, in all and by one client; how much is remembered.
WEB_PLACES = env.number("WEB_PLACES", 4, low=1, high=256)
API_STREAMS = env.number("API_STREAMS", 12, low=1, high=1000)
API_STREAMS_EACH = env.number("API_STREAMS_EACH", 2, low=1, high=1000)
# Open-data dumps, and how many of them are kept.
DUMPS_DIR = VAR_DIR / "dumps"
DUMPS_KEPT = env.number("DUMPS_KEPT", 3, low=1, high=365)
# Sheets that clerks import: how large, and of how many lines.
IMPORT_MAX_MB = env.number("IMPORT_MAX_MB", 50, low=1, high=1000)
IMPORT_MAX_ROWS = env.number("IMPORT_MAX_ROWS", 200_000, low=1, high=1_000_000)
# For so many days after its end an import can be looked at, with the sheet that was sent.
IMPORT_KEPT_DAYS = env.number("IMPORT_KEPT_DAYS", 180, low=1, high=3650)
# An import whose worker was not heard of for so long is taken up by another.
IMPORT_LEASE_SECONDS = env.number("IMPORT_LEASE_SECONDS", 60, low=2, high=3600)
API_MEMORY_MB = env.number("API_MEMORY_MB", 64, low=0, high=65536)

# Who a client is: the address that the one proxy in front of us saw, or the connection's own.
# Anything else in X-Forwarded-For is the client's to invent.
REST_FRAMEWORK = {**FRAMEWORK, "NUM_PROXIES": 1 if BEHIND_TLS else 0}
# Requests under /api/, as (so many, in so many seconds): of one address, and of one API key.
API_RATE = env.rate("API_RATE", "600/min")
API_KEY_RATE = env.rate("API_KEY_RATE", "6000/min")
SPECTACULAR_SETTINGS = {**DOCUMENT, "SERVERS": [{"url": PUBLIC_URL or "/"}]}

LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOG_FORMAT = env.choice("LOG_FORMAT", "console", ("console", "json"))
LOGGING = log_lines(LOG_LEVEL, LOG_FORMAT, BOT_TOKEN)
