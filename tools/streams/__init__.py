"""The masks of frameworks beside Keras 3 on TensorFlow, each computed with NumPy."""
