"""What the school board contributes to the house."""
