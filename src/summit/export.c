#include "summit/export.h"

#include "summit/state.h"

const char *import_open(struct import *import, struct bytes file)
{
    struct bytes head = bytes_of_text(EXPORT_HEAD);
    if (file.size < head.size || memcmp(file.data, head.data, head.size) != 0) {
        return "This is no exported summit: its first line must be " EXPORT_HEAD;
    }
    *import =
        (struct import){.left = bytes_of(file.data + head.size, file.size - head.size), .line = 1};
    return NULL;
}

bool import_next(struct import *import, struct summit_state *state, struct codec_scratch *scratch,
                 struct summit_event *event, const char **problem)
{
    *problem = NULL;
    if (import->left.size == 0) {
        return false;
    }
    const uint8_t *end = memchr(import->left.data, '\n', import->left.size);
    if (!end) {
        *problem = "The file is cut short: its last line has no end.";
        return false;
    }
    size_t size = (size_t)(end - import->left.data);
    struct bytes line = bytes_of(import->left.data, size);
    import->left = bytes_of(end + 1, import->left.size - size - 1);
    import->line++;
    *problem = event_parse(scratch, line, event);
    if (!*problem) {
        *problem = summit_apply(state, event);
    }
    return *problem == NULL;
}
