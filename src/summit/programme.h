/* The programme for calendars and search engines. */
#ifndef PLENARY_SUMMIT_PROGRAMME_H
#define PLENARY_SUMMIT_PROGRAMME_H

#include "summit/state.h"

/* The items in the programme's order; returns how many, at most `max`. */
uint32_t programme_order(const struct summit_state *state, const struct summit_item **items,
                         uint32_t max);
/* By how much the room runs late, ms: its running item began, or its last one ended, so much
 * after its time; 0: in time.
 */
int64_t programme_late_ms(const struct summit_state *state, uint32_t room);

/* All items as iCalendar (RFC 5545), texts in `language` where there is one, else in the
 * summit's first. Times are in UTC with the summit's zone in X-WR-TIMEZONE, so that each
 * calendar shows its own. `host` makes the UIDs; `stamp_ms` is the DTSTAMP.
 */
void programme_write_icalendar(struct writer *writer, const struct summit_state *state,
                               struct tag language, struct bytes host, int64_t stamp_ms);
/* The summit as schema.org Event with its items as subEvent, JSON-LD; safe inside <script>. */
void programme_write_json_ld(struct writer *writer, const struct summit_state *state,
                             struct tag language, struct bytes url);

/* "2026-11-25 13:05 UTC" */
void programme_write_minute(struct writer *writer, int64_t at_ms);

/* The text in that language, else in the summit's first, else the first there is; may be empty. */
struct bytes localized_pick(const struct summit_state *state, const struct localized *localized,
                            struct tag language);

#endif
