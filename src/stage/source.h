/* A source: what a publisher sends, as the stage sees it. Opened packets come in;
 * each is matched to a stream (one SSRC: the audio, or one layer of the video),
 * counted, reported on, and forwarded to the slot and the mix that show the
 * source. Owned by the stage's media thread.
 */
#ifndef PLENARY_STAGE_SOURCE_H
#define PLENARY_STAGE_SOURCE_H

#include "peer/feedback.h"
#include "peer/negotiate.h"
#include "peer/peer.h"
#include "peer/receive.h"
#include "stage/stage.h"

enum {
    SOURCE_AUDIO = LAYER_COUNT, /* index of the audio stream; video layers come before */
    SOURCE_STREAMS = LAYER_COUNT + 1,
    SOURCE_NOT_SHOWN = -1,
};
#define SOURCE_REPORT_US            (1 * SECOND_US)
#define SOURCE_KEYFRAME_INTERVAL_US (1 * SECOND_US) /* asked for at most so often */
#define SOURCE_KEYFRAME_LOOK_US     (50 * MS_US) /* whether one is wished for: at most so often */
#define SOURCE_LINGER_US            (2 * SECOND_US) /* taken off, and the next one sends no picture */
#define SOURCE_STREAM_ACTIVE_US     (500 * MS_US)
#define SOURCE_GONE_US              (6 * SECOND_US) /* nothing at all heard: the stage does not wait longer */

enum source_voice { SOURCE_SILENT, SOURCE_HEARD };

struct source_stream {
    bool bound;
    uint64_t heard_us;
    bool has_report;
    uint64_t report_capture_us; /* on our clock */
    uint32_t report_timestamp;
    struct receive_stream receive;
};

/* How well it arrives, over the last SOURCE_REPORT_US: written by the stage's media thread, read by
 * whoever tells the desk.
 */
struct source_health {
    _Atomic uint32_t rate_kbps;     /* RTP of all its streams */
    _Atomic uint32_t loss_permille; /* of its worst stream, after what was sent again */
    _Atomic uint32_t video_age_ms;  /* since its last packet of a picture; 0 where it has none */
};

struct source {
    uint64_t id; /* never 0 */
    bool has_audio, has_video;
    struct track audio, video;
    struct source_stream streams[SOURCE_STREAMS];
    struct feedback feedback;
    bool has_feedback;
    bool has_clock;
    int64_t clock_offset_us; /* ours = the publisher's NTP clock + this */
    uint32_t own_ssrc;       /* of the reports we write */
    uint64_t report_at_us;
    uint64_t octets, octets_since_us; /* RTP received since the last report */
    struct source_health health;
    uint64_t keyframe_asked_us;
    uint64_t keyframe_looked_us;
    uint8_t keyframe_wishes; /* bits per layer */
    uint64_t heard_us;       /* RTP or RTCP; 0: nothing yet */
    struct stage *stage;     /* whose slots know by their source ids what they show of it */
    enum source_voice voice;
    uint64_t off_at_us; /* no slot shows it from then on, come what may */
};

void source_init(struct source *source, uint64_t id, const struct session_description *session,
                 struct stage *stage, uint32_t own_ssrc);

/* Take it to a stage, where its voice is heard or not; `slot` is where it will be shown there,
 * by slot_show, or SOURCE_NOT_SHOWN: then it still feeds slots that wait for another source's
 * keyframe, but not for longer than SOURCE_LINGER_US.
 */
void source_place(struct source *source, struct stage *stage, int slot, enum source_voice voice,
                  uint64_t now_us);
/* Off its stage, at once. */
void source_leave(struct source *source);

/* One opened RTP packet. Returns 0, or why it went no further: DROP_RTP_MALFORMED,
 * _UNKNOWN_SSRC, _UNKNOWN_PAYLOAD_TYPE, _DUPLICATE, DROP_CODEC_MALFORMED, or what
 * slot_forward and mix_packet say.
 */
CHECK enum drop source_receive(struct source *source, struct bytes packet, uint64_t now_us);

/* One opened RTCP datagram. *left becomes true when a BYE names all we know. */
CHECK enum drop source_receive_rtcp(struct source *source, struct bytes packet, uint64_t now_us,
                                    bool *left);

/* Has a source that once spoke been silent for SOURCE_GONE_US? A client that is still
 * there comes back by itself; consent alone (RFC 7675) would leave a dead picture on
 * stage for half a minute.
 */
bool source_is_gone(const struct source *source, uint64_t now_us);

/* Write what is due to the publisher (reports, NACK, PLI, transport-cc). */
void source_tick(struct source *source, struct peer *peer, uint64_t now_us);
uint64_t source_next_deadline(const struct source *source);

#endif
