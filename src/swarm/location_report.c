/* What a location says to the server, as a browser does: receiver reports, an estimate of its
 * line, what to send again, and a wish for a keyframe when a picture cannot be mended.
 */
#include "swarm/location.h"

#include "shell/data.h"
#include "swarm/swarm.h"
#include "wire/rtcp.h"

#define REPORT_US (2 * SECOND_US)

enum {
    LINE_BPS = 6000000, /* what a good line is said to take */
    NACK_AGAIN_MS = 50,
    NACK_SPARED = 3,         /* the newest packets may only have been overtaken */
    NACK_WITHIN_VIDEO = 120, /* packets: about a second, then it is given up */
    NACK_WITHIN_AUDIO = 40,
    NACK_MAX = 64,
    NACK_BACKOFF_MAX = 5, /* 1.6 s */
};

static void write_report(struct location *location, struct writer *writer, uint64_t now_us)
{
    struct location_hot *hot = location->hot;
    const struct share *slow = &location->swarm->options->behaviours.slow;
    uint32_t own = location->number + 1;
    struct rtcp_report reports[2];
    uint8_t count = 0;
    const struct account *accounts[] = {&hot->video, &hot->audio};
    for (size_t i = 0; i < COUNT_OF(accounts); i++) {
        if (accounts[i]->highest != 0) {
            reports[count++] =
                (struct rtcp_report){.ssrc = accounts[i]->ssrc,
                                     .fraction_lost = account_fraction_lost(accounts[i]),
                                     .highest_sequence = accounts[i]->highest - 0x10000};
        }
    }
    rtcp_write_receiver_report(writer, own, reports, count);
    if (hot->video.ssrc != 0) {
        bool is_slow = share_holds(slow, location->number);
        rtcp_write_remb(writer, own, &hot->video.ssrc, 1,
                        is_slow ? (uint64_t)slow->value * 1000 : LINE_BPS);
    }
    /* Spread: they joined in step, they need not report in step. */
    location->report_us = now_us + REPORT_US / 2 + random_u32(&system_random) % REPORT_US;
}

static void write_pli(struct location *location, struct writer *writer)
{
    rtcp_write_pli(writer, location->number + 1, location->hot->video.ssrc);
    location_media(location)->plis++;
}

void location_report(struct location *location, uint64_t now_us)
{
    uint8_t buffer[512];
    struct writer writer = writer_of(buffer, sizeof(buffer));
    struct location_hot *hot = location->hot;
    uint32_t plis_per_second = location->swarm->options->behaviours.plis_per_second;
    if (now_us >= location->report_us) {
        write_report(location, &writer, now_us);
        if ((hot->flags & LOCATION_WANTS_KEYFRAME) != 0) {
            write_pli(location, &writer);
            hot->flags &= (uint8_t)~LOCATION_WANTS_KEYFRAME;
        }
    }
    if (now_us >= location->pli_us && hot->video.ssrc != 0) {
        write_pli(location, &writer);
        location->pli_us = now_us + SECOND_US / plis_per_second;
    }
    if (writer_bytes(&writer).size > 0) {
        peer_send_rtcp(&location->peer, writer_bytes(&writer));
    }
}

static void ask(struct location *location, const struct account *account, unsigned within,
                struct writer *writer)
{
    uint16_t sequences[NACK_MAX];
    size_t count = account_missing(account, NACK_SPARED, within, sequences, COUNT_OF(sequences));
    if (count > 0) {
        rtcp_write_nack(writer, location->number + 1, account->ssrc, sequences, count);
        location_media(location)->nacks += count;
    }
}

void location_ask_again(struct location *location, uint64_t now_us)
{
    uint8_t buffer[1024];
    struct writer writer = writer_of(buffer, sizeof(buffer));
    struct location_hot *hot = location->hot;
    ask(location, &hot->video, NACK_WITHIN_VIDEO, &writer);
    ask(location, &hot->audio, NACK_WITHIN_AUDIO, &writer);
    if (writer_bytes(&writer).size > 0) {
        peer_send_rtcp(&location->peer, writer_bytes(&writer));
        /* Who asks in vain asks less and less: a line that is full is not to be filled. */
        hot->nack_ms = (uint32_t)(now_us / MS_US) + (NACK_AGAIN_MS << hot->nack_tries);
        hot->nack_tries = (uint8_t)MIN(hot->nack_tries + 1, NACK_BACKOFF_MAX);
    }
}
