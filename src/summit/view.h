/* Views: what a browser is told of the summit, one projection per role and room, as JSON.
 * Serialised once for all who have that role in that room; what is theirs alone comes in a
 * small message of its own. Nobody is sent what the table's columns "seen" deny.
 *
 *   {"type":"snapshot","sequence":120,"now_ms":1764072000000,"role":"delegate","room":1,"sections":{"stage":{...},
 * ...}}
 *   {"type":"change","sequence":121,"since":120,"sections":{"hands":{...}}}
 *   {"type":"you","sequence":121,"person":{...},"may":["hand_raise", ...], ...}
 *
 * A section in a change replaces the section of that name.
 */
#ifndef PLENARY_SUMMIT_VIEW_H
#define PLENARY_SUMMIT_VIEW_H

#include "summit/decide.h"
#include "summit/state.h"

/* since 0: a snapshot; else a change since that sequence. `room` may be 0 (in no room).
 * A section that the writer has no room for is null; the lists (REST) have what it shows.
 */
void summit_view_write(struct writer *writer, const struct summit_state *state,
                       enum summit_role role, uint32_t room, uint64_t since, int64_t now_ms);
/* The last event that changed what the role sees of that room: a change since then, or later,
 * would hold no section.
 */
uint64_t summit_view_version(const struct summit_state *state, enum summit_role role,
                             uint32_t room);
/* One's own part: rights, way to the stage, mute and its reason, hand, ballots, lobby, proxies. */
void summit_view_own_write(struct writer *writer, const struct summit_state *state, uint32_t person,
                           uint32_t room);
/* For anybody, invited or not: {"name":..,"time_zone":..,"languages":[..],"now_ms":..,"days":[..],
 * "items":[..]}, the items being what runs and, in each room, what comes next. Nothing of people.
 */
void summit_view_public_write(struct writer *writer, const struct summit_state *state,
                              int64_t now_ms);

/* One entity as the role sees it: an object with its id, revision and members. False, and
 * nothing written, when the role may not see it (or there is none).
 */
CHECK bool summit_entity_write(struct writer *writer, const struct summit_state *state,
                               enum summit_role role, enum summit_entity entity, uint32_t id);
/* A page of a list: {"items":[...],"next":17} with ids after `after`, at most `count`; "next" is
 * absent on the last page. False when the role may not see such a list. The desk is told who of the
 * people is connected; `presence` may be NULL.
 */
CHECK bool summit_list_write(struct writer *writer, const struct summit_state *state,
                             enum summit_role role, enum summit_entity entity, uint32_t after,
                             uint32_t count, const struct presence *presence);
/* A motion's result: {"motion":..,"outcome":..,"choices":[..],"turnout":..,"roll":[..]}, or the
 * same as CSV (RFC 4180). A secret motion has no roll.
 * False while there is no result yet.
 */
CHECK bool motion_result_write(struct writer *writer, const struct summit_state *state,
                               uint32_t motion);
CHECK bool motion_result_write_csv(struct writer *writer, const struct summit_state *state,
                                   uint32_t motion);
/* The same as a page (page.h), in that language where it can. */
CHECK bool motion_result_write_page(struct writer *writer, const struct summit_state *state,
                                    uint32_t motion, struct tag language);

#endif
