"""Show results on a terminal or as JSON. Computes nothing."""

# Piped output is not cut to a width: a row is one line. Below LEAST_WIDTH a table would drop
# columns, so a narrower terminal wraps the lines itself.
LEAST_WIDTH, PIPE_WIDTH = 40, 4000
