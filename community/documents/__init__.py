"""The papers of community relations; importing this package puts them into the catalogue."""
