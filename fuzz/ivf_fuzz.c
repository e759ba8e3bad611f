/* IVF: frames stand one after another within the file, and the file ends. */
#include "wire/ivf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ivf ivf;
    struct ivf_frame frame;
    const char *problem = NULL;
    if (!ivf_open(&ivf, bytes_of(data, size), &problem)) {
        ASSERT(problem);
        return 0;
    }
    ASSERT(ivf.codec == CODEC_VP8 && ivf.rate > 0 && ivf.scale > 0);
    const uint8_t *at = data + 32;
    while (ivf_next(&ivf, &frame)) {
        ASSERT(frame.data.data >= at + 12 && frame.data.data + frame.data.size <= data + size);
        at = frame.data.data + frame.data.size;
    }
    ASSERT(!ivf_next(&ivf, &frame));
    return 0;
}
