/* The swarm's speaker: a stage of known bytes, published by WHIP as anybody's or sent as
 * plain RTP, each packet stamped with its time of sending.
 */
#ifndef PLENARY_SWARM_SPEAKER_H
#define PLENARY_SWARM_SPEAKER_H

#include "peer/send.h"
#include "swarm/request.h"
#include "swarm/socket.h"

struct swarm;

struct speaker_shape {
    uint32_t frame_us;         /* between frames; 0: no video */
    uint32_t frame_packets_x2; /* packets a frame, doubled: of 9 every other frame has 4, or 5 */
    uint32_t keyframe_packets;
    uint32_t keyframe_frames; /* a keyframe each so many */
    uint32_t audio_us;        /* between audio packets; 0: no audio */
    uint32_t audio_size;
};

struct speaker {
    struct swarm *swarm;
    struct speaker_shape shape;
    struct swarm_end end;
    struct peer peer;
    struct ice_credentials local;
    struct send_stream video, audio;
    bool is_in, is_plain, wants_keyframe;
    struct address video_target, audio_target; /* of plain RTP */
    uint64_t start_us, tick_us;                /* start 0: not yet sending */
    uint64_t frame_count, audio_count;         /* sent */
    uint32_t packet_number;
};

void speaker_join(struct speaker *speaker);
/* Plain RTP instead, from now on. */
void speaker_start_plain(struct speaker *speaker, const struct address *target);
void speaker_receive(struct speaker *speaker, const struct address *from, uint8_t *datagram,
                     size_t size, uint64_t now_us);
/* As often as possible: sends what is due. Returns when the next is. */
uint64_t speaker_tick(struct speaker *speaker, uint64_t now_us);
void speaker_leave(struct speaker *speaker);
void speaker_deinit(struct speaker *speaker);

#endif
