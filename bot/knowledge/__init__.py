"""The knowledge: frozen records, read from YAML files, with every rule that they obey."""
