#include "summit/decide.h"

#include "summit/state.h"

/* ---- rights ---- */

enum summit_role summit_role_of(const struct summit_state *state, const struct actor *actor)
{
    if (actor->kind == ACTOR_OPERATOR) {
        return SUMMIT_ROLE_DIRECTOR;
    }
    const struct summit_person *person =
        actor->kind == ACTOR_PERSON ? state_person(state, actor->person) : NULL;
    return person ? person->role : SUMMIT_ROLE_VIEWER;
}

static bool is_among(const struct summit_state *state, const struct actor *actor, uint8_t roles)
{
    if (actor->kind == ACTOR_STRANGER) {
        return roles & ROLE_MASK_STRANGER;
    }
    if (actor->kind == ACTOR_PERSON) {
        const struct summit_person *person = state_person(state, actor->person);
        if (!person || person->banned) {
            return false;
        }
    }
    return roles >> summit_role_of(state, actor) & 1;
}

bool summit_may(const struct summit_state *state, const struct actor *actor,
                enum summit_command_kind kind)
{
    return is_among(state, actor, summit_commands[kind].roles);
}

static void refuse_role(struct refusal *why, const struct summit_state *state,
                        const struct actor *actor, uint8_t roles_that_may)
{
    const struct summit_person *person =
        actor->kind == ACTOR_PERSON ? state_person(state, actor->person) : NULL;
    if (actor->kind == ACTOR_STRANGER || (actor->kind == ACTOR_PERSON && !person)) {
        refusal_because(why, REASON_ONLY_PEOPLE_MAY);
        return;
    }
    if (person && person->banned) {
        refusal_because(why, REASON_BANNED);
        return;
    }
    char names[120];
    struct writer writer = writer_of(names, sizeof(names));
    const char *const *roles = summit_enumerations[ENUM_ROLE].names;
    for (int role = SUMMIT_ROLE_COUNT - 1; role >= 0; role--) {
        if (roles_that_may >> role & 1) {
            writer_format(&writer, "%s%s", writer_bytes(&writer).size ? ", " : "", roles[role]);
        }
    }
    struct bytes list = writer_bytes(&writer);
    refusal_because(why, REASON_ROLE_MAY_NOT, .roles = list,
                    .role = bytes_of_text(roles[summit_role_of(state, actor)]));
}

/* ---- what holds for every command ---- */

static bool refer_to_what_is(struct summit_decision *decision, const struct summit_state *state,
                             const struct record *record, const void *command)
{
    for (uint32_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        const uint32_t *at = field_at(field, command);
        uint32_t count = 1;
        if (field->type == FIELD_IDS) {
            const struct ids *ids = field_at(field, command);
            at = ids->at;
            count = ids->count;
        } else if (field->type != FIELD_ID || *at == 0) {
            count = 0;
        }
        if (field->type == FIELD_ID && field->required && *at == 0) {
            decision_refuse(decision, REASON_FIELD_MISSING, .record = bytes_of_text(record->name),
                            .field = bytes_of_text(field->name));
            return false;
        }
        for (uint32_t j = 0; j < count; j++) {
            if (!state_find(state, field->target, at[j])) {
                decision_refuse(decision, REASON_NOT_THERE,
                                .entity = bytes_of_text(summit_entities[field->target].name),
                                .id = at[j]);
                return false;
            }
        }
    }
    return true;
}

/* Who works in one room acts in that room alone. */
static bool is_in_scope(const struct summit_state *state, const struct actor *actor, uint32_t room,
                        struct refusal *why)
{
    const struct summit_person *person =
        actor->kind == ACTOR_PERSON ? state_person(state, actor->person) : NULL;
    if (!person || !person->room || !room || person->room == room) {
        return true;
    }
    refusal_because(why, REASON_OTHER_ROOM, .own = person->room, .room = room);
    return false;
}

