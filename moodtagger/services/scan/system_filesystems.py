"""File systems of the kernel, which hold no files of the user, and those of other computers."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

MOUNT_TABLE = Path("/proc/self/mountinfo")
_SYSTEM_TYPES = """
    binfmt_misc bpf cgroup cgroup2 configfs debugfs devpts devtmpfs efivarfs fusectl hugetlbfs
    mqueue nsfs proc pstore rpc_pipefs securityfs selinuxfs sysfs tracefs
"""
_NETWORK_TYPES = """
    9p afs ceph cifs davfs fuse.rclone fuse.sshfs ncpfs nfs nfs4 smb3 smbfs
"""
_SYSTEM_FOLDERS = ("/proc", "/sys", "/dev")


def system_filesystems() -> frozenset[int]:
    """Return the device numbers of the mounted file systems of the kernel."""
    devices = set()
    with suppress(OSError):
        for line in MOUNT_TABLE.read_text(encoding="utf-8", errors="replace").splitlines():
            fields, _, kind = line.partition(" - ")
            if kind.split(" ")[0] in _SYSTEM_TYPES.split():
                major, _, minor = fields.split()[2].partition(":")
                devices.add(os.makedev(int(major), int(minor)))
    # A container may have a plain file system in the place of one of these.
    with suppress(OSError):
        user_devices = {Path(path).stat().st_dev for path in ("/", Path.home())}
        for folder in _SYSTEM_FOLDERS:
            with suppress(OSError):
                devices.add(Path(folder).stat().st_dev)
        devices -= user_devices
    return frozenset(devices)


def is_on_network(folder: str) -> bool:
    """Return whether a folder lies on another computer, whose changes are not reported here."""
    if folder.startswith(("\\\\", "//")):
        return True
    found = ("", "")
    with suppress(OSError):
        for line in MOUNT_TABLE.read_text(encoding="utf-8", errors="replace").splitlines():
            fields, _, kind = line.partition(" - ")
            point = fields.split()[4].replace("\\040", " ")
            is_inside = folder == point or folder.startswith(point.rstrip("/") + "/")
            if is_inside and len(point) >= len(found[0]):
                found = (point, kind.split(" ")[0])
    return found[1] in _NETWORK_TYPES.split()
