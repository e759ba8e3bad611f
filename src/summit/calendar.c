/* The programme as iCalendar (RFC 5545) and as schema.org Event (JSON-LD). */
#include "summit/programme.h"

#include "base/json.h"

enum { ITEMS_MAX = 2000, LINE_MAX_BYTES = 75 };

/* ---- dates: days since 1970 to a civil date (Hinnant's days_from_civil, backwards) ---- */

struct civil {
    int64_t year;
    unsigned month, day, hour, minute, second;
};

static struct civil civil_of(int64_t at_ms)
{
    int64_t seconds = at_ms / 1000, days = seconds / 86400, rest = seconds % 86400;
    int64_t shifted = days + 719468, era = shifted / 146097;
    unsigned of_era = (unsigned)(shifted - era * 146097);
    unsigned year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    unsigned of_year = of_era - (365 * year + year / 4 - year / 100);
    unsigned month = (5 * of_year + 2) / 153;
    return (struct civil){
        .year = (int64_t)year + era * 400 + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = of_year - (153 * month + 2) / 5 + 1,
        .hour = (unsigned)(rest / 3600),
        .minute = (unsigned)(rest / 60 % 60),
        .second = (unsigned)(rest % 60),
    };
}

void programme_write_minute(struct writer *writer, int64_t at_ms)
{
    struct civil civil = civil_of(at_ms);
    writer_format(writer, "%04lld-%02u-%02u %02u:%02u UTC", (long long)civil.year, civil.month,
                  civil.day, civil.hour, civil.minute);
}

/* ---- content lines: folded at 75 bytes, never inside a character (RFC 5545 3.1) ---- */

struct line {
    struct writer *writer;
    size_t size; /* bytes on the present physical line */
};

static void line_put(struct line *line, struct bytes text)
{
    for (size_t i = 0; i < text.size;) {
        size_t size = 1;
        while (i + size < text.size && (text.data[i + size] & 0xc0) == 0x80) {
            size++;
        }
        if (line->size + size > LINE_MAX_BYTES) {
            writer_text(line->writer, "\r\n ");
            line->size = 1;
        }
        writer_put(line->writer, bytes_of(text.data + i, size));
        line->size += size;
        i += size;
    }
}

static void line_text(struct line *line, const char *text)
{
    line_put(line, bytes_of_text(text));
}

/* A TEXT value (RFC 5545 3.3.11). */
static void line_escaped(struct line *line, struct bytes text)
{
    for (size_t i = 0; i < text.size;) {
        uint8_t c = text.data[i];
        size_t size = 1;
        if (c == '\n') {
            line_text(line, "\\n");
        } else if (c == '\\' || c == ';' || c == ',') {
            const uint8_t escaped[2] = {'\\', c};
            line_put(line, bytes_of(escaped, 2));
        } else {
            while (i + size < text.size && (text.data[i + size] & 0xc0) == 0x80) {
                size++;
            }
            if (c >= 0x20) {
                line_put(line, bytes_of(text.data + i, size));
            }
        }
        i += size;
    }
}

static void write_property(struct writer *writer, const char *name, struct bytes value)
{
    struct line line = {writer, 0};
    if (value.size > 0) {
        line_text(&line, name);
        line_text(&line, ":");
        line_escaped(&line, value);
        writer_text(writer, "\r\n");
    }
}

static void write_time(struct writer *writer, const char *name, int64_t at_ms)
{
    struct civil at = civil_of(at_ms);
    writer_format(writer, "%s:%04lld%02u%02uT%02u%02u%02uZ\r\n", name, (long long)at.year, at.month,
                  at.day, at.hour, at.minute, at.second);
}

static void write_event(struct writer *writer, const struct summit_state *state,
                        const struct summit_item *item, struct tag language, struct bytes host,
                        int64_t stamp_ms)
{
    const struct summit_room *room = state_room(state, item->room);
    writer_text(writer, "BEGIN:VEVENT\r\n");
    struct line uid = {writer, 0};
    char number[32];
    snprintf(number, sizeof(number), "UID:item-%u@", item->id);
    line_text(&uid, number);
    line_put(&uid, host);
    writer_text(writer, "\r\n");
    write_time(writer, "DTSTAMP", stamp_ms);
    writer_format(writer, "SEQUENCE:%llu\r\n", (unsigned long long)item->revision);
    write_time(writer, "DTSTART", item->actual_start_ms ? item->actual_start_ms : item->start_ms);
    write_time(writer, "DTEND", item->actual_end_ms ? item->actual_end_ms : item->end_ms);
    write_property(writer, "SUMMARY", localized_pick(state, &item->title, language));
    write_property(writer, "DESCRIPTION", localized_pick(state, &item->about, language));
    if (room) {
        write_property(writer, "LOCATION", localized_pick(state, &room->name, language));
    }
    writer_text(writer, "END:VEVENT\r\n");
}

