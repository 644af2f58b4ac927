"""The help of a command, in the reader's language throughout."""

from typing import Any

from typer._click import Command, Context, HelpFormatter
from typer.core import TyperCommand

from rectledger.i18n.language import gettext as _


class Translated(Command):
    """A command, or all of them, whose help typer prints with our words."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        _fold_columns()
        super().format_help(ctx, formatter)

    def get_usage(self, ctx: Context) -> str:
        return super().get_usage(ctx).replace("Usage:", _("Usage:"), 1)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        pieces = {"[OPTIONS]": _("[OPTIONS]"), "COMMAND [ARGS]...": _("COMMAND [ARGS]...")}
        # typer puts what is required in braces, which a shell would expand.
        return [
            pieces.get(piece, piece.translate({ord("{"): None, ord("}"): None}))
            for piece in super().collect_usage_pieces(ctx)
        ]

    def get_help_option(self, ctx: Context) -> Any:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help, option.metavar = _("Show this message and exit."), ""
        return option


class CommandWithExamples(Translated, TyperCommand):
    """One command. What is required when, and the examples, are looked up as help is printed."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        from rectledger.cli.help import examples
        from rectledger.cli.help.required_options import requirements

        name = str(self.name)
        self.epilog = examples.of(name)
        marks = requirements(name)
        for parameter in self.params:
            found: Any = parameter
            if found.name in marks:
                found.help = rf"{found.help} \[{_(marks[found.name])}]"
            # Python's type says nothing here, and a long list of choices is too narrow to read.
            choices = found.type_descriptor.choices or ()
            if found.param_type_name == "argument" and not 0 < len(choices) < 4:
                found.display_type_rich = lambda **_given: None
        super().format_help(ctx, formatter)


def _fold_columns() -> None:
    """Let a narrow column of help continue on the next line: rich would cut Chinese, which has no
    spaces to break at."""
    from typer import rich_utils

    class Folding(rich_utils.OptionHighlighter):
        def __call__(self, text: Any) -> Any:
            made = super().__call__(text)
            made.overflow = "fold"
            return made

    rich_utils.highlighter = Folding()
