"""Start here: pick the language, then hand over to the command line."""

import gc
import os
import sys

# A command is over before there is much to collect: by far the most that is made stays in use.
gc.set_threshold(2_000_000)
# A ledger is read by the models of this package alone, and to look for plug-ins takes time.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"


def main() -> None:
    """Run rectledger on the process's arguments and end with its exit code."""
    from rectledger import errors

    try:
        from rectledger.i18n import language

        # Before the commands are imported: their help is made in the language that is spoken.
        environ = dict(os.environ)
        language.use(language.choose(sys.argv[1:], environ) or "en")

        from rectledger.cli import app

        code = app.run(sys.argv[1:], environ)
    except KeyboardInterrupt:
        code = errors.INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
