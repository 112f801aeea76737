"""What the disk refused, in one line: where, what, and what to do."""

import errno

_UNSAID = "the disk"
_REMEDIES = {
    errno.ENOSPC: "free some space there, or name another place",
    errno.EDQUOT: "free some space there, or have the quota raised",
    errno.EFBIG: "files may not be as long as this there; raise the limit (ulimit -f)",
    errno.EROFS: "it is read-only; make it writable, or name another place",
    errno.EACCES: "give the user who runs this the right to it, or name another place",
    errno.EPERM: "give the user who runs this the right to it, or name another place",
    errno.EIO: "the disk fails; look at the log of the system, and keep a backup elsewhere",
    errno.EMFILE: "let the process open more files (ulimit -n)",
    errno.ENFILE: "let the system open more files (fs.file-max)",
    errno.ENOMEM: "let the process have more memory",
}


#: Where nothing is wrong with what is read: it could be read by another, or at another time.
_OF_THE_READER = {errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE, errno.ENOMEM}


def told(error: OSError) -> str:
    """Return an error of the disk as a line for whoever runs a command."""
    where = error.filename or _UNSAID
    remedy = _REMEDIES.get(error.errno or 0)
    return f"{where}: {_said(error)}" + (f"; {remedy}" if remedy else "")


def unread(error: Exception, remedy: str) -> str:
    """Return why a file cannot be read, and what to do.

    Args:
        error: that reading it gave.
        remedy: what to do where the file is damaged.
    """
    if isinstance(error, OSError) and error.errno in _OF_THE_READER:
        remedy = _REMEDIES[error.errno]
    return f"{_said(error)}; {remedy}"


def _said(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)
