"""How offices word states, days, labels, numbers and totals: read without guessing."""
