/* CSV: it ends, cells stay within their row's memory and are UTF-8; what is written is read back;
 * and a list of people asks for commands that the codec would take, too.
 */
#include "base/json.h"
#include "summit/codec.h"
#include "summit/csv.h"
#include "summit/roster.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct csv csv;
static struct csv_row row, again;
static struct roster roster;
static struct codec_scratch scratch;
static uint8_t text[4 * sizeof(row.memory)], message[256 << 10];

static void write_and_read(void)
{
    struct writer writer = writer_of(text, sizeof(text));
    struct csv second;
    enum reason problem;
    bool is_plain = true;
    for (uint32_t i = 0; i < row.count; i++) {
        struct bytes cell = row.cells[i];
        ASSERT(utf8_is_valid(cell));
        /* Formulas get an apostrophe, and a line of nothing is passed over. */
        is_plain &= cell.size > 0 && !strchr("=+-@\t\r", cell.data[0]);
        if (i) {
            writer_u8(&writer, ',');
        }
        csv_write_cell(&writer, cell);
    }
    ASSERT(!writer.failed);
    csv_open(&second, writer_bytes(&writer));
    second.separator = ',';
    if (is_plain &&
        !(row.cells[0].size >= 3 && memcmp(row.cells[0].data, "\xef\xbb\xbf", 3) == 0)) {
        ASSERT(csv_next(&second, &again, &problem) == CSV_ROW && again.count == row.count);
        for (uint32_t i = 0; i < row.count; i++) {
            ASSERT(bytes_equal(row.cells[i], again.cells[i]));
        }
    }
}

static void assert_takeable(const struct summit_command *command)
{
    struct writer writer = writer_of(message, sizeof(message));
    struct summit_command parsed;
    command_write(&writer, command);
    const char *problem = command_parse(&scratch, writer_bytes(&writer), &parsed);
    ASSERT(!problem);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct summit_state *state;
    struct roster_entry entry;
    enum reason problem;
    enum csv_answer answer;
    size_t rows = 0;
    state = state ? state : summit_state_init(calloc(1, summit_state_size()));
    csv_open(&csv, bytes_of(data, size));
    while ((answer = csv_next(&csv, &row, &problem)) != CSV_END) {
        ASSERT(++rows <= size && (answer == CSV_BROKEN) == (problem != REASON_NONE));
        if (answer == CSV_ROW) {
            write_and_read();
        }
    }
    if (roster_open(&roster, bytes_of(data, size))) {
        return 0;
    }
    while (roster_next(&roster, state, &entry)) {
        if (!entry.problem && entry.has_location) {
            assert_takeable(&entry.location);
        }
        if (!entry.problem && entry.has_person) {
            assert_takeable(&entry.person);
        }
    }
    return 0;
}
