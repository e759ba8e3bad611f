/* The state of a summit: what the fold of its log makes. Plain tables of entities
 * with caps, their texts in a heap; all in memory handed in at init. One thread owns it.
 *
 * Ids count up from 1 and are never used twice; a row is found from its id at once.
 */
#ifndef PLENARY_SUMMIT_STATE_H
#define PLENARY_SUMMIT_STATE_H

#include "summit/heap.h"
#include "summit/record.h"

enum {
    SUMMIT_ROOMS_MAX = 63,
    SUMMIT_LOCATIONS_MAX = 40960,
    SUMMIT_MOTIONS_MAX = 128,
    SUMMIT_CHOICES_MAX = 16,
    SUMMIT_UPVOTES_MAX = 262144,
    UPVOTE_SLOTS = 2 * SUMMIT_UPVOTES_MAX,
    SUMMIT_HEAP_SIZE = 96 << 20,
};

/* What every row begins with. */
struct entity_head {
    uint32_t id;       /* 0: the row is free */
    uint64_t revision; /* sequence of the event that changed it last */
};

struct entity_table {
    uint8_t *rows; /* `maximum` of them; each begins with its id and its revision */
    uint32_t row_size, maximum, count;
    uint32_t next_id; /* the id of the next one, where its row is free */
};

/* One location's vote on one motion. */
struct ballot {
    uint32_t weight;
    uint8_t choice; /* BALLOT_NONE, BALLOT_SECRET, or BALLOT_CHOICE + the choice's index */
};
enum { BALLOT_NONE = 0, BALLOT_SECRET = 1, BALLOT_CHOICE = 2 };

struct summit_state {
    uint64_t sequence; /* of the last event applied */
    struct entity_table tables[ENTITY_COUNT];
    struct ballot *ballots; /* [motion row][location row] */
    uint64_t *upvotes;      /* a hash set of question << 32 | person */
    uint32_t upvote_count;
    uint32_t *invitation_index; /* a hash set of ids, by secret hash */
    struct heap heap;
    uint64_t versions[SECTION_COUNT][SUMMIT_ROOMS_MAX + 1]; /* [0]: of no one room */
};

/* Bytes that summit_state_init needs; pages are touched only as they are used. */
size_t summit_state_size(void);
/* `memory` is zeroed, of summit_state_size() bytes, aligned to 16, and the owner's. The state
 * lies at its start. An empty summit: no events yet.
 */
struct summit_state *summit_state_init(void *memory);

/* The entity, or NULL when there is none (any more). */
const void *state_find(const struct summit_state *state, enum summit_entity entity, uint32_t id);
/* The entity that comes after id `after` in its table; NULL at the end. To walk: from NULL. */
const void *state_next(const struct summit_state *state, enum summit_entity entity,
                       const void *after);
/* The id that the next one of its kind gets; 0 when there is no room for one more. */
CHECK uint32_t state_next_id(const struct summit_state *state, enum summit_entity entity);

#define STATE_FINDER(name, ENTITY)                                                                 \
    static inline const struct summit_##name *state_##name(const struct summit_state *state,       \
                                                           uint32_t id)                            \
    {                                                                                              \
        return state_find(state, ENTITY, id);                                                      \
    }
STATE_FINDER(room, ENTITY_ROOM)
STATE_FINDER(day, ENTITY_DAY)
STATE_FINDER(item, ENTITY_ITEM)
STATE_FINDER(location, ENTITY_LOCATION)
STATE_FINDER(person, ENTITY_PERSON)
STATE_FINDER(invitation, ENTITY_INVITATION)
STATE_FINDER(seat, ENTITY_SEAT)
STATE_FINDER(hand, ENTITY_HAND)
STATE_FINDER(question, ENTITY_QUESTION)
STATE_FINDER(message, ENTITY_MESSAGE)
STATE_FINDER(motion, ENTITY_MOTION)
#undef STATE_FINDER

/* All entities of a kind. */
#define STATE_EACH(state, ENTITY, type, name)                                                      \
    for (const struct summit_##type *name = state_next((state), ENTITY, NULL); name;               \
         name = state_next((state), ENTITY, name))

/* The summit itself; all zero before it is named. */
const struct summit_summit *state_summit(const struct summit_state *state);

/* The room that a command or an event concerns: its own field, or its entity's; 0: none. */
uint32_t state_room_of(const struct summit_state *state, const struct record *record,
                       const void *fields);

/* ---- for apply and the snapshot ---- */

/* The row of an entity that is there. */
void *state_row(struct summit_state *state, enum summit_entity entity, uint32_t id);
/* Whether the place of that id is taken by a row. */
bool state_is_taken(const struct summit_state *state, enum summit_entity entity, uint32_t id);
/* Whether an entity of that id can be added now. */
bool state_can_add(const struct summit_state *state, enum summit_entity entity, uint32_t id);
/* The row of a new entity, all zero but its id. */
void *state_add(struct summit_state *state, enum summit_entity entity, uint32_t id);
void state_remove(struct summit_state *state, enum summit_entity entity, uint32_t id);
/* Copy each field of `from` into the field of the row that has its name; texts into the heap. */
void state_store(struct summit_state *state, enum summit_entity entity, void *row,
                 const struct record *record, const void *from);
/* Replace one field of a row; `value` is of the field's type, what it points to is copied. */
void state_store_field(struct summit_state *state, const struct field *field, void *row,
                       const void *value);
/* The same for the field of that name. */
void state_set(struct summit_state *state, enum summit_entity entity, uint32_t id, const char *name,
               const void *value);

/* What is restored of a state to which rows were added, and nothing else was done, since the mark.
 */
struct state_mark {
    uint64_t sequence;
    uint32_t next_ids[ENTITY_COUNT];
    uint64_t versions[SECTION_COUNT][SUMMIT_ROOMS_MAX + 1];
};
struct state_mark state_mark(const struct summit_state *state);
void state_return(struct summit_state *state, const struct state_mark *mark);

/* Whether the person upvoted the question. */
bool state_has_upvoted(const struct summit_state *state, uint32_t question, uint32_t person);
void state_add_upvote(struct summit_state *state, uint64_t upvote);
/* The invitation with that secret hash, or NULL. */
const struct summit_invitation *state_invitation_of(const struct summit_state *state,
                                                    const struct digest *secret_hash);
void state_index_invitation(struct summit_state *state, const struct summit_invitation *invitation);

/* A motion's ballot of a location. */
const struct ballot *state_ballot(const struct summit_state *state, uint32_t motion,
                                  uint32_t location);
struct ballot *state_ballot_row(struct summit_state *state, uint32_t motion, uint32_t location);

#endif
