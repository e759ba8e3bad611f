/* What the swarm's people have seen. */
#include "swarm/control.h"
#include "swarm/figure.h"

/* CPU that telling all of the audience once takes: of all that was told between the cuts, the
 * desk's and stage's share included, beyond what the sockets cost in quiet.
 */
static double tick_s(const struct control *control)
{
    const struct control_tally *tally = &control->tally;
    const struct process_use *quiet = &control->server_quiet, *cutting = &control->server_cutting;
    double idle_s = quiet->wall_s > 0 ? quiet->cpu_s / quiet->wall_s * cutting->wall_s : 0;
    double rounds =
        tally->sockets[CONTROL_AUDIENCE] > 0
            ? (double)tally->changes[CONTROL_AUDIENCE] / tally->sockets[CONTROL_AUDIENCE]
            : 0;
    return rounds > 0 ? (cutting->cpu_s - idle_s) / rounds : 0;
}

static size_t socket_lines(const struct control *control, struct figure *lines)
{
    const struct control_tally *tally = &control->tally;
    uint32_t sockets = tally->sockets[CONTROL_AUDIENCE] + tally->sockets[CONTROL_STAGE];
    const struct figure made[] = {
        {"people", "people", "", control->people_count},
        {"signed_in", "signed in", "", control->signed_in},
        {"sockets", "sockets open", "", sockets},
        {"sign_in_s", "all signed in after", "s", control->sign_in.seconds},
        {"stage_sockets", "of them stage and desk", "", tally->sockets[CONTROL_STAGE]},
        {"opened", "opened in all", "", tally->opened},
        {"refused", "refused", "", tally->refused},
        {"ended", "put out by the server", "", tally->ended},
        {"connect_s", "all open after", "s", control->connect_s},
        {"view_p50_ms", "first view, median", "ms", figure_ms(&tally->view, 50)},
        {"view_p95_ms", "first view, p95", "ms", figure_ms(&tally->view, 95)},
        {"snapshots", "first views whole", "", tally->snapshots},
        {"resumed", "first views resumed", "", tally->resumed},
        {"again_s", "lost ones back after", "s", control->again_s},
        {"snapshots_again", "whole views for slow ones", "", tally->snapshots_again},
        {"missed", "missed changes", "", (double)tally->missed},
        {"server_kib_each", "server memory a socket", "KiB",
         sockets > 0 ? (double)control->server_sockets.grown_kib / sockets : 0},
        {"server_open_ms", "server CPU to open one", "ms",
         tally->opened > 0 ? 1000 * control->server_sockets.cpu_s / tally->opened : 0},
    };
    memcpy(lines, made, sizeof(made));
    return COUNT_OF(made);
}

static size_t cut_lines(const struct control *control, struct figure *lines)
{
    const struct control_tally *tally = &control->tally;
    const struct durations *stage = &tally->cut_delay[CONTROL_STAGE];
    const struct durations *audience = &tally->cut_delay[CONTROL_AUDIENCE];
    double changes = (double)tally->changes[CONTROL_AUDIENCE];
    const struct figure made[] = {
        {"cuts", "cuts", "", tally->cuts},
        {"cut_answer_p50_ms", "durable, median", "ms", figure_ms(&tally->cut_answer, 50)},
        {"cut_answer_max_ms", "durable, longest", "ms", figure_ms(&tally->cut_answer, 100)},
        {"stage_heard", "heard by stage and desk", "", (double)stage->count},
        {"stage_unheard", "unheard by them", "", tally->unheard[CONTROL_STAGE]},
        {"stage_p50_ms", "their delay, median", "ms", figure_ms(stage, 50)},
        {"stage_p99_ms", "their delay, p99", "ms", figure_ms(stage, 99)},
        {"stage_max_ms", "their delay, longest", "ms", figure_ms(stage, 100)},
        {"audience_heard", "heard by the audience", "", (double)audience->count},
        {"audience_unheard", "unheard by it", "", tally->unheard[CONTROL_AUDIENCE]},
        {"audience_p50_ms", "its delay, median", "ms", figure_ms(audience, 50)},
        {"audience_p99_ms", "its delay, p99", "ms", figure_ms(audience, 99)},
        {"audience_changes", "changes to the audience", "", changes},
        {"audience_bytes", "bytes of one", "",
         changes > 0 ? (double)tally->bytes[CONTROL_AUDIENCE] / changes : 0},
        {"yous", "changes of one's own", "", (double)tally->yous},
        {"tick_s", "server CPU to tell all once", "s", tick_s(control)},
        {"quiet_core_percent", "server CPU in quiet", "%",
         figure_core_percent(&control->server_quiet)},
        {"cutting_core_percent", "server CPU with cuts", "%",
         figure_core_percent(&control->server_cutting)},
        {"server_rss_kib", "server memory", "KiB", (double)control->server_sockets.rss_kib},
        {"swarm_core_percent", "the swarm's own CPU", "%", figure_core_percent(&control->own)},
        {"swarm_rss_kib", "the swarm's own memory", "KiB", (double)control->own.rss_kib},
    };
    memcpy(lines, made, sizeof(made));
    return COUNT_OF(made);
}

static double rate_of(const struct control_load_tally *load)
{
    return load->seconds > 0 ? load->done / load->seconds : 0;
}

static size_t command_lines(const struct control *control, struct figure *lines)
{
    const struct control_load_tally *ballots = &control->ballots, *messages = &control->messages;
    const struct figure made[] = {
        {"voters", "voters", "", control->voter_count},
        {"ballots", "ballots sent", "", ballots->asked},
        {"ballots_refused", "of them refused", "", ballots->refused},
        {"ballots_s", "all answered after", "s", ballots->seconds},
        {"ballots_per_s", "ballots a second", "", rate_of(ballots)},
        {"ballots_p99_ms", "their answer, p99", "ms", figure_ms(&ballots->answer, 99)},
        {"messages", "messages sent", "", messages->asked},
        {"messages_refused", "of them refused", "", messages->refused},
        {"messages_per_s", "messages a second", "", rate_of(messages)},
        {"messages_p50_ms", "their answer, median", "ms", figure_ms(&messages->answer, 50)},
        {"messages_p99_ms", "their answer, p99", "ms", figure_ms(&messages->answer, 99)},
    };
    memcpy(lines, made, sizeof(made));
    return COUNT_OF(made);
}

static bool write_json(const char *file, const struct figure *lines, size_t count)
{
    FILE *out = fopen(file, "w");
    if (!out) {
        perror(file);
        return false;
    }
    fputs("{\"steps\": [\n {", out);
    figures_write_members(out, lines, count);
    fputs("}\n]}\n", out);
    return fclose(out) == 0;
}

static bool is_good(const struct control *control)
{
    const struct control_tally *tally = &control->tally;
    return control->signed_in == control->people_count && tally->refused + tally->ended == 0 &&
           tally->missed == 0 && control->ballots.refused + control->messages.refused == 0 &&
           control->opening == 0;
}

bool control_report(const struct control *control)
{
    struct figure lines[FIGURES_MAX];
    const char *file = control->options->json_file;
    size_t count = socket_lines(control, lines);
    count += cut_lines(control, lines + count);
    count += command_lines(control, lines + count);
    ASSERT(count <= FIGURES_MAX);
    figures_print(lines, count);
    bool is_written = !file || write_json(file, lines, count);
    return is_written && is_good(control);
}
