"""Pages of community relations."""
