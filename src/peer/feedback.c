#include "peer/feedback.h"

#include "wire/rtp.h"

enum { REFERENCE_US = 64000, TICK_US = 250, SEQUENCE_START = 1 << 16 };

void feedback_init(struct feedback *feedback)
{
    *feedback = (struct feedback){.due_us = NEVER_US};
}

void feedback_packet(struct feedback *feedback, uint16_t sequence, uint64_t now_us)
{
    if (!feedback->started) {
        feedback->started = true;
        feedback->next_sequence = SEQUENCE_START + sequence;
        feedback->highest_sequence = feedback->next_sequence;
    }
    uint64_t extended = rtp_extend_sequence(feedback->highest_sequence, sequence);
    if (extended < feedback->next_sequence) {
        return; /* late: it was reported as lost */
    }
    for (uint64_t at = feedback->highest_sequence + 1; at < extended; at++) {
        feedback->arrival_us[at % FEEDBACK_WINDOW] = 0;
        if (extended - at > FEEDBACK_WINDOW) {
            at = extended - FEEDBACK_WINDOW;
        }
    }
    feedback->arrival_us[extended % FEEDBACK_WINDOW] = now_us;
    feedback->highest_sequence = MAX(feedback->highest_sequence, extended);
    if (feedback->highest_sequence - feedback->next_sequence >= FEEDBACK_WINDOW) {
        feedback->next_sequence = feedback->highest_sequence - FEEDBACK_WINDOW + 1;
    }
    if (feedback->due_us == NEVER_US) {
        feedback->due_us = now_us + FEEDBACK_INTERVAL_US;
    }
}

/* The first packet received among those to be reported; the reference time is its. */
static uint64_t first_arrival(const struct feedback *feedback, uint64_t after)
{
    uint64_t first_us = NEVER_US;
    for (uint64_t at = feedback->next_sequence; at < after; at++) {
        uint64_t arrival_us = feedback->arrival_us[at % FEEDBACK_WINDOW];
        if (arrival_us != 0) {
            first_us = MIN(first_us, arrival_us);
        }
    }
    return first_us;
}

bool feedback_report(struct feedback *feedback, uint64_t now_us, struct transport_cc *report)
{
    if (now_us < feedback->due_us) {
        return false;
    }
    uint64_t after =
        MIN(feedback->highest_sequence + 1, feedback->next_sequence + TRANSPORT_CC_PACKETS_MAX);
    uint64_t first_us = first_arrival(feedback, after);
    if (first_us == NEVER_US) { /* all lost; what came after them tells the time none the less */
        first_us = first_arrival(feedback, feedback->highest_sequence + 1);
    }
    uint64_t reference = first_us / REFERENCE_US;
    report->base_sequence = (uint16_t)feedback->next_sequence;
    report->feedback_count = feedback->count++;
    report->reference_time = (uint32_t)(reference & 0xffffff);
    report->count = 0;
    for (uint64_t at = feedback->next_sequence; at < after; at++) {
        uint64_t *arrival_us = &feedback->arrival_us[at % FEEDBACK_WINDOW];
        report->arrival[report->count++] =
            *arrival_us == 0 ? TRANSPORT_CC_LOST
                             : (int32_t)((*arrival_us - reference * REFERENCE_US) / TICK_US);
        *arrival_us = 0;
    }
    feedback->next_sequence = after;
    feedback->due_us = after <= feedback->highest_sequence ? now_us : NEVER_US; /* more: at once */
    return report->count > 0;
}

uint64_t feedback_next_deadline(const struct feedback *feedback)
{
    return feedback->due_us;
}
