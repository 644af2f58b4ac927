"""An accountable ledger for rectification, kept as YAML files in git."""

__version__ = "0.1.0"
