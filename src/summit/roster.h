/* Lists of delegations and people as they come from a spreadsheet (csv.h). Columns by the names
 * in the header, in any order; those not needed may be left out:
 *
 *   name, title, role, email, language, room (its slug),
 *   location, country, location_language, time_zone, head_count, weight
 *
 * A row with a location and no name is a delegation; with a name, a person, of that delegation
 * when one is given. A delegation is added by the first row that names it with its country.
 */
#ifndef PLENARY_SUMMIT_ROSTER_H
#define PLENARY_SUMMIT_ROSTER_H

#include "summit/csv.h"
#include "summit/decide.h"
#include "summit/state.h"

enum { ROSTER_COLUMNS = 12 };

struct roster {
    struct csv csv;
    struct csv_row row;
    int8_t columns[ROSTER_COLUMNS]; /* the cell of each known column, or -1 */
    const char *column;             /* that the problem is with; NULL: with the row */
    struct refusal problem;
};

/* NULL, or what to mend in the header. */
CHECK const struct refusal *roster_open(struct roster *roster, struct bytes text);

/* What a row asks for. The location's command comes first; once it is decided and applied (in a
 * dry run: to a copy, or not at all), its id goes into the person's command: roster_locate.
 */
struct roster_entry {
    uint32_t line;
    bool has_location, has_person;
    struct summit_command location; /* location_add: a delegation that is not known yet */
    struct summit_command person;   /* person_add */
    const struct refusal *problem; /* NULL, or what to mend in this row; it asks for nothing then */
    const char *column;            /* and in which column, where it is in one */
};

/* False at the end. The entry borrows from the roster until the next call. */
CHECK bool roster_next(struct roster *roster, const struct summit_state *state,
                       struct roster_entry *entry);
/* Say which location the person belongs to, once the entry's own was added. */
void roster_locate(struct roster_entry *entry, uint32_t location);

#endif
