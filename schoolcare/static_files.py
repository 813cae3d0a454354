"""How pages name the files under static/."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Names with the hash of their content, so that browsers keep them for good.

    A file that `collectstatic` has not seen yet keeps its plain name, which WhiteNoise finds where
    it lies: a forgotten step of an upgrade costs some caching, not every page.
    """

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            return name
