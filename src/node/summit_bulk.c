#include "node/summit_bulk.h"

#include "node/host_parts.h"

enum reason summit_bulk_begin(struct summit_host *host)
{
    struct host_bulk *bulk = &host->bulk;
    if (host->phase != HOST_RUNS || bulk->is_appended) {
        return host->problem ? host->problem : REASON_BUSY;
    }
    bulk->count = 0;
    bulk->writer = writer_of(bulk->memory, HOST_BULK_SIZE);
    bulk->mark = state_mark(host->decided);
    return REASON_NONE;
}

const struct refusal *summit_bulk_add(struct summit_host *host, const struct actor *actor,
                                      const struct summit_command *command, uint32_t *id)
{
    struct host_bulk *bulk = &host->bulk;
    struct summit_decision *decision = &host->decision;
    const struct summit_request asked = {.actor = *actor,
                                         .now_ms = host->ports.now_ms(host->ports.context)};
    if (bulk->count == HOST_BULK_EVENTS_MAX ||
        (size_t)(bulk->writer.end - bulk->writer.at) < 2 * (size_t)MESSAGE_SIZE_MAX) {
        decision_refuse(decision, REASON_TOO_MANY_AT_ONCE);
        return &decision->refusal;
    }
    summit_decide(host->decided, &asked, command, decision);
    if (decision->refusal.reason) {
        return &decision->refusal;
    }
    const struct event_rule *rule = &summit_event_rules[decision->events[0].kind];
    ASSERT(decision->event_count == 1 && rule->verb == RULE_ADDS);
    memcpy(id, (const uint8_t *)&decision->events[0].fields + rule->id_offset, sizeof(*id));
    const uint8_t *start = bulk->writer.at;
    event_write(&bulk->writer, &decision->events[0]);
    ASSERT(!bulk->writer.failed);
    struct bytes text = bytes_of(start, (size_t)(bulk->writer.at - start));
    bulk->events[bulk->count++] = (struct log_event){
        .time_ms = (uint64_t)asked.now_ms,
        .type = bytes_of_text(summit_events[decision->events[0].kind].name),
        .body = text,
    };
    bool is_next = host_fold_ahead(host, text);
    ASSERT(is_next);
    return NULL;
}

const struct summit_state *summit_bulk_state(const struct summit_host *host)
{
    return host->decided;
}

uint32_t summit_bulk_count(const struct summit_host *host)
{
    return host->bulk.count;
}

void summit_bulk_end(struct summit_host *host, enum bulk_end how, struct host_call *call)
{
    struct host_bulk *bulk = &host->bulk;
    struct host_answer text = {.sequence = host->durable->sequence};
    enum reason problem = REASON_NONE;
    bulk->call = call;
    if (how == BULK_COMMIT && bulk->count > 0) {
        problem = host_append_bulk(host, bulk->mark.sequence);
        bulk->is_appended = !problem;
    }
    if (how == BULK_UNDO || problem) {
        state_return(host->decided, &bulk->mark);
    }
    if (problem) {
        text = host_refused(problem);
    }
    if (how == BULK_COMMIT && !bulk->is_appended) {
        call->answered(call, &text);
    }
}
