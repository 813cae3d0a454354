import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolcare.settings")
application = get_wsgi_application()

# All code is loaded before the first request, and what stays for good is not walked again by the
# garbage collector: a tenth of a page's time.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
