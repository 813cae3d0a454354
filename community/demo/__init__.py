"""Demo data of community relations; the order of the parts is that of contributions.py."""
