"""Tables, including those shared by several documents."""
