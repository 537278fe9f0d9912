"""Blocks to roles."""
