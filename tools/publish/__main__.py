"""Publish a folder of built pages: ``python -m tools.publish FOLDER``."""

import sys
from pathlib import Path

from tools.publish.page import PublishError
from tools.publish.site import publish

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("publish: name one folder: python -m tools.publish FOLDER")
    try:
        publish(Path(sys.argv[1]))
    except PublishError as error:
        sys.exit(f"publish: {error}")
