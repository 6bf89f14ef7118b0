"""The entry for an ASGI server: `tenure.conf.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenure.conf.settings")

application = get_asgi_application()
