#include "node/summit_stage.h"

static const uint32_t shown_max[SUMMIT_LAYOUT_COUNT] = {
    [SUMMIT_LAYOUT_SOLO] = 1,           [SUMMIT_LAYOUT_PAIR] = 2,   [SUMMIT_LAYOUT_PANEL] = 9,
    [SUMMIT_LAYOUT_SLIDES_SPEAKER] = 2, [SUMMIT_LAYOUT_SLIDES] = 1,
};

static struct room_seat *find_seat(struct room_plan *plan, uint32_t person,
                                   enum summit_source source)
{
    for (uint32_t i = 0; i < plan->seat_count; i++) {
        if (plan->seats[i].person == person && plan->seats[i].source == source) {
            return &plan->seats[i];
        }
    }
    return NULL;
}

static void put(struct room_plan *plan, const struct effect *effect)
{
    ASSERT(plan->seat_count < COUNT_OF(plan->seats)); /* the summit has as many seats */
    plan->seats[plan->seat_count++] =
        (struct room_seat){.person = effect->person, .source = effect->source};
}

static void mute(struct room_plan *plan, const struct effect *effect)
{
    struct room_seat *seat = find_seat(plan, effect->person, effect->source);
    if (seat) {
        seat->audio_muted = effect->audio_muted;
        seat->video_muted = effect->video_muted;
    }
}

/* Slides have the main slot, whoever is named first. */
static uint32_t main_of(const struct effect *effect)
{
    bool has_slides =
        effect->layout == SUMMIT_LAYOUT_SLIDES || effect->layout == SUMMIT_LAYOUT_SLIDES_SPEAKER;
    for (uint32_t i = 0; has_slides && i < effect->shown_count; i++) {
        if (effect->shown[i].source == SUMMIT_SOURCE_SCREEN) {
            return i;
        }
    }
    return 0;
}

static void lay_out(struct room_plan *plan, const struct effect *effect)
{
    uint32_t main = main_of(effect), count = 0;
    plan->layout = effect->layout;
    for (uint32_t i = 0; i < effect->shown_count && count < shown_max[effect->layout]; i++) {
        const struct effect_source *source =
            &effect->shown[i == 0      ? main
                           : i <= main ? i - 1
                                       : i]; /* main, then the others */
        plan->shown[count++] =
            (struct room_seat){.person = source->person, .source = source->source};
    }
    plan->shown_count = count;
}

void summit_stage_plan(struct room_plan *plan, const struct effect *wanted, uint32_t count)
{
    *plan = (struct room_plan){0};
    for (uint32_t i = 0; i < count; i++) {
        switch (wanted[i].kind) {
        case EFFECT_STAGE_PUT:
            put(plan, &wanted[i]);
            break;
        case EFFECT_GREEN_ROOM_ENTER:
            if (plan->guest_count < COUNT_OF(plan->guests)) {
                plan->guests[plan->guest_count++] = wanted[i].person;
            }
            break;
        case EFFECT_MUTE:
            mute(plan, &wanted[i]);
            break;
        case EFFECT_LAYOUT:
            lay_out(plan, &wanted[i]);
            break;
        case EFFECT_HOLD:
            plan->hold = wanted[i].hold;
            break;
        default:
            break;
        }
    }
}
