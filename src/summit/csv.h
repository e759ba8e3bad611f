/* Comma-separated values (RFC 4180), UTF-8, with or without a byte order mark; and the lists of
 * people that come in them.
 */
#ifndef PLENARY_SUMMIT_CSV_H
#define PLENARY_SUMMIT_CSV_H

#include "summit/decide.h"
#include "summit/state.h"

enum { CSV_COLUMNS_MAX = 32, CSV_CELL_MAX = 4096 };

struct csv {
    struct bytes left;
    uint32_t row; /* number of the row read last, the header is 1 */
};

/* A row's cells, unquoted into `memory` (CSV_COLUMNS_MAX x CSV_CELL_MAX is always enough). */
struct csv_row {
    struct bytes cells[CSV_COLUMNS_MAX];
    uint32_t count;
};

enum csv_answer { CSV_ROW, CSV_END, CSV_BROKEN };

void csv_open(struct csv *csv, struct bytes text);
/* CSV_BROKEN: `problem` says what to mend; reading goes on with the next line. */
CHECK enum csv_answer csv_next(struct csv *csv, struct csv_row *row, struct writer *memory,
                               const char **problem);
/* A cell with quotes where it needs them. */
void csv_write_cell(struct writer *writer, struct bytes cell);

/* A list of delegations and people. Columns by the names in the header, in any order:
 *   name, title, role, email, language, room (slug),
 *   location, country, location_language, time_zone, head_count, weight
 * A row with `location` and no `name` is a delegation; with both, a person of it: the delegation
 * is added when it is new. Each row gives up to two commands (location_add, person_add).
 */
struct roster {
    struct csv csv;
    int8_t columns[16]; /* column of each known name, or -1 */
    uint8_t cells[64 << 10];
};

/* NULL, or what is wrong with the header. */
CHECK const char *roster_open(struct roster *roster, struct bytes text);

struct roster_row {
    uint32_t number; /* of the row, the header is 1 */
    struct summit_command commands[2];
    uint32_t command_count;
    /* The person's location: set when the first command (location_add) was decided. */
    bool person_needs_location;
    char problem[SENTENCE_MAX]; /* "" or what to mend in this row */
};

/* False at the end. For a dry run, decide each command and append nothing. */
CHECK bool roster_next(struct roster *roster, const struct summit_state *state,
                       struct roster_row *row);

#endif
