/* Ogg (RFC 3533) with one Opus stream (RFC 7845): the packets one after another. */
#ifndef PLENARY_WIRE_OGG_H
#define PLENARY_WIRE_OGG_H

#include "wire/codec.h"

enum { OGG_PACKET_MAX = 8192 };

struct ogg {
    struct reader reader;  /* stands within the current page's body */
    struct bytes segments; /* lacing values left of the current page */
    uint32_t serial;
    uint8_t channels;
    uint16_t pre_skip;
    uint8_t packet[OGG_PACKET_MAX]; /* the current packet, joined */
};

struct ogg_packet {
    struct bytes data;    /* valid until the next call */
    uint32_t duration_us; /* from the Opus TOC byte, RFC 6716 3.1 */
};

CHECK bool ogg_open(struct ogg *ogg, struct bytes file, const char **problem);
/* False at the end or where the file is damaged. */
CHECK bool ogg_next(struct ogg *ogg, struct ogg_packet *packet);

#endif
