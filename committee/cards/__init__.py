"""What waits for a person of the school board's work, for the home page; a module a noun."""
