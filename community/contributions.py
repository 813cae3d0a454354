"""What community relations contribute to the house."""

from community import documents as _documents  # noqa: F401 -- puts its papers into the catalogue
