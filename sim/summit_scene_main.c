/* A summit scene behind standard input and output, so that a script in any language can live
 * through it. Lines come in, each answered by what it leads to and a line "ok":
 *
 *   ask NUMBER SIZE     and SIZE bytes of an HTTP/1.1 request. Any line may lead to answers:
 *                       "answer NUMBER SIZE" and SIZE bytes of the response
 *   settle              the disk does what was asked of it
 *   clock MS            it is that time: milliseconds since 1970
 *   present PERSON 0|1  a live socket is closed, opened
 *   disk done|full|failed
 *   crash               the process dies, with all that was not durable, and starts again
 *   invite PERSON       "secret SECRET": an invitation by the operator
 *   export              "event SIZE" and SIZE bytes, for each event of the log
 *
 * summit_scene SUMMIT.JSONL SEED CLOCK_MS
 */
#include <stdio.h>
#include <stdlib.h>

#include "sim/summit_scene.h"

enum { REQUEST_MAX = 1 << 20 };

static void put(struct bytes bytes)
{
    size_t written = fwrite(bytes.data, 1, bytes.size, stdout);
    ASSERT(written == bytes.size);
}

static void put_answer(void *context, uint64_t number, struct bytes response)
{
    (void)context;
    printf("answer %llu %zu\n", (unsigned long long)number, response.size);
    put(response);
}

static void put_event(void *context, struct bytes event)
{
    (void)context;
    printf("event %zu\n", event.size);
    put(event);
}

static struct bytes read_request(size_t size)
{
    static uint8_t request[REQUEST_MAX];
    ASSERT(size <= sizeof(request));
    size_t got = fread(request, 1, size, stdin);
    ASSERT(got == size);
    return bytes_of(request, size);
}

static struct bytes read_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    ASSERT(file);
    size_t size = 0, capacity = 1 << 20;
    uint8_t *data = malloc(capacity);
    while (data && !feof(file)) {
        size += fread(data + size, 1, capacity - size, file);
        if (size == capacity) {
            data = realloc(data, capacity *= 2);
        }
    }
    ASSERT(data && !ferror(file));
    (void)fclose(file);
    return bytes_of(data, size);
}

static enum log_result disk_of(const char *word)
{
    return strcmp(word, "full") == 0     ? LOG_FULL
           : strcmp(word, "failed") == 0 ? LOG_FAILED
                                         : LOG_DONE;
}

static void invite(struct summit_scene *scene, uint32_t person)
{
    char text[64];
    struct writer secret = writer_of(text, sizeof(text));
    summit_scene_invite(scene, person, &secret);
    printf("secret ");
    put(writer_bytes(&secret));
    putchar('\n');
}

/* False: there is no such line. */
static bool obey(struct summit_scene *scene, const char *line)
{
    unsigned long long number;
    long long at_ms;
    size_t size;
    unsigned person, is_present;
    char word[16];
    if (sscanf(line, "ask %llu %zu", &number, &size) == 2) {
        summit_scene_ask(scene, number, read_request(size));
    } else if (sscanf(line, "clock %lld", &at_ms) == 1) {
        summit_scene_set_clock(scene, at_ms);
    } else if (sscanf(line, "present %u %u", &person, &is_present) == 2) {
        summit_scene_set_present(scene, person, is_present != 0);
    } else if (sscanf(line, "disk %15s", word) == 1) {
        summit_scene_set_disk(scene, disk_of(word));
    } else if (sscanf(line, "invite %u", &person) == 1) {
        invite(scene, person);
    } else if (strcmp(line, "settle\n") == 0) {
        summit_scene_settle(scene);
    } else if (strcmp(line, "crash\n") == 0) {
        summit_scene_crash(scene);
    } else if (strcmp(line, "export\n") == 0) {
        summit_scene_export(scene, NULL, put_event);
    } else {
        return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    char line[256];
    if (argc != 4) {
        (void)fprintf(stderr, "summit_scene SUMMIT.JSONL SEED CLOCK_MS\n");
        return 2;
    }
    struct summit_scene *scene =
        summit_scene_new(strtoull(argv[2], NULL, 10), strtoll(argv[3], NULL, 10), NULL, put_answer);
    struct bytes file = read_file(argv[1]);
    const char *problem = summit_scene_import(scene, file);
    free((void *)(uintptr_t)file.data);
    if (problem) {
        (void)fprintf(stderr, "summit_scene: %s\n", problem);
        return 1;
    }
    while (fgets(line, sizeof(line), stdin)) {
        if (!obey(scene, line)) {
            (void)fprintf(stderr, "summit_scene: what is %s", line);
            return 2;
        }
        puts("ok");
        (void)fflush(stdout);
    }
    summit_scene_free(scene);
    return 0;
}
