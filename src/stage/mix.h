/* A mix: one outgoing audio stream of a room. Today it forwards the loudest voice of
 * the stage; a mixer of all voices takes this file's place behind the same ring.
 * Owned by the stage's media thread; viewers of any thread read the ring.
 *
 * A packet costs the same however long it lasts. So for a large audience packets are
 * joined (opus_join) until they last `join_us`, without decoding; the sequence numbers
 * of the ring stay without gaps. And a message costs the same however many packets it
 * holds: for a vast audience `train_length` of them leave together.
 */
#ifndef PLENARY_STAGE_MIX_H
#define PLENARY_STAGE_MIX_H

#include "base/drop.h"
#include "stage/ring.h"
#include "wire/opus.h"

enum {
    MIX_VOICES_MAX = 16,
    MIX_LEVEL_SILENT = 127, /* -dBov, RFC 6464 */
    MIX_LEVEL_UNKNOWN = 40, /* assumed for those who do not tell */
    MIX_LOUDER_DB = 4,      /* who takes over must be so much louder ... */
};
#define MIX_TAKEOVER_US   (200 * MS_US) /* ... for so long ... */
#define MIX_VOICE_LOST_US (300 * MS_US) /* ... unless the former is not heard at all */
#define MIX_JOIN_GRACE_US (20 * MS_US)  /* a packet to be joined with may be so late */
#define AUDIO_CLOCK_HZ    48000u

struct mix_voice {
    uint64_t source; /* 0: free */
    uint64_t heard_us;
    int32_t level_16;         /* smoothed -dBov times 16: small is loud */
    uint64_t louder_since_us; /* than the floor; 0: is not */
};

struct mix_pending { /* packets of the floor that wait to be joined */
    size_t count, size;
    uint64_t source;
    uint64_t first_sequence; /* of the source */
    uint32_t timestamp;      /* of the first, on the source's timeline */
    uint32_t duration_us;
    bool marker;
    uint64_t since_us;
    uint16_t sizes[OPUS_JOIN_MAX];
    uint8_t data[RING_PAYLOAD_MAX]; /* one after the other */
};

struct mix {
    uint32_t join_us;      /* what a packet to viewers lasts at least; 0: as it comes */
    uint32_t train_length; /* packets that leave together; 0 or 1: each alone */
    struct mix_voice voices[MIX_VOICES_MAX];
    uint64_t floor;         /* the source that is forwarded now; 0: none */
    _Atomic uint64_t heard; /* whose the ring's newest packet is */
    int64_t sequence_delta;
    uint32_t timestamp_delta;
    uint64_t first_sequence;
    uint64_t next_sequence;
    uint32_t last_timestamp;
    struct mix_pending pending;
    struct ring ring;
};

/* One audio packet of a source, opened. Borrowed. */
struct voice_packet {
    uint64_t source;
    uint64_t sequence; /* extended, in the source's space */
    uint32_t timestamp;
    bool marker;
    uint8_t level; /* -dBov, 0 is loudest; MIX_LEVEL_UNKNOWN if not told */
    struct bytes payload;
    uint64_t capture_us; /* 0: unknown */
};

/* All zero is a good silent mix. */

/* Take one packet. Returns 0 if it was forwarded, DROP_NOT_SELECTED if another voice
 * has the floor, DROP_SLOT_TOO_OLD, DROP_RTP_TOO_LARGE.
 */
CHECK enum drop mix_packet(struct mix *mix, const struct voice_packet *packet, uint64_t now_us);

/* Forward what has waited too long for a packet to be joined with, or to leave with. */
void mix_tick(struct mix *mix, uint64_t now_us);

/* A source has left the stage. */
void mix_remove(struct mix *mix, uint64_t source);

void mix_sender_report(struct mix *mix, uint64_t source, uint64_t capture_us, uint32_t timestamp);

#endif
