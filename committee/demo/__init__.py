"""Demo data of the school board's work; a module a noun."""
