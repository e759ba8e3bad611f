/* What the files of the view share: rows, names, and who may see which row. */
#ifndef PLENARY_SUMMIT_VIEW_WRITE_H
#define PLENARY_SUMMIT_VIEW_WRITE_H

#include "summit/codec.h"
#include "summit/state.h"
#include "summit/view.h"

/* A list in the making: puts commas between its members. */
struct list {
    struct writer *writer;
    uint32_t count;
};

static inline struct list list_begin(struct writer *writer, const char *opening)
{
    writer_text(writer, opening);
    return (struct list){writer, 0};
}

static inline void list_next(struct list *list)
{
    if (list->count++) {
        writer_u8(list->writer, ',');
    }
}

static inline uint8_t role_mask(enum summit_role role)
{
    return (uint8_t)(1u << role);
}

static inline bool role_is_desk(enum summit_role role)
{
    return role >= SUMMIT_ROLE_MODERATOR;
}

/* Whether the role may see this row of an entity that it may see in general. */
bool view_shows(enum summit_role role, enum summit_entity entity, const void *row);
/* {"id":..,"revision":..,members that the role may see   -- the caller adds to it and closes it. */
void view_open_row(struct writer *writer, enum summit_role role, enum summit_entity entity,
                   const void *row);
/* {"id":5,"name":..,"title":..,"location":..,"country":..}: as everybody may see one who speaks. */
void view_write_who(struct writer *writer, const struct summit_state *state, uint32_t person);

/* The sections; each writes its value. */
void view_write_stage(struct writer *writer, const struct summit_state *state,
                      enum summit_role role, uint32_t room);
void view_write_preview(struct writer *writer, const struct summit_state *state, uint32_t room);
void view_write_green_room(struct writer *writer, const struct summit_state *state,
                           enum summit_role role, uint32_t room);
void view_write_lobby(struct writer *writer, const struct summit_state *state, uint32_t room);
void view_write_hands(struct writer *writer, const struct summit_state *state,
                      enum summit_role role, uint32_t room);
void view_write_questions(struct writer *writer, const struct summit_state *state,
                          enum summit_role role, uint32_t room);
void view_write_upvotes(struct writer *writer, const struct summit_state *state, uint32_t room);
/* Messages of events after `since`. */
void view_write_chat(struct writer *writer, const struct summit_state *state, enum summit_role role,
                     uint32_t room, uint64_t since);
void view_write_motions(struct writer *writer, const struct summit_state *state,
                        enum summit_role role, uint32_t room);
void view_write_ballots(struct writer *writer, const struct summit_state *state, uint32_t room);
/* ,"cast_count":..,"cast_weight":.. and ,"votes":[..] where they may be known. */
void view_write_count(struct writer *writer, const struct summit_motion *motion);

#endif
