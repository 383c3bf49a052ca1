"""The masks that each framework's dropout draws, bit for bit, with NumPy alone."""
