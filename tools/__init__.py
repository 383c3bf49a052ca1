"""The tools of the site; see CONTRIBUTING.md for their layers."""
