"""What an error says of the program, its command line and what is around it."""

from rectledger.i18n.language import N_

TEMPLATES: dict[str, tuple[str, str | None]] = {
    "no-such-command": (
        N_("no such command: {command}"),
        N_("`rectledger --help` lists the commands."),
    ),
    "near-command": (N_("no such command: {command}"), N_("Did you mean {near}?")),
    "no-such-topic": (
        N_("no help on `{topic}`"),
        N_("Run `rectledger help` for the commands, or `rectledger help format` for the files."),
    ),
    "near-topic": (N_("no help on `{topic}`"), N_("Did you mean {near}?")),
    "usage": ("{message}", N_("`{command} --help` shows what it takes.")),
    "bug": (
        N_("something went wrong inside rectledger: {message}"),
        N_("This is a bug; please report it with the command that you ran."),
    ),
    "no-rights-there": (
        N_("no right to read the folder {folder}"),
        N_("Ask for read access, or run `chmod u+rx` on it."),
    ),
    "no-folder": (
        N_("the folder that you are in is gone, or may not be read"),
        N_("Go to another one, such as with `cd`, and run the command there."),
    ),
    "cannot-print": (
        N_("what there is to say cannot be written: {detail}"),
        N_("Look at where it is sent to: a full disk, perhaps, or a device that takes nothing."),
    ),
    "surroundings": ("{message}", None),
}  # fmt: skip
