"""Start here: pick the language, then hand over to the command line."""

import os
import sys


def main() -> None:
    """Run rectledger on the process's arguments and end with its exit code."""
    from rectledger import errors

    try:
        from rectledger import words

        # Before the commands are imported: their help is made in the language that is spoken.
        words.use(words.choose(sys.argv[1:], os.environ))

        from rectledger import cli

        code = cli.run(sys.argv[1:])
    except KeyboardInterrupt:
        code = errors.INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
