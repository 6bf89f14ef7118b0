"""The entry for a WSGI server such as gunicorn: `tenure.conf.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenure.conf.settings")

application = get_wsgi_application()
