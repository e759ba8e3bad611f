/* A disk that fails, beneath SQLite: its n-th write, sync, truncation or new file ends with an
 * error, or the power goes and takes what was not synced. It stands in for SQLite's default
 * VFS, so what is tested knows nothing of it.
 */
#ifndef PLENARY_TEST_SHELL_FAULT_VFS_H
#define PLENARY_TEST_SHELL_FAULT_VFS_H

#include "base/base.h"

/* From now on SQLite uses it. Once a program. */
void fault_vfs_install(void);
/* Start counting operations anew, with no fault to come and on files not yet known. Everything
 * must have been closed.
 */
void fault_vfs_reset(void);
/* Operations since then. */
unsigned fault_vfs_operations(void);
/* `count` operations fail from the n-th on (1: the next one), with ENOSPC or EIO; a write puts
 * half of its bytes first.
 */
void fault_vfs_fail(unsigned nth, unsigned count, int error);
/* None fails any more. */
void fault_vfs_mend(void);

/* The n-th operation and all after it reach nothing: the power is gone. */
void fault_vfs_cut_power(unsigned nth);
/* The power is back: each file is what was synced, and of what was not an arbitrary part, torn at
 * sectors. Ends as fault_vfs_reset does.
 */
void fault_vfs_restore_power(uint64_t seed);
bool fault_vfs_has_power(void);

#endif
