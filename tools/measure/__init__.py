"""Weights, scores and times of what is published."""
