"""Addresses of the pages of the house."""
