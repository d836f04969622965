"""The WSGI entry point: the door, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings")
_django = get_wsgi_application()

# Its modules read the settings, which Django has now.
from registry.api.door import Door  # noqa: E402

application = Door(_django)
