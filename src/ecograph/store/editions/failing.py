"""What it means for a register that its disk takes no write."""

import errno
import os
from pathlib import Path

from ecograph.errors import NoSpaceError, RegisterError


def unwritable(register: Path, error: OSError) -> RegisterError:
    """Return what is said when a write ended with this error: a full disk, or another reason."""
    kind = NoSpaceError if _is_full(error) else RegisterError
    return kind(
        f"The register {register} cannot be written: {error.strerror or error}. "
        "Nothing was changed. Check the space and the rights of this folder."
    )


def _is_full(error: OSError) -> bool:
    # The store gives the words of the system without its number.
    return error.errno in {errno.ENOSPC, errno.EDQUOT} or os.strerror(errno.ENOSPC) in str(error)