void programme_write_icalendar(struct writer *writer, const struct summit_state *state,
                               struct tag language, struct bytes host, int64_t stamp_ms)
{
    const struct summit_item *items[ITEMS_MAX];
    const struct summit_summit *summit = state_summit(state);
    uint32_t count = programme_order(state, items, ITEMS_MAX);
    writer_text(writer, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Plenary//Summit//EN\r\n"
                        "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
    write_property(writer, "X-WR-CALNAME", localized_pick(state, &summit->name, language));
    write_property(writer, "X-WR-TIMEZONE", summit->time_zone);
    for (uint32_t i = 0; i < count; i++) {
        write_event(writer, state, items[i], language, host, stamp_ms);
    }
    writer_text(writer, "END:VCALENDAR\r\n");
}

/* ---- JSON-LD ---- */

/* A JSON string that may stand inside <script>: no "<" as it is. */
static void write_safe(struct writer *writer, struct bytes text)
{
    writer_u8(writer, '"');
    for (size_t i = 0; i < text.size; i++) {
        uint8_t c = text.data[i];
        if (c == '<' || c == '>' || c == '&' || c == '"' || c == '\\' || c < 0x20) {
            writer_format(writer, "\\u%04x", c);
        } else {
            writer_u8(writer, c);
        }
    }
    writer_u8(writer, '"');
}

static void write_member(struct writer *writer, const char *name, struct bytes text)
{
    if (text.size > 0) {
        writer_format(writer, ",\"%s\":", name);
        write_safe(writer, text);
    }
}

static void write_iso(struct writer *writer, const char *name, int64_t at_ms)
{
    struct civil at = civil_of(at_ms);
    writer_format(writer, ",\"%s\":\"%04lld-%02u-%02uT%02u:%02u:%02uZ\"", name, (long long)at.year,
                  at.month, at.day, at.hour, at.minute, at.second);
}

static void write_sub_event(struct writer *writer, const struct summit_state *state,
                            const struct summit_item *item, struct tag language)
{
    writer_text(writer, "{\"@type\":\"Event\"");
    write_member(writer, "name", localized_pick(state, &item->title, language));
    write_member(writer, "description", localized_pick(state, &item->about, language));
    write_iso(writer, "startDate", item->start_ms);
    write_iso(writer, "endDate", item->end_ms);
    writer_text(writer, ",\"performer\":[");
    for (uint32_t i = 0, written = 0; i < item->speakers.count; i++) {
        const struct summit_person *person = state_person(state, item->speakers.at[i]);
        if (person) {
            writer_text(writer, written++ ? ",{\"@type\":\"Person\"" : "{\"@type\":\"Person\"");
            write_member(writer, "name", person->name);
            write_member(writer, "jobTitle", person->title);
            writer_u8(writer, '}');
        }
    }
    writer_text(writer, "]}");
}

void programme_write_json_ld(struct writer *writer, const struct summit_state *state,
                             struct tag language, struct bytes url)
{
    const struct summit_item *items[ITEMS_MAX];
    uint32_t count = programme_order(state, items, ITEMS_MAX);
    int64_t start_ms = INT64_MAX, end_ms = 0;
    for (uint32_t i = 0; i < count; i++) {
        start_ms = MIN(start_ms, items[i]->start_ms);
        end_ms = MAX(end_ms, items[i]->end_ms);
    }
    writer_text(writer, "{\"@context\":\"https://schema.org\",\"@type\":\"Event\","
                        "\"eventAttendanceMode\":\"https://schema.org/OnlineEventAttendanceMode\"");
    write_member(writer, "name", localized_pick(state, &state_summit(state)->name, language));
    write_member(writer, "url", url);
    if (count > 0) {
        write_iso(writer, "startDate", start_ms);
        write_iso(writer, "endDate", end_ms);
    }
    writer_text(writer, ",\"location\":{\"@type\":\"VirtualLocation\"");
    write_member(writer, "url", url);
    writer_text(writer, "},\"subEvent\":[");
    for (uint32_t i = 0; i < count; i++) {
        if (i) {
            writer_u8(writer, ',');
        }
        write_sub_event(writer, state, items[i], language);
    }
    writer_text(writer, "]}");
}
