#include "wire/ivf.h"

enum { IVF_HEADER_SIZE = 32, IVF_FRAME_HEADER_SIZE = 12 };

bool ivf_open(struct ivf *ivf, struct bytes file, const char **problem)
{
    if (file.size < IVF_HEADER_SIZE || memcmp(file.data, "DKIF", 4) != 0) {
        *problem = "not an IVF file: it does not begin with DKIF";
        return false;
    }
    const uint8_t *data = file.data;
    size_t header_size = load_le16(data + 6);
    *ivf = (struct ivf){
        .width = load_le16(data + 12),
        .height = load_le16(data + 14),
        .rate = load_le32(data + 16),
        .scale = load_le32(data + 20),
    };
    if (memcmp(data + 8, "VP80", 4) != 0) {
        *problem = "only VP8 can be published from IVF: encode it with libvpx as VP8";
        return false;
    }
    ivf->codec = CODEC_VP8;
    if (header_size < IVF_HEADER_SIZE || header_size > file.size || ivf->rate == 0 ||
        ivf->scale == 0) {
        *problem = "the IVF header is damaged";
        return false;
    }
    ivf->reader = reader_of(bytes_of(data + header_size, file.size - header_size));
    return true;
}

bool ivf_next(struct ivf *ivf, struct ivf_frame *frame)
{
    struct bytes header = reader_take(&ivf->reader, IVF_FRAME_HEADER_SIZE);
    if (!header.data) {
        return false;
    }
    uint64_t time = load_le64(header.data + 4);
    frame->data = reader_take(&ivf->reader, load_le32(header.data));
    frame->time_us = (uint64_t)((__uint128_t)time * SECOND_US * ivf->scale / ivf->rate);
    return frame->data.data != NULL;
}
