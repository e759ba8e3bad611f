/* How well each publisher of a room arrives at the server, for its desk. */
#ifndef PLENARY_NODE_ROOM_HEALTH_H
#define PLENARY_NODE_ROOM_HEALTH_H

#include "node/room.h"

enum { ROOM_HEALTH_MAX = 64 + ROOM_SPEAKERS_MAX * 136 };

/* A message of /live, at most ROOM_HEALTH_MAX bytes (source_health says what the figures mean):
 * {"type":"health","sources":[{"person":"0000000000000005","source":"camera","rate_kbps":1250,
 *   "loss_permille":4,"video_age_ms":12}]}
 */
void room_health_write(const struct room *room, struct writer *writer);

#endif
