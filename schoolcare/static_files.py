"""How pages name the files under static/."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Names with the hash of their content, so that browsers keep them for good.

    A file that `collectstatic` has not seen yet keeps its plain name, which WhiteNoise finds where
    it lies: a forgotten step of an upgrade costs some caching, not every page.
    """

    manifest_strict = False

    @cache  # noqa: B019 -- the one storage lives as long as the process, as its manifest does
    def url(self, name: str | None, *, force: bool = False) -> str:
        """The address of a file: the same few on every page, so that they are kept."""
        return super().url(name, force=force)

    def stored_name(self, name: str) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            return name
