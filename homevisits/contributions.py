"""What home visits contribute to the house."""
