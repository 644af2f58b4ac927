"""What a merge request contains, and the rules between it and its base (`check --base`)."""
