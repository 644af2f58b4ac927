"""`rectledger report dashboard -o dashboard.html`: a document for people without a terminal."""

import errno
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rectledger import errors
from rectledger.cli.global_options import Common, common_options
from rectledger.cli.option_declarations import argument
from rectledger.cli.optional_dependencies import needed
from rectledger.cli.report_options import ReportOptions
from rectledger.i18n.language import gettext as _
from rectledger.publish.document_kinds import BINARY, KINDS, SUFFIXES, Form, listed

if TYPE_CHECKING:
    Name = str
else:
    Name = Literal[tuple(KINDS)]


@common_options
def command(
    common: Common,
    asked: ReportOptions,
    kind: Annotated[Name, typer.Argument(metavar="KIND", help=_("The document to make."))],
    reference: str | None = argument("REF", _("The issue, for closure."), None),
) -> int:
    _fitting(kind, _given(common, reference, asked), asked.print_template)
    with needed():
        from rectledger.cli import report_document
        from rectledger.cli.output import deliver
    if asked.print_template:
        # Bytes: a terminal's encoding is none of a file's.
        sys.stdout.buffer.write(report_document.built_in(common, kind).encode())
        return errors.DONE
    _no_folder("out-is-folder", asked.output)
    _no_folder("check-unreadable", asked.check)
    form = chosen_form(kind, asked.form, asked.output or asked.check)
    if asked.template is not None and form == "xlsx":
        raise errors.UsageError("no-template-in", form=form)
    printed = asked.output in (None, "-") and asked.check is None
    if printed and form in BINARY and sys.stdout.isatty():
        raise errors.UsageError("needs-output", form=form, kind=kind)
    with needed():
        data, seen = report_document.make(common, kind, form, reference, asked)
    about = {"kind": kind, "format": form}
    if asked.check is not None:
        return report_document.compare(data, Path(asked.check), seen, **about)
    return deliver(data, asked.output, seen, **about)


def _given(common: Common, reference: str | None, asked: ReportOptions) -> dict[str, object]:
    """What of all that may not go together is given, by how it is written."""
    every = {
        "REF": reference, "--format": asked.form, "-o": asked.output, "--check": asked.check,
        "--template": asked.template, "--department": asked.department, "--since": asked.since,
        "--internal": asked.internal,
        "--json": common.json, "--as-of": common.as_of, "--at": common.at,
    }  # fmt: skip
    return {name: value for name, value in every.items() if value not in (None, False)}


def _fitting(kind: str, given: Mapping[str, object], print_template: bool) -> None:
    """Refuse, by UsageError, what of the options that are `given` does not go together."""
    wanted = KINDS[kind]
    for name, fits in (("REF", "of_issue"), ("--since", "since")):
        if name in given and not getattr(wanted, fits):
            other = next(code for code, one in KINDS.items() if getattr(one, fits))
            raise errors.UsageError("not-of-kind", kind=kind, option=name, other=other)
    for name in ("-o", "--check", "--template"):
        if given.get(name) == "":
            raise errors.UsageError("no-name", option=name)
    if wanted.template is None and ("--template" in given or print_template):
        raise errors.UsageError("no-template", kind=kind)
    if "-o" in given and "--check" in given:
        raise errors.UsageError("one-of-these", option="-o", other="--check")
    if wanted.of_issue and "--department" in given:
        raise errors.UsageError("closure-of-department")
    if print_template and given:  # it is printed as it is built in
        raise errors.UsageError("template-alone", option=next(iter(given)))
    if "--json" in given and "--check" not in given and given.get("-o", "-") == "-":
        raise errors.UsageError("json-without-output")


def _no_folder(code: str, target: str | None) -> None:
    if target not in (None, "-") and Path(str(target)).is_dir():
        raise errors.SurroundingsError(code, path=target, detail=os.strerror(errno.EISDIR))


def chosen_form(kind: str, form: Form | None, target: str | None) -> Form:
    """The form that is asked for: by name, else by the suffix of `target`, else the first one.

    Raises UsageError for one that this kind of document cannot have, and for a suffix that tells
    none.
    """
    forms = KINDS[kind].forms
    if form is None and target not in (None, "-"):
        form = SUFFIXES.get(Path(str(target)).suffix.lower())
        if form is None and not _is_stream(Path(str(target))):
            known = [suffix for suffix, one in SUFFIXES.items() if one in forms]
            raise errors.UsageError("form-unknown", path=target, forms=known)
    if form is None:
        return forms[0]
    if form not in forms:
        raise errors.UsageError("not-this-form", kind=kind, form=form, forms=list(forms))
    return form


def _is_stream(target: Path) -> bool:
    """Whether a target is a device or a pipe, whose name tells nothing."""
    return target.exists() and not target.is_file() and not target.is_dir()


command.__doc__ = _("Make a document, such as a notice or a dashboard.") + f"\n\n{listed()}"
