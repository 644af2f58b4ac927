"""Entry point: choose the language, then run the command line."""

import gc
import os
import sys

# Collect garbage rarely: a command is short, and most of what it allocates stays in use.
gc.set_threshold(2_000_000)
# Skip pydantic's search for plugins, which takes time: a ledger only uses this package's models.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"


def main() -> None:
    """Run rectledger on the process's arguments and end with its exit code."""
    from rectledger import errors

    try:
        from rectledger.i18n import language

        # Set the language before importing the commands: their help is translated at import.
        environ = dict(os.environ)
        language.use(language.choose(sys.argv[1:], environ) or "en")

        from rectledger.cli import app

        code = app.run(sys.argv[1:], environ)
    except KeyboardInterrupt:
        code = errors.INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
