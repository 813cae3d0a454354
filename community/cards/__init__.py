"""What waits for a person in community relations."""
