"""What turns the sources into pages: programs, tables of versions, notebooks."""
