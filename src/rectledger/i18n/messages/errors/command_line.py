"""Errors of the command line, of the surroundings and of the program itself."""

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
    "usage": ("{message}", N_("See `{command} --help`.")),
    "bug": (
        N_("internal error: {message}"),
        N_("This is a bug. Please report it together with the command you ran."),
    ),
    "no-rights-there": (
        N_("permission denied: {folder}"),
        N_("Ask for read access, or run `chmod u+rx` on the folder."),
    ),
    "no-folder": (
        N_("the current folder no longer exists or cannot be read"),
        N_("Change to another folder with `cd`, and run the command there."),
    ),
    "cannot-print": (
        N_("cannot write the output: {detail}"),
        N_("Check where the output goes: the disk may be full, or the device may not accept it."),
    ),
    "surroundings": ("{message}", None),
}  # fmt: skip
