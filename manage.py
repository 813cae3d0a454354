#!/usr/bin/env python
"""Django's command line, on schoolcare's settings."""

import os
import sys

from django.db import OperationalError, ProgrammingError

from schoolcare.environment import SettingError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolcare.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except SettingError as error:
        sys.exit(f"Stopped: {error}")
    except (OperationalError, ProgrammingError) as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(
            f"Stopped: the database says: {str(error).strip()}\n"
            "Does it run as DATABASE_URL says, and was `manage.py migrate` run?"
        )
