#include "fault_vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <unistd.h>

#include "sim/random.h"

enum { SECTOR = 512, FILES_MAX = 4 };

/* ---- what is on the disk for good, and what is only on its way ---- */

struct pending {
    struct pending *next;
    sqlite3_int64 offset; /* of a write; -1: a truncation to `size` */
    sqlite3_int64 size;
    uint8_t data[];
};

struct disk_file {
    char path[256]; /* "": free */
    uint8_t *durable;
    size_t size, capacity;
    struct pending *pending, **pending_end;
};

struct file {
    sqlite3_file base;
    struct disk_file *disk; /* NULL: not tracked */
    sqlite3_file real[];    /* of the VFS below */
};

static sqlite3_vfs *below;
static atomic_uint operations, fail_from, fail_count, cut_at;
static atomic_int fail_error, last_error;
static struct disk_file disk_files[FILES_MAX];

static struct disk_file *disk_file_of(const char *path)
{
    struct disk_file *empty = NULL;
    for (size_t i = 0; i < FILES_MAX; i++) {
        if (strcmp(disk_files[i].path, path) == 0) {
            return &disk_files[i];
        }
        empty = disk_files[i].path[0] == '\0' ? &disk_files[i] : empty;
    }
    ASSERT(empty && strlen(path) < sizeof(empty->path));
    snprintf(empty->path, sizeof(empty->path), "%s", path);
    empty->pending_end = &empty->pending;
    return empty;
}

static void apply_bytes(struct disk_file *disk, size_t offset, const uint8_t *data, size_t size)
{
    if (offset + size > disk->capacity) {
        disk->capacity = 2 * (offset + size);
        disk->durable = realloc(disk->durable, disk->capacity);
        ASSERT(disk->durable);
    }
    if (offset + size > disk->size) {
        memset(disk->durable + disk->size, 0, offset + size - disk->size);
        disk->size = offset + size;
    }
    memcpy(disk->durable + offset, data, size);
}

static void drop_pending(struct disk_file *disk)
{
    while (disk->pending) {
        struct pending *next = disk->pending->next;
        free(disk->pending);
        disk->pending = next;
    }
    disk->pending_end = &disk->pending;
}

static void forget(struct disk_file *disk)
{
    drop_pending(disk);
    free(disk->durable);
    *disk = (struct disk_file){0};
}

static void add_pending(struct disk_file *disk, sqlite3_int64 offset, sqlite3_int64 size,
                        const void *data)
{
    size_t kept = offset < 0 ? 0 : (size_t)size;
    struct pending *pending = malloc(sizeof(*pending) + kept);
    ASSERT(pending);
    *pending = (struct pending){.offset = offset, .size = size};
    if (kept > 0) {
        memcpy(pending->data, data, kept);
    }
    *disk->pending_end = pending;
    disk->pending_end = &pending->next;
}

/* Make durable what is on its way: all of it, or what `random` lets through. */
static void settle_pending(struct disk_file *disk, struct sim_random *random)
{
    for (struct pending *at = disk->pending; at; at = at->next) {
        if (at->offset < 0) {
            if (!random || sim_random_happens(random, 50)) {
                disk->size = MIN(disk->size, (size_t)at->size);
            }
            continue;
        }
        for (sqlite3_int64 done = 0; done < at->size; done += SECTOR) {
            if (!random || sim_random_happens(random, 50)) {
                apply_bytes(disk, (size_t)(at->offset + done), at->data + done,
                            (size_t)MIN(SECTOR, at->size - done));
            }
        }
    }
    drop_pending(disk);
}

/* ---- the fault that is due ---- */

static bool is_dead(void)
{
    return cut_at != 0 && operations >= cut_at;
}

/* Count an operation; true when it shall fail. */
static bool fails(void)
{
    unsigned number = ++operations;
    if (is_dead()) {
        last_error = EIO;
        return true;
    }
    bool is_due = fail_from != 0 && number >= fail_from && number - fail_from < fail_count;
    if (is_due) {
        last_error = fail_error; /* like errno, it stays */
    }
    return is_due;
}

/* ---- files ---- */

static sqlite3_file *real_of(sqlite3_file *base)
{
    return CONTAINER_OF(base, struct file, base)->real;
}

static int file_close(sqlite3_file *base)
{
    return real_of(base)->pMethods->xClose(real_of(base));
}

static int file_read(sqlite3_file *base, void *data, int size, sqlite3_int64 offset)
{
    return real_of(base)->pMethods->xRead(real_of(base), data, size, offset);
}

static int file_write(sqlite3_file *base, const void *data, int size, sqlite3_int64 offset)
{
    struct file *file = CONTAINER_OF(base, struct file, base);
    bool fault = fails();
    if (is_dead()) {
        return SQLITE_IOERR_WRITE;
    }
    size = fault ? size / 2 : size;
    if (file->disk) {
        add_pending(file->disk, offset, size, data);
    }
    int result = file->real->pMethods->xWrite(file->real, data, size, offset);
    return !fault ? result : fail_error == ENOSPC ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    struct file *file = CONTAINER_OF(base, struct file, base);
    if (fails()) {
        return SQLITE_IOERR_TRUNCATE;
    }
    if (file->disk) {
        add_pending(file->disk, -1, size, NULL);
    }
    return file->real->pMethods->xTruncate(file->real, size);
}

