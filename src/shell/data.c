#include "shell/data.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void fill_random(struct random_source *source, void *out, size_t size)
{
    (void)source;
    uint8_t *at = out;
    while (size > 0) {
        ssize_t got = getrandom(at, size, 0);
        ASSERT(got > 0 || errno == EINTR);
        if (got > 0) {
            at += got;
            size -= (size_t)got;
        }
    }
}

struct random_source system_random = {.fill = fill_random};

uint32_t system_unix_time(void)
{
    return (uint32_t)time(NULL);
}

void data_path(const struct config *config, const char *name, char out[DATA_FILE_PATH_MAX])
{
    snprintf(out, DATA_FILE_PATH_MAX, "%s/%s", config->data, name);
}

bool data_prepare(const struct config *config, char problem[DATA_PROBLEM_MAX])
{
    if (mkdir(config->data, 0700) == 0 || errno == EEXIST) {
        return true;
    }
    snprintf(problem, DATA_PROBLEM_MAX, "the data directory %.256s cannot be made: %s",
             config->data, strerror(errno));
    return false;
}

static bool read_key(const char *path, uint8_t key[TOKEN_KEY_SIZE])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && read(fd, key, TOKEN_KEY_SIZE) == TOKEN_KEY_SIZE;
    if (fd >= 0) {
        close(fd);
    }
    return good;
}

/* Written aside and renamed: a crash leaves no half key. */
static bool make_key(const char *path, uint8_t key[TOKEN_KEY_SIZE])
{
    char aside[DATA_FILE_PATH_MAX + 32];
    snprintf(aside, sizeof(aside), "%s.%d", path, (int)getpid());
    fill_random(&system_random, key, TOKEN_KEY_SIZE);
    int fd = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good = fd >= 0 && write(fd, key, TOKEN_KEY_SIZE) == TOKEN_KEY_SIZE && fsync(fd) == 0;
    if (fd >= 0) {
        close(fd);
    }
    /* link refuses where another process was first: then its key is taken. */
    good = good && (link(aside, path) == 0 || errno == EEXIST);
    unlink(aside);
    return good && read_key(path, key);
}

bool data_token_key(const struct config *config, uint8_t key[TOKEN_KEY_SIZE],
                    char problem[DATA_PROBLEM_MAX])
{
    char path[DATA_FILE_PATH_MAX];
    data_path(config, "token.key", path);
    if (read_key(path, key) || make_key(path, key)) {
        return true;
    }
    snprintf(problem, DATA_PROBLEM_MAX, "the token key %.256s cannot be read or made: %s", path,
             strerror(errno));
    return false;
}

const char *data_directory(const char *given, const char *config_file)
{
    static struct config config;
    return given ? given : config_load_or_say(&config, config_file) ? config.data : NULL;
}

bool data_map_file(const char *path, struct bytes *file)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fstat(fd, &status) == 0;
    if (good && status.st_size == 0) {
        errno = ENODATA;
        good = false;
    }
    void *data =
        good ? mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    int error = errno;
    if (fd >= 0) {
        close(fd);
    }
    errno = error;
    if (data == MAP_FAILED) {
        return false;
    }
    *file = bytes_of(data, (size_t)status.st_size);
    return true;
}
