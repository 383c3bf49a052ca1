"""What is done to a folder of finished pages; it knows no generator."""
