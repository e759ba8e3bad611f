/* What every file may use: the result that must be looked at, the assertion
 * that stays in release builds, and small arithmetic. Standard headers only.
 */
#ifndef PLENARY_BASE_BASE_H
#define PLENARY_BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The caller must look at the result. */
#define CHECK __attribute__((warn_unused_result))

/* A broken invariant of our own. Never for hostile input: that is an enum drop. */
#define ASSERT(condition)                                                                          \
    do {                                                                                           \
        if (__builtin_expect(!(condition), 0)) {                                                   \
            fprintf(stderr, "%s:%d: assertion failed: %s\n", __FILE__, __LINE__, #condition);      \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define MIN(a, b)       ((a) < (b) ? (a) : (b))
#define MAX(a, b)       ((a) > (b) ? (a) : (b))

/* The object that holds `member`, from a pointer to that member. */
#define CONTAINER_OF(pointer, type, member)                                                        \
    ((type *)(void *)((char *)(pointer)-offsetof(type, member)))

/* Never a deadline: what next_deadline functions answer when nothing is due. */
#define NEVER_US UINT64_MAX

#define MS_US     UINT64_C(1000)
#define SECOND_US UINT64_C(1000000)

#endif
