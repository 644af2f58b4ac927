"""Root gives up its privileges, for tests of missing permissions.

The user that remains must still be able to read the program, Python and the tests, wherever they
are, even below a private folder. So it is their owner.
"""

import ctypes
import os
from pathlib import Path

ADMINISTRATOR = os.geteuid() == 0
_OWNER = Path(__file__).stat()
# The user that tests without privileges run as, and that must own their files.
UID, GID = (_OWNER.st_uid, _OWNER.st_gid) if ADMINISTRATOR else (os.geteuid(), os.getegid())
# Another user, who does not exist.
SOMEBODY_ELSE = 12345
# What a child process runs first to drop its privileges.
GIVE_UP = f"""\
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import rights
rights.give_up()
"""
# From linux/prctl.h, securebits.h and capability.h: makes uid 0 an ordinary user, here and in child
# processes.
_PR_SET_SECUREBITS, _NO_ROOT, _CAPABILITIES = 28, 0b11, 0x20080522


def give_up() -> None:
    """Drop all privileges, keeping only the permissions of the files' owner."""
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
    """Give everything below `top` to the user that remains after `give_up`, and make it
    reachable."""
    for path in (top, *top.rglob("*")):
        os.chown(path, UID, GID, follow_symlinks=False)
    for above in (top, *top.parents[:-2]):
        mode = above.stat().st_mode
        if mode & 0o111 != 0o111:
            above.chmod(mode | 0o111)
