"""What a merge request holds, and the rules between it and its base (`check --base`)."""
