"""Changes of community relations: in a transaction, with a row in the log."""
