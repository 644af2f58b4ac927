"""From results to a terminal or JSON. Computes nothing."""

# What is piped is not cut to any width: a row is a line. Below the least a table would leave
# columns out; a narrower terminal folds what it is given.
LEAST_WIDTH, PIPE_WIDTH = 40, 4000
