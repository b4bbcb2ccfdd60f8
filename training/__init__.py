"""Scripts that make the trained data of the package."""
