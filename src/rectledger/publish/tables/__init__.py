"""Tables, and those that several documents show."""
