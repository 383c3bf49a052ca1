"""Set TensorFlow up before any block of Markdown loads it; at the root to reach all."""

import os

from examples import ENVIRONMENT

os.environ.update(ENVIRONMENT)
