"""Git's own line merge, for what cannot be merged by keys and entries."""

from pathlib import Path
from tempfile import TemporaryDirectory

from rectledger.store.git.run_git import outcome
from rectledger.store.merge.conflict_markers import ConflictMarkers


def merge(base: bytes, ours: bytes, theirs: bytes, marks: ConflictMarkers) -> tuple[bytes, bool]:
    """The merged lines, and whether they are free of conflicts.

    Both files are put between markers in full if git treats them as binary. Raises
    SurroundingsError if git is missing.
    """
    with TemporaryDirectory(prefix="rectledger-") as folder:
        for name, data in (("ours", ours), ("base", base), ("theirs", theirs)):
            (Path(folder) / name).write_bytes(data)
        labels = [word for label in (marks.ours, "base", marks.theirs) for word in ("-L", label)]
        done = outcome(
            str(Path.cwd()), "merge-file", "-p", f"--marker-size={marks.size}", *labels,
            *(str(Path(folder, name)) for name in ("ours", "base", "theirs")),
        )  # fmt: skip
    if done.returncode > 127:
        return marks.around_files(ours, theirs), False
    return done.stdout, done.returncode == 0
