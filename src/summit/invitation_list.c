#include "summit/invitation_list.h"

#include "base/json.h"
#include "base/qr.h"
#include "summit/csv.h"
#include "summit/page.h"
#include "summit/programme.h"

static void write_link(struct writer *writer, const struct invitation_list *list, uint32_t at)
{
    writer_put(writer, list->origin);
    writer_text(writer, "/join#invitation=");
    writer_put(writer, bytes_of(list->rows[at].secret, INVITATION_SECRET_TEXT));
}

void invitation_list_write_json(struct writer *writer, const struct invitation_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct invitation_row *row = &list->rows[i];
        writer_format(writer, "%s{\"person\":%u,\"invitation\":%u,\"name\":", i > 0 ? "," : "",
                      row->person, row->invitation);
        json_write_string(writer, state_person(list->state, row->person)->name);
        writer_text(writer, ",\"link\":\"");
        write_link(writer, list, i);
        writer_text(writer, "\"}");
    }
}

void invitation_list_write_csv(struct writer *writer, const struct invitation_list *list)
{
    writer_text(writer, "name,title,role,location,country,language,email,link\r\n");
    for (uint32_t i = 0; i < list->count; i++) {
        const struct summit_person *person = state_person(list->state, list->rows[i].person);
        const struct summit_location *location = state_location(list->state, person->location);
        const struct bytes cells[] = {
            person->name,
            person->title,
            bytes_of_text(enum_name(ENUM_ROLE, person->role)),
            location ? location->name : (struct bytes){0},
            location ? location->country : (struct bytes){0},
            bytes_of_text(person->language.text),
            person->email,
        };
        for (size_t j = 0; j < COUNT_OF(cells); j++) {
            csv_write_cell(writer, cells[j]);
            writer_u8(writer, ',');
        }
        write_link(writer, list, i);
        writer_text(writer, "\r\n");
    }
}

/* The person's own language, else their location's, else the summit's. */
static struct tag language_of(const struct summit_state *state, const struct summit_person *person,
                              const struct summit_location *location)
{
    const struct summit_summit *summit = state_summit(state);
    if (person->language.text[0]) {
        return person->language;
    }
    if (location && location->language.text[0]) {
        return location->language;
    }
    return summit->languages.count > 0 ? summit->languages.at[0] : (struct tag){"en"};
}

/* None where the address is too long for one. */
static void write_qr(struct writer *writer, const struct invitation_list *list, uint32_t at)
{
    char text[QR_TEXT_MAX];
    struct qr qr;
    struct writer link = writer_of(text, sizeof(text));
    write_link(&link, list, at);
    if (!link.failed && qr_encode(&qr, writer_bytes(&link))) {
        unsigned side = qr.side + 2 * QR_QUIET;
        writer_format(writer,
                      "<svg class=\"qr\" viewBox=\"0 0 %u %u\" aria-hidden=\"true\" "
                      "shape-rendering=\"crispEdges\"><path d=\"",
                      side, side);
        qr_write_path(writer, &qr);
        writer_text(writer, "\"/></svg>");
    }
}

static void write_card(struct writer *writer, const struct invitation_list *list, uint32_t at)
{
    const struct summit_state *state = list->state;
    const struct summit_person *person = state_person(state, list->rows[at].person);
    const struct summit_location *location = state_location(state, person->location);
    struct tag language = language_of(state, person, location);
    writer_text(writer, "<section class=\"card\"");
    page_write_language(writer, language);
    writer_text(writer, "><p>");
    page_write_name(writer, localized_pick(state, &state_summit(state)->name, language));
    writer_format(writer, " · %s</p><h2>", page_text(language, PAGE_INVITATION));
    page_write_name(writer, person->name);
    writer_text(writer, "</h2><p>");
    if (person->title.size > 0) {
        page_write_name(writer, person->title);
        writer_text(writer, location ? " · " : "");
    }
    if (location) {
        page_write_name(writer, location->name);
    }
    writer_format(writer, "</p><p>%s</p>", page_text(language, PAGE_OPEN_LINK));
    write_qr(writer, list, at);
    writer_text(writer, "<p class=\"link\" dir=\"ltr\">");
    write_link(writer, list, at);
    writer_format(writer, "</p><p>%s</p><p>%s <bdi dir=\"ltr\">",
                  page_text(language, PAGE_KEEP_LINK), page_text(language, PAGE_OPEN_BEFORE));
    programme_write_minute(writer, state_invitation(state, list->rows[at].invitation)->expires_ms);
    writer_text(writer, "</bdi></p></section>");
}

void invitation_list_write_page(struct writer *writer, const struct invitation_list *list)
{
    const struct summit_summit *summit = state_summit(list->state);
    struct tag language =
        summit->languages.count > 0 ? summit->languages.at[0] : (struct tag){"en"};
    page_begin(writer, language, localized_pick(list->state, &summit->name, language));
    writer_text(writer, "<div class=\"cards\">");
    for (uint32_t i = 0; i < list->count; i++) {
        write_card(writer, list, i);
    }
    writer_text(writer, "</div>");
    page_end(writer);
}

/* ---- for whom ---- */

void invitation_list_mark(const struct summit_state *state, int64_t now_ms,
                          uint64_t has[INVITATION_PEOPLE_WORDS])
{
    memset(has, 0, INVITATION_PEOPLE_WORDS * sizeof(*has));
    STATE_EACH(state, ENTITY_INVITATION, invitation, invitation)
    {
        uint32_t bit = invitation->person % (64 * INVITATION_PEOPLE_WORDS);
        bool is_good = invitation->status == SUMMIT_INVITATION_STATUS_OPENED ||
                       (invitation->status == SUMMIT_INVITATION_STATUS_ISSUED &&
                        invitation->expires_ms > now_ms);
        has[bit / 64] |= (uint64_t)is_good << bit % 64;
    }
}

bool invitation_list_wants(const struct invitation_choice *choice,
                           const struct summit_person *person,
                           const uint64_t has[INVITATION_PEOPLE_WORDS])
{
    uint32_t bit = person->id % (64 * INVITATION_PEOPLE_WORDS);
    return !person->banned && (!choice->is_of_role || person->role == choice->role) &&
           (choice->again || !(has[bit / 64] >> bit % 64 & 1));
}
