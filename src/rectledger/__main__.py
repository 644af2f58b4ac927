"""Start here: pick the language, then hand over to the command line."""

import os
import sys


def main() -> None:
    """Run rectledger on the process's arguments and end with its exit code."""
    from rectledger import words

    # Before the commands are imported: their help is made in the language that is spoken.
    words.use(words.choose(sys.argv[1:], os.environ))

    from rectledger import cli

    sys.exit(cli.run(sys.argv[1:]))


if __name__ == "__main__":
    main()
