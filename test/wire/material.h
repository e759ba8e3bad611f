/* Files that tests read: real offers, small media files. MATERIAL is their directory,
 * given by meson.
 */
#ifndef PLENARY_TEST_WIRE_MATERIAL_H
#define PLENARY_TEST_WIRE_MATERIAL_H

#include "base/bytes.h"

/* The whole file, until the next call. */
static inline struct bytes material(const char *name)
{
    static uint8_t data[65536];
    char path[512];
    snprintf(path, sizeof(path), "%s/%s", MATERIAL, name);
    FILE *file = fopen(path, "rb");
    ASSERT(file);
    size_t size = fread(data, 1, sizeof(data), file);
    fclose(file);
    ASSERT(size < sizeof(data));
    return bytes_of(data, size);
}

#endif
