"""The forms on the pages of the house."""