static int file_sync(sqlite3_file *base, int flags)
{
    struct file *file = CONTAINER_OF(base, struct file, base);
    if (fails()) {
        return SQLITE_IOERR_FSYNC;
    }
    if (file->disk) {
        settle_pending(file->disk, NULL);
    }
    return file->real->pMethods->xSync(file->real, flags);
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size)
{
    return real_of(base)->pMethods->xFileSize(real_of(base), size);
}

static int file_lock(sqlite3_file *base, int lock)
{
    return real_of(base)->pMethods->xLock(real_of(base), lock);
}

static int file_unlock(sqlite3_file *base, int lock)
{
    return real_of(base)->pMethods->xUnlock(real_of(base), lock);
}

static int file_is_reserved(sqlite3_file *base, int *result)
{
    return real_of(base)->pMethods->xCheckReservedLock(real_of(base), result);
}

static int file_control(sqlite3_file *base, int what, void *argument)
{
    return real_of(base)->pMethods->xFileControl(real_of(base), what, argument);
}

static int file_sector_size(sqlite3_file *base)
{
    return real_of(base)->pMethods->xSectorSize(real_of(base));
}

static int file_traits(sqlite3_file *base)
{
    return real_of(base)->pMethods->xDeviceCharacteristics(real_of(base));
}

static int file_shm_map(sqlite3_file *base, int page, int size, int extend, void volatile **at)
{
    return real_of(base)->pMethods->xShmMap(real_of(base), page, size, extend, at);
}

static int file_shm_lock(sqlite3_file *base, int offset, int count, int flags)
{
    return real_of(base)->pMethods->xShmLock(real_of(base), offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *base)
{
    real_of(base)->pMethods->xShmBarrier(real_of(base));
}

static int file_shm_unmap(sqlite3_file *base, int is_last)
{
    return real_of(base)->pMethods->xShmUnmap(real_of(base), is_last);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_is_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

/* ---- the VFS ---- */

static void load(struct disk_file *disk)
{
    int fd = open(disk->path, O_RDONLY | O_CLOEXEC);
    off_t size = fd >= 0 ? lseek(fd, 0, SEEK_END) : 0;
    if (size > 0) {
        uint8_t *data = malloc((size_t)size);
        ASSERT(data && pread(fd, data, (size_t)size, 0) == size);
        apply_bytes(disk, 0, data, (size_t)size);
        free(data);
    }
    if (fd >= 0) {
        close(fd);
    }
}

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags,
                    int *flags_out)
{
    struct file *file = CONTAINER_OF(base, struct file, base);
    (void)vfs;
    *file = (struct file){0};
    if ((flags & SQLITE_OPEN_CREATE) && fails()) {
        return SQLITE_CANTOPEN;
    }
    int result = below->xOpen(below, path, file->real, flags, flags_out);
    if (file->real->pMethods) {
        base->pMethods = &methods;
    }
    if (result == SQLITE_OK && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL))) {
        file->disk = disk_file_of(path);
        if (!file->disk->durable && !file->disk->pending) {
            load(file->disk);
        }
    }
    return result;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int must_sync)
{
    (void)vfs;
    if (fails()) {
        return SQLITE_IOERR_DELETE;
    }
    forget(disk_file_of(path));
    return below->xDelete(below, path, must_sync);
}

static int vfs_last_error(sqlite3_vfs *vfs, int size, char *text)
{
    (void)vfs;
    (void)size;
    (void)text;
    return last_error;
}

void fault_vfs_install(void)
{
    static sqlite3_vfs vfs;
    below = sqlite3_vfs_find(NULL);
    ASSERT(below);
    vfs = *below; /* what is not replaced works on names alone */
    vfs.pNext = NULL;
    vfs.zName = "fault";
    vfs.szOsFile = (int)sizeof(struct file) + below->szOsFile;
    vfs.xOpen = vfs_open;
    vfs.xDelete = vfs_delete;
    vfs.xGetLastError = vfs_last_error;
    ASSERT(sqlite3_vfs_register(&vfs, 1) == SQLITE_OK);
}

void fault_vfs_reset(void)
{
    operations = fail_from = fail_count = cut_at = 0;
    fail_error = last_error = 0;
    for (size_t i = 0; i < FILES_MAX; i++) {
        forget(&disk_files[i]);
    }
}

unsigned fault_vfs_operations(void)
{
    return operations;
}

void fault_vfs_fail(unsigned nth, unsigned count, int error)
{
    fail_error = error;
    fail_count = count;
    fail_from = operations + nth;
}

void fault_vfs_mend(void)
{
    fail_from = 0;
}

void fault_vfs_cut_power(unsigned nth)
{
    cut_at = operations + nth;
}

bool fault_vfs_has_power(void)
{
    return !is_dead();
}

void fault_vfs_restore_power(uint64_t seed)
{
    struct sim_random random;
    sim_random_init(&random, seed);
    for (size_t i = 0; i < FILES_MAX; i++) {
        struct disk_file *disk = &disk_files[i];
        char shared[300];
        if (disk->path[0] == '\0') {
            continue;
        }
        settle_pending(disk, &random);
        int fd = open(disk->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        ASSERT(fd >= 0 && write(fd, disk->durable, disk->size) == (ssize_t)disk->size);
        close(fd);
        snprintf(shared, sizeof(shared), "%.255s-shm", disk->path);
        unlink(shared);
    }
    fault_vfs_reset();
}
