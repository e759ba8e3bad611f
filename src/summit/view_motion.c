/* Motions in the view, and their results. */
#include "summit/view_write.h"

#include "summit/ballot.h"
#include "summit/csv.h"
#include "summit/programme.h"

/* A secret vote is counted by all at its end, none before. */
static bool votes_are_known(const struct summit_motion *motion)
{
    return motion->status == SUMMIT_MOTION_STATUS_CLOSED ||
           (motion->status == SUMMIT_MOTION_STATUS_OPEN &&
            motion->mode == SUMMIT_BALLOT_MODE_ROLL_CALL);
}

void view_write_count(struct writer *writer, const struct summit_motion *motion)
{
    writer_format(writer, ",\"cast_count\":%lld,\"cast_weight\":%lld",
                  (long long)motion->cast_count, (long long)motion->cast_weight);
    if (votes_are_known(motion)) {
        struct list list = list_begin(writer, ",\"votes\":[");
        for (uint32_t i = 0; i < motion->tally.count; i++) {
            list_next(&list);
            writer_format(writer, "%lld", (long long)motion->tally.at[i]);
        }
        writer_u8(writer, ']');
    }
}

void view_write_motions(struct writer *writer, const struct summit_state *state,
                        enum summit_role role, uint32_t room)
{
    struct list list = list_begin(writer, "[");
    STATE_EACH(state, ENTITY_MOTION, motion, motion)
    {
        if (motion->room == room && view_shows(role, ENTITY_MOTION, motion)) {
            list_next(&list);
            view_open_row(writer, role, ENTITY_MOTION, motion);
            writer_u8(writer, '}');
        }
    }
    writer_u8(writer, ']');
}

void view_write_ballots(struct writer *writer, const struct summit_state *state, uint32_t room)
{
    struct list list = list_begin(writer, "[");
    STATE_EACH(state, ENTITY_MOTION, motion, motion)
    {
        if (motion->room == room && motion->status != SUMMIT_MOTION_STATUS_DRAFT) {
            list_next(&list);
            writer_format(writer, "{\"motion\":%u", motion->id);
            view_write_count(writer, motion);
            writer_u8(writer, '}');
        }
    }
    writer_u8(writer, ']');
}

/* ---- the result ---- */

static struct bytes choice_name(const struct summit_state *state,
                                const struct summit_motion *motion, uint32_t choice)
{
    static const char *const names[] = {"yes", "no", "abstain"};
    const struct tag any = {{0}};
    return motion->options == SUMMIT_OPTIONS_CHOICE
               ? localized_pick(state, &motion->choices.at[choice], any)
               : bytes_of_text(names[choice]);
}

static const struct summit_motion *closed_motion(const struct summit_state *state, uint32_t id)
{
    const struct summit_motion *motion = state_motion(state, id);
    return motion && motion->status == SUMMIT_MOTION_STATUS_CLOSED ? motion : NULL;
}

static void write_roll(struct writer *writer, const struct summit_state *state,
                       const struct summit_motion *motion)
{
    struct list list = list_begin(writer, ",\"roll\":[");
    STATE_EACH(state, ENTITY_LOCATION, location, location)
    {
        const struct ballot *ballot = state_ballot(state, motion->id, location->id);
        if (ballot->choice < BALLOT_CHOICE) {
            continue;
        }
        list_next(&list);
        writer_format(writer, "{\"location\":%u,\"name\":", location->id);
        json_write_string(writer, location->name);
        writer_format(writer, ",\"weight\":%u", ballot->weight);
        writer_format(writer, ",\"choice\":%u}", (unsigned)ballot->choice - BALLOT_CHOICE);
    }
    writer_u8(writer, ']');
}

bool motion_result_write(struct writer *writer, const struct summit_state *state, uint32_t id)
{
    const struct summit_motion *motion = closed_motion(state, id);
    int64_t votes[SUMMIT_CHOICES_MAX];
    if (!motion) {
        return false;
    }
    ballot_recount(state, motion, votes);
    view_open_row(writer, SUMMIT_ROLE_VIEWER, ENTITY_MOTION, motion);
    writer_format(writer, ",\"cast_count\":%lld,\"cast_weight\":%lld",
                  (long long)motion->cast_count, (long long)motion->cast_weight);
    struct list list = list_begin(writer, ",\"result\":[");
    for (uint32_t i = 0; i < motion_choice_count(motion); i++) {
        list_next(&list);
        writer_text(writer, "{\"choice\":");
        json_write_string(writer, choice_name(state, motion, i));
        writer_format(writer, ",\"votes\":%lld}", (long long)votes[i]);
    }
    writer_u8(writer, ']');
    if (motion->mode == SUMMIT_BALLOT_MODE_ROLL_CALL) {
        write_roll(writer, state, motion);
    }
    writer_u8(writer, '}');
    return true;
}

static void write_line(struct writer *writer, const char *label, struct bytes name, int64_t number)
{
    writer_text(writer, label);
    writer_u8(writer, ',');
    csv_write_cell(writer, name);
    writer_format(writer, ",%lld,\r\n", (long long)number);
}

bool motion_result_write_csv(struct writer *writer, const struct summit_state *state, uint32_t id)
{
    const struct summit_motion *motion = closed_motion(state, id);
    int64_t votes[SUMMIT_CHOICES_MAX];
    if (!motion) {
        return false;
    }
    ballot_recount(state, motion, votes);
    writer_text(writer, "what,name,votes,choice\r\n");
    for (uint32_t i = 0; i < motion_choice_count(motion); i++) {
        write_line(writer, "choice", choice_name(state, motion, i), votes[i]);
    }
    write_line(writer, "cast", (struct bytes){0}, motion->cast_weight);
    write_line(writer, "present", (struct bytes){0}, motion->present_weight);
    write_line(writer, "entitled", (struct bytes){0}, motion->entitled_weight);
    STATE_EACH(state, ENTITY_LOCATION, location, location)
    {
        const struct ballot *ballot = state_ballot(state, motion->id, location->id);
        if (ballot->choice < BALLOT_CHOICE) {
            continue; /* of a secret motion none */
        }
        writer_text(writer, "location,");
        csv_write_cell(writer, location->name);
        writer_format(writer, ",%u,", ballot->weight);
        csv_write_cell(writer, choice_name(state, motion, ballot->choice - BALLOT_CHOICE));
        writer_text(writer, "\r\n");
    }
    return true;
}
