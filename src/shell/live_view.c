/* The summit's view for the people who are connected: written once for all who may see the same
 * and know as much; what is one's own only when an event concerned one.
 */
#include "shell/live_reader.h"
#include "summit/view.h"

enum { COPIED_MAX = 16 << 10 };

void views_end(struct views *views)
{
    for (uint32_t i = 0; i < MIN(views->count, (uint32_t)VIEWS_CACHED); i++) {
        shared_text_release(views->at[i].text);
    }
}

static bool send_shared(struct live_reader *reader, struct shared_text *text)
{
    return text->size <= COPIED_MAX
               ? websocket_send(reader->websocket, bytes_of(text->data, text->size))
               : websocket_send_shared(reader->websocket, text);
}

bool live_send(struct live *live, struct live_reader *reader, struct bytes text)
{
    if (text.size <= COPIED_MAX) {
        return websocket_send(reader->websocket, text);
    }
    struct shared_text *shared = shared_text_new(&live->texts, text);
    bool is_sent = shared && websocket_send_shared(reader->websocket, shared);
    shared_text_release(shared);
    return is_sent;
}

/* NULL when too much is kept for slow readers. */
static struct cached_view *view_for(struct live *live, struct views *views, enum summit_role role,
                                    uint32_t room, uint64_t since)
{
    const struct summit_state *state = live->summit->host->durable;
    for (uint32_t i = 0; i < MIN(views->count, (uint32_t)VIEWS_CACHED); i++) {
        struct cached_view *view = &views->at[i];
        if (view->role == role && view->room == room && view->since == since) {
            return view;
        }
    }
    struct shared_text *text = NULL;
    if (since == 0 || summit_view_version(state, role, room) > since) {
        struct writer writer = writer_of(live->view, sizeof(live->view));
        summit_view_write(&writer, state, role, room, since, live_now_ms(live));
        ASSERT(!writer.failed);
        text = shared_text_new(&live->texts, writer_bytes(&writer));
        if (!text) {
            return NULL;
        }
    }
    struct cached_view *view = &views->at[views->count++ % VIEWS_CACHED];
    if (views->count > VIEWS_CACHED) {
        shared_text_release(view->text);
    }
    *view = (struct cached_view){role, room, since, text};
    return view;
}

/* Readers of one role often know as much, at different sequences: between those nothing changed
 * that the role sees. So that one text does for all, what they know is as old as it can be.
 */
static uint64_t known_since(const struct live_reader *reader)
{
    const struct live_room *room = reader->room;
    const struct live_round *round =
        reader->is_audience ? &room->audience_round : &room->stage_round;
    uint64_t version = round->versions_before[reader->role];
    bool is_usual = version > 0 && version <= reader->since && reader->since <= round->view_before;
    return is_usual ? version : reader->since;
}

/* Where nothing has changed for the role, nothing is told, and they know what they knew. */
static bool tell_view(struct live *live, struct live_reader *reader, struct views *views)
{
    uint64_t sequence = live->summit->host->durable->sequence;
    if (reader->since == sequence) {
        return true;
    }
    const struct cached_view *view =
        view_for(live, views, reader->role, live_summit_room(reader->room), known_since(reader));
    if (view && !view->text) {
        return true;
    }
    bool is_told = view && send_shared(reader, view->text);
    /* Too slow: a new snapshot, the same for all of them, once the queue has room. */
    reader->since = is_told ? sequence : 0;
    return is_told;
}

static bool tell_own(struct live *live, struct live_reader *reader)
{
    const struct summit_state *state = live->summit->host->durable;
    struct writer writer = writer_of(live->view, sizeof(live->view));
    summit_view_own_write(&writer, state, (uint32_t)reader->who.person,
                          live_summit_room(reader->room));
    ASSERT(!writer.failed);
    if (!live_send(live, reader, writer_bytes(&writer))) {
        return false;
    }
    reader->own_since = state->sequence;
    return true;
}

/* Why the reader may not be here any more; false when they may. */
static bool must_go(struct live *live, const struct live_reader *reader, struct refusal *why)
{
    const struct summit_api *api = &live->summit->api;
    struct bytes session = bytes_of_text(reader->session);
    if (summit_api_person(api, session)) {
        return !summit_may_enter(live->summit->host->durable, (uint32_t)reader->who.person,
                                 live_summit_room(reader->room), why);
    }
    if (!summit_api_explain(api, session, why)) {
        refusal_because(why, REASON_SESSION_ENDED);
    }
    return true;
}

/* Whether the session holds and the room's door is open; else they are told and sent out. */
static bool may_stay(struct live *live, struct live_reader *reader)
{
    struct refusal why;
    if (!must_go(live, reader, &why)) {
        return true;
    }
    struct writer writer = writer_of(live->view, sizeof(live->view));
    writer_text(&writer, "{\"type\":\"refused\",");
    live_write_refusal(&writer, &why);
    writer_u8(&writer, '}');
    bool ignored = live_send(live, reader, writer_bytes(&writer));
    (void)ignored; /* too slow to hear it: the close says it shortly */
    live_close(reader, CLOSE_NOT_ALLOWED, why.sentence);
    return false;
}

bool live_view_is_news(const struct live *live, const struct live_room *room,
                       const struct live_round *round, enum summit_role first,
                       enum summit_role last)
{
    const struct summit_state *state = live->summit->host->durable;
    bool is_news = live->summit->concerns->last > round->news.view;
    for (enum summit_role role = first; !is_news && role <= last; role++) {
        is_news = summit_view_version(state, role, live_summit_room(room)) > round->versions[role];
    }
    return is_news;
}

void live_view_begin_round(const struct live *live, const struct live_room *room,
                           struct live_round *round)
{
    const struct summit_state *state = live->summit->host->durable;
    round->view_before = round->news.view;
    memcpy(round->versions_before, round->versions, sizeof(round->versions));
    for (enum summit_role role = 0; role < SUMMIT_ROLE_COUNT; role++) {
        round->versions[role] = summit_view_version(state, role, live_summit_room(room));
    }
}

bool live_view_tell(struct live *live, struct live_reader *reader, struct views *views)
{
    const struct summit_state *state = live->summit->host->durable;
    const struct actor actor = {ACTOR_PERSON, (uint32_t)reader->who.person};
    bool is_concerned =
        reader->own_since == 0 || concerns_of(live->summit->concerns, state, actor.person,
                                              live_summit_room(reader->room)) > reader->own_since;
    if (reader->is_closing || (is_concerned && !may_stay(live, reader))) {
        return true;
    }
    if (websocket_is_streaming(reader->websocket)) {
        return false;
    }
    enum summit_role role = summit_role_of(state, &actor);
    if (role != reader->role || reader->since > state->sequence) { /* or of another summit */
        reader->role = role;
        reader->since = 0;
        live_place(reader);
    }
    return tell_view(live, reader, views) && (!is_concerned || tell_own(live, reader));
}

void live_view_begin(struct live *live, struct live_reader *reader)
{
    const struct summit_state *state = live->summit->host->durable;
    const struct actor actor = {ACTOR_PERSON, (uint32_t)reader->who.person};
    const struct summit_person *person = state_person(state, actor.person);
    reader->role = summit_role_of(state, &actor);
    if (person && person->revision > reader->since) { /* perhaps of another role, then */
        reader->since = 0;
    }
}
