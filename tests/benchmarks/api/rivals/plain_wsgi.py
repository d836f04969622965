"""The plain rival's entry point."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.api.rivals.plain_settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
