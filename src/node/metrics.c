/* GET /metrics: OpenMetrics 1.0, base units, no label that could name a person. */
#include "node/node.h"

/* What every media thread counts; the sum is shown. */
static const struct metric {
    const char *name, *type, *help;
    size_t at; /* in struct media_counters */
} metrics[] = {
#define METRIC(name, type, field, help)                                                            \
    {                                                                                              \
        "plenary_" name, type, help, offsetof(struct media_counters, field)                        \
    }
    METRIC("received_datagrams", "counter", datagrams_received,
           "Datagrams that came in at the media port."),
    METRIC("received_bytes", "counter", bytes_received, "Their bytes."),
    METRIC("sent_datagrams", "counter", datagrams_sent, "Datagrams that went out."),
    METRIC("sent_bytes", "counter", bytes_sent, "Their bytes."),
    METRIC("sent_messages", "counter", messages_sent,
           "Messages that they went out in, one or more datagrams each."),
    METRIC("refused_messages", "counter", messages_refused,
           "Messages that the system did not take: the line is full, or there is no way."),
    METRIC("late_packets", "counter", packets_late,
           "Packets to viewers left out because the thread was too late for them."),
    METRIC("handed_off_datagrams", "counter", handed_off,
           "Datagrams that reached another media thread than their owner's."),
    METRIC("publisher_sessions", "gauge", publishers, "Publishing sessions."),
    METRIC("viewer_sessions", "gauge", viewers, "Watching sessions."),
#undef METRIC
};

static uint64_t load(const _Atomic uint64_t *counter)
{
    return atomic_load_explicit(counter, memory_order_relaxed);
}

static void write_sum(const struct node *node, const struct media *const *media,
                      struct writer *writer, const struct metric *metric)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < node->setup.thread_count; i++) {
        const uint8_t *counters = (const uint8_t *)&media[i]->counters;
        sum += load((const _Atomic uint64_t *)(const void *)(counters + metric->at));
    }
    writer_format(writer, "# TYPE %s %s\n# HELP %s %s\n%s%s %llu\n", metric->name, metric->type,
                  metric->name, metric->help, metric->name,
                  strcmp(metric->type, "counter") == 0 ? "_total" : "", (unsigned long long)sum);
}

static void write_dropped(const struct node *node, const struct media *const *media,
                          struct writer *writer)
{
    writer_text(writer, "# TYPE plenary_dropped_datagrams counter\n"
                        "# HELP plenary_dropped_datagrams Datagrams not used, by reason.\n");
    for (enum drop reason = DROP_NONE + 1; reason < DROP_COUNT; reason++) {
        uint64_t sum = 0;
        for (size_t i = 0; i < node->setup.thread_count; i++) {
            sum += load(&media[i]->counters.dropped[reason]);
        }
        writer_format(writer, "plenary_dropped_datagrams_total{reason=\"%s\"} %llu\n",
                      drop_label(reason), (unsigned long long)sum);
    }
}

static void write_rooms(const struct node *node, struct writer *writer)
{
    writer_text(writer, "# TYPE plenary_room_viewers gauge\n"
                        "# HELP plenary_room_viewers Connected viewers of a room.\n");
    for (size_t i = 0; i < node->room_count; i++) {
        writer_format(writer, "plenary_room_viewers{room=\"%s\"} %llu\n", node->rooms[i].name,
                      (unsigned long long)node->rooms[i].viewer_count);
    }
}

void node_write_metrics(const struct node *node, const struct media *const *media,
                        struct writer *writer)
{
    for (size_t i = 0; i < COUNT_OF(metrics); i++) {
        write_sum(node, media, writer, &metrics[i]);
    }
    write_dropped(node, media, writer);
    write_rooms(node, writer);
    writer_format(writer,
                  "# TYPE plenary_sessions counter\n# HELP plenary_sessions Sessions made.\n"
                  "plenary_sessions_total %llu\n",
                  (unsigned long long)node->sessions_made);
    writer_format(writer,
                  "# TYPE plenary_refused_offers counter\n"
                  "# HELP plenary_refused_offers Offers answered with 400.\n"
                  "plenary_refused_offers_total %llu\n# EOF\n",
                  (unsigned long long)node->sessions_refused);
}
