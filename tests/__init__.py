"""The tests of Simpul."""
