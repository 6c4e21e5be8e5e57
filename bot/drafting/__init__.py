"""From an article's text to the draft of a cooperation file: rules and gazetteers, no network, no prose."""
