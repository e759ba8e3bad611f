/* A motion's result as a page to read and print. */
#include "summit/ballot.h"
#include "summit/page.h"
#include "summit/programme.h"
#include "summit/view.h"

struct result {
    const struct summit_state *state;
    const struct summit_motion *motion;
    struct tag language;
    int64_t votes[SUMMIT_CHOICES_MAX];
};

static void write_text(struct writer *writer, const struct result *result, enum page_text text)
{
    writer_text(writer, page_text(result->language, text));
}

static void write_choice(struct writer *writer, const struct result *result, uint32_t choice)
{
    const struct summit_motion *motion = result->motion;
    if (motion->options == SUMMIT_OPTIONS_CHOICE) {
        page_write_name(
            writer, localized_pick(result->state, &motion->choices.at[choice], result->language));
    } else {
        write_text(writer, result, (enum page_text)(PAGE_YES + choice));
    }
}

static enum page_text outcome_text(enum summit_outcome outcome)
{
    switch (outcome) {
    case SUMMIT_OUTCOME_CARRIED:
        return PAGE_CARRIED;
    case SUMMIT_OUTCOME_NO_QUORUM:
        return PAGE_NO_QUORUM;
    default:
        return PAGE_REJECTED;
    }
}

static void write_head(struct writer *writer, const struct result *result)
{
    const struct summit_motion *motion = result->motion;
    struct bytes title = localized_pick(result->state, &motion->title, result->language);
    page_begin(writer, result->language, title);
    writer_text(writer, "<p>");
    write_text(writer, result, PAGE_RESULT);
    writer_text(writer, "</p><h1>");
    page_write_name(writer, title);
    writer_text(writer, "</h1><p class=\"outcome\">");
    write_text(writer, result, outcome_text(motion->outcome));
    writer_text(writer, "</p><p>");
    write_text(writer, result,
               motion->mode == SUMMIT_BALLOT_MODE_SECRET ? PAGE_SECRET_BALLOT : PAGE_ROLL_CALL);
    writer_text(writer, " · ");
    write_text(writer, result, (enum page_text)(PAGE_SIMPLE + motion->majority));
    writer_text(writer, " · ");
    write_text(writer, result, PAGE_CLOSED);
    writer_text(writer, " <bdi dir=\"ltr\">");
    programme_write_minute(writer, motion->closed_ms);
    writer_text(writer, "</bdi></p>");
}

static void open_table(struct writer *writer, const struct result *result, enum page_text first,
                       enum page_text second)
{
    writer_text(writer, "<table><thead><tr><th scope=\"col\">");
    write_text(writer, result, first);
    writer_text(writer, "</th><th scope=\"col\" class=\"number\">");
    write_text(writer, result, second);
    writer_text(writer, "</th>");
}

static void write_choices(struct writer *writer, const struct result *result)
{
    open_table(writer, result, PAGE_CHOICE, PAGE_VOTES);
    writer_text(writer, "</tr></thead><tbody>");
    for (uint32_t i = 0; i < motion_choice_count(result->motion); i++) {
        writer_text(writer, "<tr><td>");
        write_choice(writer, result, i);
        writer_format(writer, "</td><td class=\"number\">%lld</td></tr>",
                      (long long)result->votes[i]);
    }
    writer_text(writer, "</tbody></table>");
}

static void write_count(struct writer *writer, const struct result *result, enum page_text what,
                        int64_t votes)
{
    int64_t all = result->motion->entitled_weight, share = all > 0 ? votes * 1000 / all : 0;
    writer_text(writer, "<tr><td>");
    write_text(writer, result, what);
    writer_format(writer,
                  "</td><td class=\"number\">%lld</td><td class=\"number\"><bdi dir=\"ltr\">"
                  "%lld.%lld %%</bdi></td></tr>",
                  (long long)votes, (long long)(share / 10), (long long)(share % 10));
}

static void write_turnout(struct writer *writer, const struct result *result)
{
    const struct summit_motion *motion = result->motion;
    open_table(writer, result, PAGE_TURNOUT, PAGE_VOTES);
    writer_text(writer, "<th></th></tr></thead><tbody>");
    write_count(writer, result, PAGE_CAST, motion->cast_weight);
    write_count(writer, result, PAGE_PRESENT, motion->present_weight);
    if (motion->quorum_percent > 0) { /* so many, rounded up, must be present */
        write_count(writer, result, PAGE_QUORUM,
                    (motion->quorum_percent * motion->entitled_weight + 99) / 100);
    }
    write_count(writer, result, PAGE_ENTITLED, motion->entitled_weight);
    writer_text(writer, "</tbody></table>");
}

static void write_roll(struct writer *writer, const struct result *result)
{
    open_table(writer, result, PAGE_LOCATION, PAGE_VOTES);
    writer_text(writer, "<th scope=\"col\">");
    write_text(writer, result, PAGE_CHOICE);
    writer_text(writer, "</th></tr></thead><tbody>");
    STATE_EACH(result->state, ENTITY_LOCATION, location, location)
    {
        const struct ballot *ballot = state_ballot(result->state, result->motion->id, location->id);
        if (ballot->choice >= BALLOT_CHOICE) {
            writer_text(writer, "<tr><td>");
            page_write_name(writer, location->name);
            writer_format(writer, "</td><td class=\"number\">%u</td><td>", ballot->weight);
            write_choice(writer, result, ballot->choice - BALLOT_CHOICE);
            writer_text(writer, "</td></tr>");
        }
    }
    writer_text(writer, "</tbody></table>");
}

bool motion_result_write_page(struct writer *writer, const struct summit_state *state, uint32_t id,
                              struct tag language)
{
    struct result result = {
        .state = state, .motion = state_motion(state, id), .language = language};
    if (!result.motion || result.motion->status != SUMMIT_MOTION_STATUS_CLOSED) {
        return false;
    }
    ballot_recount(state, result.motion, result.votes);
    write_head(writer, &result);
    write_choices(writer, &result);
    write_turnout(writer, &result);
    if (result.motion->mode == SUMMIT_BALLOT_MODE_ROLL_CALL) {
        write_roll(writer, &result);
    }
    page_end(writer);
    return true;
}
