#include "summit/effect.h"

#include "summit/floor.h"

struct effects {
    struct effect *at;
    uint32_t count;
};

static struct effect *add(struct effects *effects, enum effect_kind kind, uint32_t room,
                          uint32_t person)
{
    ASSERT(effects->count < EFFECTS_MAX);
    struct effect *effect = &effects->at[effects->count++];
    *effect = (struct effect){.kind = kind, .room = room, .person = person};
    return effect;
}

static bool is_in_green_room(const struct summit_seat *seat)
{
    return seat->status == SUMMIT_FLOOR_STATUS_ACCEPTED ||
           seat->status == SUMMIT_FLOOR_STATUS_READY;
}

static void take_off(struct effects *effects, const struct summit_seat *seat)
{
    if (seat->status == SUMMIT_FLOOR_STATUS_SEATED) {
        add(effects, EFFECT_STAGE_TAKE_OFF, seat->room, seat->person)->source = seat->source;
    } else if (is_in_green_room(seat)) {
        add(effects, EFFECT_GREEN_ROOM_LEAVE, seat->room, seat->person);
    }
}

static void put_on(struct effects *effects, const struct summit_seat *seat)
{
    add(effects, EFFECT_STAGE_PUT, seat->room, seat->person)->source = seat->source;
    if (seat->audio_muted || seat->video_muted) {
        struct effect *effect = add(effects, EFFECT_MUTE, seat->room, seat->person);
        effect->source = seat->source;
        effect->audio_muted = seat->audio_muted;
        effect->video_muted = seat->video_muted;
        effect->reason = seat->mute_reason;
    }
}

static void show(struct effect *effect, const struct summit_seat *seat)
{
    if (effect->shown_count < COUNT_OF(effect->shown)) {
        effect->shown[effect->shown_count++] = (struct effect_source){seat->person, seat->source};
    }
}

/* The layout with the seats it names, or with all who are seated where it names none; without
 * those who go, with the one who comes.
 */
static void add_layout(struct effects *effects, const struct summit_state *state, uint32_t room,
                       enum summit_layout layout, const struct ids *named, uint32_t leaver,
                       const struct summit_seat *comer)
{
    const struct summit_seat *seats[FLOOR_SEATED_MAX];
    struct effect *effect = add(effects, EFFECT_LAYOUT, room, 0);
    uint32_t count = named->count;
    effect->layout = layout;
    if (count == 0) {
        count = floor_seated(state, room, seats);
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct summit_seat *seat = named->count ? state_seat(state, named->at[i]) : seats[i];
        if (seat && (!leaver || seat->person != leaver)) {
            show(effect, seat);
        }
    }
    if (comer && named->count == 0) {
        show(effect, comer);
    }
}

static void add_current_layout(struct effects *effects, const struct summit_state *state,
                               uint32_t room, uint32_t leaver, const struct summit_seat *comer)
{
    const struct summit_room *where = state_room(state, room);
    add_layout(effects, state, room, where->layout, &where->layout_seats, leaver, comer);
}

/* Off all stages, or off one room's. */
static void leave_floor(struct effects *effects, const struct summit_state *state, uint32_t person,
                        uint32_t room)
{
    uint32_t left = 0;
    STATE_EACH(state, ENTITY_SEAT, seat, seat)
    {
        if (seat->person == person && (room == 0 || seat->room == room)) {
            take_off(effects, seat);
            left = seat->status == SUMMIT_FLOOR_STATUS_SEATED ? seat->room : left;
        }
    }
    if (left) {
        add_current_layout(effects, state, left, person, NULL);
    }
}

static void close_sessions(struct effects *effects, const struct summit_state *state,
                           uint32_t person, uint32_t room, struct bytes reason)
{
    leave_floor(effects, state, person, room);
    add(effects, EFFECT_CLOSE, room, person)->reason = reason;
}

static void unseat(struct effects *effects, const struct summit_state *state,
                   const struct summit_seat *seat)
{
    if (seat->source == SUMMIT_SOURCE_CAMERA) {
        leave_floor(effects, state, seat->person, seat->room);
        return;
    }
    take_off(effects, seat);
    struct effect *effect;
    add_current_layout(effects, state, seat->room, 0, NULL);
    effect = &effects->at[effects->count - 1];
    for (uint32_t i = 0; i < effect->shown_count; i++) {
        if (effect->shown[i].person == seat->person && effect->shown[i].source == seat->source) {
            memmove(&effect->shown[i], &effect->shown[i + 1],
                    (--effect->shown_count - i) * sizeof(effect->shown[0]));
            break;
        }
    }
}

static void add_item(struct effects *effects, const struct summit_state *state,
                     enum effect_kind kind, uint32_t id)
{
    const struct summit_item *item = state_item(state, id);
    if (item->kind == SUMMIT_ITEM_KIND_PLAYOUT && item->media.size > 0) {
        add(effects, kind, item->room, 0)->item = id;
    }
}

