"""Words and colours of community relations in templates."""
