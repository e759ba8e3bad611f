/* Calls of malloc, calloc and realloc, counted: ours through the linker's --wrap, OpenSSL's
 * through its hooks.
 */
#ifndef PLENARY_TEST_ALLOCATIONS_H
#define PLENARY_TEST_ALLOCATIONS_H

#include <stddef.h>

/* So far. */
extern size_t allocation_count;
/* First thing in main, before OpenSSL allocates. */
void allocations_init(void);

#endif
