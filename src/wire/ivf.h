/* IVF files (the container of libvpx): a 32-byte header, then frames. */
#ifndef PLENARY_WIRE_IVF_H
#define PLENARY_WIRE_IVF_H

#include "wire/codec.h"

struct ivf {
    enum codec codec; /* CODEC_VP8 (VP80): all that our publisher can put in packets */
    uint16_t width, height;
    uint32_t rate, scale; /* a timestamp unit is scale / rate seconds */
    struct reader reader; /* stands at the next frame */
};

struct ivf_frame {
    struct bytes data; /* borrowed from the file */
    uint64_t time_us;  /* since the first frame's zero */
};

/* False with a sentence if it is no IVF file of VP8. */
CHECK bool ivf_open(struct ivf *ivf, struct bytes file, const char **problem);
/* False at the end or at a truncated frame. */
CHECK bool ivf_next(struct ivf *ivf, struct ivf_frame *frame);

#endif
