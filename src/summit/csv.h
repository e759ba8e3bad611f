/* Comma-separated values (RFC 4180), UTF-8, with or without a byte order mark; cells may be
 * separated by semicolons instead when the header is.
 */
#ifndef PLENARY_SUMMIT_CSV_H
#define PLENARY_SUMMIT_CSV_H

#include "summit/reason.h"

enum { CSV_COLUMNS_MAX = 32, CSV_CELL_MAX = 2048 };

struct csv {
    struct bytes left;
    uint32_t line; /* of the row read last, counted from 1; a row may have several lines */
    uint32_t next_line;
    uint8_t separator;
};

struct csv_row {
    struct bytes cells[CSV_COLUMNS_MAX];
    uint32_t count;
    uint8_t memory[CSV_COLUMNS_MAX * CSV_CELL_MAX]; /* what the cells point to */
};

enum csv_answer { CSV_ROW, CSV_END, CSV_BROKEN };

void csv_open(struct csv *csv, struct bytes text);
/* Empty lines are passed over. CSV_BROKEN: `problem` says what to mend; the next call goes on
 * behind the broken row.
 */
CHECK enum csv_answer csv_next(struct csv *csv, struct csv_row *row, enum reason *problem);
/* A cell, with quotes where it needs them. What a spreadsheet would take for a formula gets an
 * apostrophe before it.
 */
void csv_write_cell(struct writer *writer, struct bytes cell);

#endif
