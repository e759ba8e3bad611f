#include "wire/ogg.h"

#include "wire/opus.h"

enum { FLAG_CONTINUED = 1, PAGE_HEADER_SIZE = 27 };

/* The next page's header; its lacing values are then in `segments`. */
static bool next_page(struct ogg *ogg, bool *continued)
{
    struct bytes header = reader_take(&ogg->reader, PAGE_HEADER_SIZE);
    if (!header.data || memcmp(header.data, "OggS", 4) != 0 || header.data[4] != 0) {
        return false;
    }
    *continued = (header.data[5] & FLAG_CONTINUED) != 0;
    uint32_t serial = load_le32(header.data + 14);
    if (ogg->serial == 0) {
        ogg->serial = serial;
    }
    ogg->segments = reader_take(&ogg->reader, header.data[26]);
    return ogg->segments.data && serial == ogg->serial;
}

/* Join the segments of a packet, which may go on in the next page. */
static bool next_packet(struct ogg *ogg, size_t *size)
{
    *size = 0;
    for (;;) {
        bool continued;
        while (ogg->segments.size == 0) {
            if (!next_page(ogg, &continued) || continued != (*size > 0)) {
                return false;
            }
        }
        uint8_t lacing = ogg->segments.data[0];
        ogg->segments = bytes_of(ogg->segments.data + 1, ogg->segments.size - 1);
        struct bytes part = reader_take(&ogg->reader, lacing);
        if (!part.data || *size + part.size > OGG_PACKET_MAX) {
            return false;
        }
        memcpy(ogg->packet + *size, part.data, part.size);
        *size += part.size;
        if (lacing < 255) {
            return true;
        }
    }
}

bool ogg_open(struct ogg *ogg, struct bytes file, const char **problem)
{
    size_t size;
    *ogg = (struct ogg){.reader = reader_of(file)};
    *problem = "not an Ogg file with one Opus stream";
    if (!next_packet(ogg, &size) || size < 19 || memcmp(ogg->packet, "OpusHead", 8) != 0) {
        return false;
    }
    ogg->channels = ogg->packet[9];
    ogg->pre_skip = load_le16(ogg->packet + 10);
    return ogg->channels >= 1 && ogg->channels <= 2 && next_packet(ogg, &size) && size >= 8 &&
           memcmp(ogg->packet, "OpusTags", 8) == 0;
}

bool ogg_next(struct ogg *ogg, struct ogg_packet *packet)
{
    size_t size;
    if (!next_packet(ogg, &size)) {
        return false;
    }
    packet->data = bytes_of(ogg->packet, size);
    packet->duration_us = opus_duration_us(packet->data);
    return packet->duration_us > 0;
}
