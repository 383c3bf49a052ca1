"""The exact mask, what a figure asks for, and its drawing."""
