"""Forms of community relations."""
