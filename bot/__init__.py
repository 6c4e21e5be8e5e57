"""Simpul: sourced answers about regional cooperation in Indonesia."""
