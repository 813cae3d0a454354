"""Re-encrypts personal ids with the first of DATA_KEYS."""

from django.core.management.base import BaseCommand, CommandError

from schoolcare.keys import rotate_keys


class Command(BaseCommand):
    help = "Re-encrypts personal ids with the first of DATA_KEYS; the others are needed until then."

    def handle(self, **options: object) -> None:
        result = rotate_keys()
        self.stdout.write(
            f"rotated={result.rotated} kept={result.kept} unreadable={result.unreadable}"
        )
        if result.unreadable:
            raise CommandError("Some values are under none of DATA_KEYS. Add the missing old key.")
