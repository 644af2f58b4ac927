"""An administrator who gives up what only an administrator may, for tests of missing rights.

Whoever that leaves must still be able to read the program, Python and the tests, wherever they lie:
also below a folder that is closed to others. So it is the one to whom they belong.
"""

import ctypes
import os
from pathlib import Path

ADMINISTRATOR = os.geteuid() == 0
_OWNER = Path(__file__).stat()
# Whom a test without rights runs as, and whose its files have to be.
UID, GID = (_OWNER.st_uid, _OWNER.st_gid) if ADMINISTRATOR else (os.geteuid(), os.getegid())
# Somebody else than that, and nobody at all.
SOMEBODY_ELSE = 12345
# What another process does first that is to have no rights.
GIVE_UP = f"""\
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import rights
rights.give_up()
"""
# As linux/prctl.h, securebits.h and capability.h have them: uid 0 is a user like any other, here
# and in what is run from here.
_PR_SET_SECUREBITS, _NO_ROOT, _CAPABILITIES = 28, 0b11, 0x20080522


def give_up() -> None:
    """Have no rights from here on but those that files give to whom they belong."""
    if not ADMINISTRATOR:
        return
    os.setgroups([])
    if UID:
        os.setgid(GID)
        os.setuid(UID)
        return
    libc = ctypes.CDLL(None, use_errno=True)
    none = (ctypes.c_uint32 * 6)()
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    if libc.prctl(_PR_SET_SECUREBITS, _NO_ROOT, 0, 0, 0) or libc.capset(header, none):
        raise OSError(ctypes.get_errno(), "the rights of an administrator cannot be given up")


def give(top: Path) -> None:
    """All below `top` belongs to whom `give_up` leaves, and is within reach."""
    for path in (top, *top.rglob("*")):
        os.chown(path, UID, GID, follow_symlinks=False)
    for above in (top, *top.parents[:-2]):
        mode = above.stat().st_mode
        if mode & 0o111 != 0o111:
            above.chmod(mode | 0o111)
