#include "shell/ballot_key.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_SIZE = 8 + SEAL_KEY_SIZE, PATH_SIZE = DATA_FILE_PATH_MAX + 32 };

static void path_of(const struct ballot_keys *keys, uint32_t motion, char path[PATH_SIZE])
{
    snprintf(path, PATH_SIZE, "%s/%u.key", keys->directory, motion);
}

static struct ballot_keys *keys_of(struct seal_keys *port)
{
    return CONTAINER_OF(port, struct ballot_keys, port);
}

static bool load(struct seal_keys *port, uint32_t motion, struct seal_key *key)
{
    char path[PATH_SIZE];
    uint8_t file[FILE_SIZE];
    path_of(keys_of(port), motion, path);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && read(fd, file, sizeof(file)) == FILE_SIZE;
    if (fd >= 0) {
        close(fd);
    }
    if (good) {
        key->number = load_be64(file); /* 0: destroyed, but for its file */
        memcpy(key->chain, file + 8, SEAL_KEY_SIZE);
        OPENSSL_cleanse(file, sizeof(file));
    }
    return good && key->number > 0;
}

/* Over what is there, in one write within one sector: the old key's place is the new one's. */
static bool write_key(int fd, const struct seal_key *key)
{
    uint8_t file[FILE_SIZE];
    store_be64(file, key->number);
    memcpy(file + 8, key->chain, SEAL_KEY_SIZE);
    bool good = pwrite(fd, file, sizeof(file), 0) == FILE_SIZE;
    OPENSSL_cleanse(file, sizeof(file));
    return good;
}

static bool sync_directory(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return good;
}

static bool create(struct seal_keys *port, uint32_t motion, const struct seal_key *key)
{
    const struct ballot_keys *keys = keys_of(port);
    char path[PATH_SIZE], parent[PATH_SIZE];
    path_of(keys, motion, path);
    snprintf(parent, sizeof(parent), "%s/..", keys->directory);
    if (mkdir(keys->directory, 0700) == 0) {
        if (!sync_directory(parent)) {
            return false;
        }
    } else if (errno != EEXIST) {
        return false;
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    bool good = fd >= 0 && write_key(fd, key) && fsync(fd) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return good && sync_directory(keys->directory);
}

static void replace(struct seal_keys *port, uint32_t motion, const struct seal_key *key)
{
    char path[PATH_SIZE];
    path_of(keys_of(port), motion, path);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        bool is_forgotten = write_key(fd, key);
        (void)is_forgotten; /* else the older key stays, and leads to the same */
        close(fd);
    }
}

static void destroy(struct seal_keys *port, uint32_t motion)
{
    char path[PATH_SIZE];
    const struct seal_key nothing = {0};
    path_of(keys_of(port), motion, path);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        bool is_blank = write_key(fd, &nothing) && fdatasync(fd) == 0;
        (void)is_blank; /* the file goes in any case */
        close(fd);
        unlink(path);
    }
}

struct seal_keys *ballot_keys_port(struct ballot_keys *keys, const char *directory)
{
    keys->port =
        (struct seal_keys){.load = load, .create = create, .replace = replace, .destroy = destroy};
    snprintf(keys->directory, sizeof(keys->directory), "%s/ballots", directory);
    return &keys->port;
}