static void of_stage(struct effects *effects, const struct summit_state *before,
                     const struct summit_event *event)
{
    const union event_fields *fields = &event->fields;
    struct summit_seat seat;
    switch (event->kind) {
    case EVENT_STAGE_ACCEPTED:
        seat = *state_seat(before, fields->stage_accepted.seat);
        add(effects, EFFECT_GREEN_ROOM_ENTER, seat.room, seat.person);
        break;
    case EVENT_STAGE_DECLINED:
        unseat(effects, before, state_seat(before, fields->stage_declined.seat));
        break;
    case EVENT_STAGE_UNSEATED:
        unseat(effects, before, state_seat(before, fields->stage_unseated.seat));
        break;
    case EVENT_STAGE_SEATED:
        seat = *state_seat(before, fields->stage_seated.seat);
        add(effects, EFFECT_GREEN_ROOM_LEAVE, seat.room, seat.person);
        put_on(effects, &seat);
        add_current_layout(effects, before, seat.room, 0, &seat);
        break;
    case EVENT_STAGE_SHARED:
        seat = (struct summit_seat){.room = fields->stage_shared.room,
                                    .person = fields->stage_shared.person,
                                    .source = fields->stage_shared.source};
        put_on(effects, &seat);
        add_current_layout(effects, before, seat.room, 0, &seat);
        break;
    case EVENT_STAGE_MUTED:
        seat = *state_seat(before, fields->stage_muted.seat);
        struct effect *mute = add(effects, EFFECT_MUTE, seat.room, seat.person);
        mute->source = seat.source;
        mute->audio_muted = fields->stage_muted.audio_muted;
        mute->video_muted = fields->stage_muted.video_muted;
        mute->reason = fields->stage_muted.mute_reason;
        break;
    default:
        break;
    }
}

static void of_layout(struct effects *effects, const struct summit_state *before,
                      const struct summit_event *event)
{
    const union event_fields *fields = &event->fields;
    if (event->kind == EVENT_STAGE_TAKEN) {
        const struct summit_room *room = state_room(before, fields->stage_taken.room);
        add_layout(effects, before, room->id, room->preview_layout, &room->preview_seats, 0, NULL);
    } else if (event->kind == EVENT_STAGE_ORDERED) {
        const struct summit_room *room = state_room(before, fields->stage_ordered.room);
        add_layout(effects, before, room->id, room->layout,
                   room->layout_seats.count ? &room->layout_seats : &fields->stage_ordered.seats, 0,
                   NULL);
    } else if (event->kind == EVENT_STAGE_HELD) {
        add(effects, EFFECT_HOLD, fields->stage_held.room, 0)->hold = fields->stage_held.hold;
    }
}

static void of_people(struct effects *effects, const struct summit_state *before,
                      const struct summit_event *event)
{
    static const char removed[] = "You were removed from this summit.";
    static const char revoked[] = "Your invitation was revoked.";
    const union event_fields *fields = &event->fields;
    const struct summit_invitation *invitation;
    switch (event->kind) {
    case EVENT_PERSON_REMOVED:
        close_sessions(effects, before, fields->person_removed.person, 0, bytes_of_text(removed));
        break;
    case EVENT_PERSON_BANNED:
        close_sessions(effects, before, fields->person_banned.person, 0,
                       fields->person_banned.ban_reason);
        break;
    case EVENT_PERSON_EJECTED:
        close_sessions(effects, before, fields->person_ejected.person, fields->person_ejected.room,
                       fields->person_ejected.reason);
        break;
    case EVENT_LOBBY_REFUSED:
        close_sessions(effects, before, fields->lobby_refused.person, fields->lobby_refused.room,
                       fields->lobby_refused.reason);
        break;
    case EVENT_INVITATION_REVOKED:
        invitation = state_invitation(before, fields->invitation_revoked.invitation);
        add(effects, EFFECT_CLOSE, 0, invitation->person)->reason = bytes_of_text(revoked);
        break;
    default:
        break;
    }
}

uint32_t summit_effects(const struct summit_state *before, const struct summit_event *event,
                        struct effect effects[EFFECTS_MAX])
{
    struct effects list = {effects, 0};
    of_stage(&list, before, event);
    of_layout(&list, before, event);
    of_people(&list, before, event);
    if (event->kind == EVENT_ROOM_ADDED) {
        add(&list, EFFECT_ROOM_NAME, event->fields.room_added.room, 0);
    } else if (event->kind == EVENT_ROOM_EDITED) {
        add(&list, EFFECT_ROOM_NAME, event->fields.room_edited.room, 0);
    } else if (event->kind == EVENT_ITEM_STARTED) {
        add_item(&list, before, EFFECT_PLAYOUT_START, event->fields.item_started.item);
    } else if (event->kind == EVENT_ITEM_FINISHED) {
        add_item(&list, before, EFFECT_PLAYOUT_STOP, event->fields.item_finished.item);
    }
    return list.count;
}

uint32_t summit_effects_wanted(const struct summit_state *state, uint32_t room,
                               struct effect effects[EFFECTS_MAX])
{
    struct effects list = {effects, 0};
    const struct summit_room *where = state_room(state, room);
    STATE_EACH(state, ENTITY_SEAT, seat, seat)
    {
        if (seat->room != room || list.count > EFFECTS_MAX / 2) {
            continue;
        }
        if (seat->status == SUMMIT_FLOOR_STATUS_SEATED) {
            put_on(&list, seat);
        } else if (is_in_green_room(seat)) {
            add(&list, EFFECT_GREEN_ROOM_ENTER, room, seat->person);
        }
    }
    if (where) {
        add_current_layout(&list, state, room, 0, NULL);
        add(&list, EFFECT_HOLD, room, 0)->hold = where->hold;
    }
    STATE_EACH(state, ENTITY_ITEM, item, item)
    {
        if (item->room == room && item->status == SUMMIT_ITEM_STATUS_RUNNING) {
            add_item(&list, state, EFFECT_PLAYOUT_START, item->id);
        }
    }
    return list.count;
}
