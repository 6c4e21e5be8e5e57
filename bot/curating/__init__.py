"""What curators do with the knowledge beyond its rules: asking it through the engine, uploads, and building aside."""
