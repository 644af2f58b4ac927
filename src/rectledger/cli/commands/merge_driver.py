"""`rectledger merge-driver`: what git runs where two branches have changed a record."""

from functools import partial
from pathlib import Path

from rectledger import errors
from rectledger.cli.global_options import PAST, Common, common_options
from rectledger.cli.option_declarations import argument
from rectledger.i18n.language import gettext as _


@partial(common_options, refused=PAST)
def command(
    common: Common,
    base: str = argument("BASE", _("The common ancestor.")),
    ours: str = argument("OURS", _("Our version; replaced by the result.")),
    theirs: str = argument("THEIRS", _("Their version.")),
    path: str = argument("PATH", _("Path of the record in the repository.")),
    size: int = argument("SIZE", _("Length of the conflict markers."), 7),
    our_name: str = argument("OUR-NAME", _("Our side's name in conflict markers."), ""),
    their_name: str = argument("THEIR-NAME", _("Their side's name in conflict markers."), ""),
) -> int:
    from rectledger.store.merge import record_merge
    from rectledger.store.merge.conflict_markers import ConflictMarkers
    from rectledger.store.replace_files import replace_whole

    marks = ConflictMarkers(size, _label(our_name, "ours"), _label(their_name, "theirs"))
    began, one, other = (Path(version).read_bytes() for version in (base, ours, theirs))
    done = record_merge.merge(began, one, other, path, marks)
    place = Path(ours)
    beside = place.with_name(f"{place.name}.tmp")
    beside.unlink(missing_ok=True)
    replace_whole(place, done.data, beside)
    if done.conflict:
        raise errors.ConflictError(done.conflict, file=path, **done.args)
    return errors.DONE


def _label(given: str, otherwise: str) -> str:
    """What git calls a side; before 2.44 it does not say, and hands its placeholder on."""
    shown = "".join(character if character.isprintable() else "?" for character in given)
    return otherwise if shown in ("", "%X", "%Y") else shown


command.__doc__ = _("Merge two versions of a record; git runs this.")
