/* A summit to test with: commands as JSON in, what became of them out. Every event goes through
 * the codec on its way, and into a log that can be replayed.
 */
#ifndef PLENARY_TEST_SUMMIT_SUPPORT_H
#define PLENARY_TEST_SUMMIT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>

#include "summit/codec.h"
#include "summit/concern.h"
#include "summit/effect.h"
#include "summit/snapshot.h"
#include "summit/state.h"
#include "summit/view.h"

#include <cmocka.h>

enum { LOG_SIZE = 64 << 20 };
#define NOON (INT64_C(1764072000000)) /* 2025-11-25 12:00 UTC */

struct world {
    void *memory;
    struct summit_state *state;
    int64_t now_ms;
    uint64_t present[1024]; /* a bit a person */
    struct codec_scratch scratch, other;
    struct summit_decision decision;    /* the last one */
    struct effect effects[EFFECTS_MAX]; /* of the last event that had some */
    uint32_t effect_count;
    int64_t secret[SUMMIT_MOTIONS_MAX + 1][SUMMIT_CHOICES_MAX]; /* what the seals hold, by motion */
    struct writer log;                                          /* the events as JSON lines */
    struct concerns concerns;
};

struct summit_state *state_make(void **memory);
void state_end(void *memory);

/* For cmocka: a new world with a director (1), a moderator (2), a speaker (3), a delegate of
 * Kenya (4), a delegate of Chile (5), a viewer (6), an interpreter (7), a press person (8);
 * locations Kenya (1, weight 3), Chile (2, weight 1), Samoa (3, weight 2); room "hall" (1).
 */
int world_setup(void **state);
int world_teardown(void **state);

enum { OPERATOR = 0, DIRECTOR = 1, MODERATOR, SPEAKER, KENYA, CHILE, VIEWER, INTERPRETER, PRESS };
enum { STRANGER = INT32_MAX };

/* Decide a command of that person and apply what follows. */
enum summit_refusal ask(struct world *world, uint32_t person, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same, which must be accepted. */
void must(struct world *world, uint32_t person, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Decide and apply a command that is parsed already. */
enum summit_refusal world_decide(struct world *world, uint32_t person,
                                 const struct summit_command *command);
/* The state's view, snapshot or change, as text that lives until the next call. */
const char *view_of(struct world *world, enum summit_role role, uint32_t room, uint64_t since);
const char *own_view_of(struct world *world, uint32_t person, uint32_t room);
/* Replay the log into a fresh state and assert that it equals the live one. */
void assert_replays(struct world *world);

#define assert_has(text, part)   assert_non_null(strstr(text, part))
#define assert_lacks(text, part) assert_null(strstr(text, part))
#define WORLD(state)             struct world *world = *(state)

#endif
