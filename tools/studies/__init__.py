"""What is asked of every version of Keras, and the models trained."""
