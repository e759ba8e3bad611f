#include "summit/csv.h"

#include "base/json.h"

void csv_open(struct csv *csv, struct bytes text)
{
    if (text.size >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0) {
        text = bytes_of(text.data + 3, text.size - 3);
    }
    *csv = (struct csv){.left = text, .next_line = 1, .separator = ','};
    for (size_t i = 0; i < text.size && text.data[i] != '\n' && text.data[i] != ','; i++) {
        if (text.data[i] == ';') {
            csv->separator = ';';
            break;
        }
    }
}

struct scan {
    struct csv *csv;
    const uint8_t *at, *end;
    struct writer memory;
    enum reason problem; /* the first one of the row */
};

static void complain(struct scan *scan, enum reason problem)
{
    scan->problem = scan->problem ? scan->problem : problem;
}

static bool at_line_end(const struct scan *scan)
{
    return scan->at == scan->end || *scan->at == '\n' ||
           (*scan->at == '\r' && (scan->at + 1 == scan->end || scan->at[1] == '\n'));
}

/* After the opening quote; a quote in it stands doubled. */
static void read_quoted(struct scan *scan)
{
    for (;; scan->at++) {
        if (scan->at == scan->end) {
            complain(scan, REASON_QUOTE_NOT_CLOSED);
            return;
        }
        if (*scan->at == '"' && (scan->at + 1 == scan->end || scan->at[1] != '"')) {
            scan->at++;
            return;
        }
        scan->at += *scan->at == '"';
        scan->csv->next_line += *scan->at == '\n';
        writer_u8(&scan->memory, *scan->at);
    }
}

static struct bytes read_cell(struct scan *scan)
{
    const uint8_t *start = scan->memory.at;
    if (scan->at < scan->end && *scan->at == '"') {
        scan->at++;
        read_quoted(scan);
        if (!at_line_end(scan) && *scan->at != scan->csv->separator) {
            complain(scan, REASON_QUOTE_AND_MORE);
        }
    }
    while (!at_line_end(scan) && *scan->at != scan->csv->separator) {
        if (*scan->at == '"') {
            complain(scan, REASON_QUOTE_INSIDE);
        }
        writer_u8(&scan->memory, *scan->at++);
    }
    struct bytes cell = bytes_of(start, (size_t)(scan->memory.at - start));
    if (scan->memory.failed || cell.size > CSV_CELL_MAX) {
        complain(scan, REASON_ROW_TOO_LARGE);
    } else if (!utf8_is_valid(cell)) {
        complain(scan, REASON_ROW_NOT_UTF8);
    }
    return cell;
}

static void end_line(struct scan *scan)
{
    scan->at += scan->at < scan->end && *scan->at == '\r';
    scan->at += scan->at < scan->end && *scan->at == '\n';
    scan->csv->next_line++;
}

enum csv_answer csv_next(struct csv *csv, struct csv_row *row, enum reason *problem)
{
    struct scan scan = {.csv = csv,
                        .at = csv->left.data,
                        .end = csv->left.data + csv->left.size,
                        .memory = writer_of(row->memory, sizeof(row->memory))};
    *problem = REASON_NONE;
    row->count = 0;
    while (scan.at < scan.end && at_line_end(&scan)) {
        end_line(&scan);
    }
    csv->line = csv->next_line;
    if (scan.at == scan.end) {
        csv->left = bytes_of(scan.end, 0);
        return CSV_END;
    }
    for (bool is_first = true; is_first || !at_line_end(&scan); is_first = false) {
        scan.at += !is_first; /* the separator */
        struct bytes cell = read_cell(&scan);
        if (row->count == CSV_COLUMNS_MAX) {
            complain(&scan, REASON_ROW_TOO_LONG);
        } else {
            row->cells[row->count++] = cell;
        }
    }
    end_line(&scan);
    csv->left = bytes_of(scan.at, (size_t)(scan.end - scan.at));
    *problem = scan.problem;
    return scan.problem ? CSV_BROKEN : CSV_ROW;
}

void csv_write_cell(struct writer *writer, struct bytes cell)
{
    static const char formula[] = "=+-@\t\r";
    bool is_formula = cell.size > 0 && cell.data[0] && strchr(formula, cell.data[0]);
    bool needs_quotes = is_formula;
    for (size_t i = 0; i < cell.size; i++) {
        uint8_t c = cell.data[i];
        needs_quotes |= c == '"' || c == ',' || c == ';' || c == '\n' || c == '\r';
    }
    if (!needs_quotes) {
        writer_put(writer, cell);
        return;
    }
    writer_text(writer, is_formula ? "\"'" : "\"");
    for (size_t i = 0; i < cell.size; i++) {
        if (cell.data[i] == '"') {
            writer_u8(writer, '"');
        }
        writer_u8(writer, cell.data[i]);
    }
    writer_u8(writer, '"');
}
