"""What the care of pupils contributes to the house, a module a noun."""
