"""The one form in which texts are compared."""