bool summit_may_say(const struct summit_state *state, const struct actor *actor,
                    enum summit_word_kind kind, uint32_t room, struct refusal *why)
{
    uint8_t roles = summit_words[kind].roles;
    if (!is_among(state, actor, roles)) {
        refuse_role(why, state, actor, roles);
        return false;
    }
    return is_in_scope(state, actor, room, why) &&
           summit_may_enter(state, actor->person, room, why);
}

static bool is_fresh(struct summit_decision *decision, const struct summit_state *state,
                     const struct record *record, const void *command)
{
    const struct field *revision = record_field(record, "revision"), *id = record->fields;
    int64_t expected;
    if (!revision) {
        return true;
    }
    memcpy(&expected, field_at(revision, command), sizeof(expected));
    const struct entity_head *row = id->type == FIELD_ID
                                        ? state_find(state, id->target, field_id(id, command))
                                        : state_find(state, ENTITY_SUMMIT, 1);
    if (expected == 0 || !row || row->revision == (uint64_t)expected) {
        return true;
    }
    decision_refuse(decision, REASON_CHANGED_MEANWHILE, .revision = row->revision);
    return false;
}

void summit_decide(const struct summit_state *state, const struct summit_request *request,
                   const struct summit_command *command, struct summit_decision *decision)
{
    const struct record *record = &summit_commands[command->kind];
    decision->event_count = 0;
    decision->refusal.reason = REASON_NONE;
    if (!summit_may(state, &request->actor, command->kind)) {
        refuse_role(&decision->refusal, state, &request->actor,
                    summit_commands[command->kind].roles);
        return;
    }
    if (!refer_to_what_is(decision, state, record, &command->fields) ||
        !is_in_scope(state, &request->actor, state_room_of(state, record, &command->fields),
                     &decision->refusal) ||
        !is_fresh(decision, state, record, &command->fields)) {
        return;
    }
    if (!heap_has_room(&state->heap)) {
        decision_refuse(decision, REASON_MEMORY_FULL);
        return;
    }
    summit_dispatch_command(decision, state, request, command);
}

/* ---- events ---- */

struct summit_event *decision_event(struct summit_decision *decision,
                                    const struct summit_state *state,
                                    const struct summit_request *request,
                                    enum summit_event_kind kind)
{
    ASSERT(decision->event_count < DECISION_EVENTS_MAX);
    struct summit_event *event = &decision->events[decision->event_count++];
    *event = (struct summit_event){
        .sequence = state->sequence + decision->event_count,
        .at_ms = request->now_ms,
        .actor = request->actor.kind == ACTOR_PERSON ? request->actor.person : 0,
        .kind = kind,
    };
    return event;
}

struct summit_event *decision_event_of(struct summit_decision *decision,
                                       const struct summit_state *state,
                                       const struct summit_request *request,
                                       enum summit_event_kind kind,
                                       enum summit_command_kind command_kind, const void *command)
{
    const struct event_rule *rule = &summit_event_rules[kind];
    const struct record *to = &summit_events[kind];
    uint32_t id = rule->verb == RULE_ADDS ? state_next_id(state, rule->entity) : 0;
    if (rule->verb == RULE_ADDS && !id) {
        decision_refuse(decision, REASON_PLACES_FULL,
                        .count = summit_entity_kinds[rule->entity].maximum,
                        .entities = bytes_of_text(summit_entity_kinds[rule->entity].plural));
        return NULL;
    }
    struct summit_event *event = decision_event(decision, state, request, kind);
    for (uint32_t i = 0; i < to->field_count; i++) {
        const struct field *field = record_twin(&summit_commands[command_kind], &to->fields[i]);
        if (field) {
            memcpy((uint8_t *)&event->fields + to->fields[i].offset, field_at(field, command),
                   field_size(field));
        }
    }
    if (id) {
        memcpy((uint8_t *)&event->fields + rule->id_offset, &id, sizeof(id));
    }
    return event;
}
