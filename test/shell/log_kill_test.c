/* kill -9 at random points of a process that writes the log as fast as it can: whatever it was
 * told is durable is there, chained, and the next process goes on. How often: 100 times, or as the
 * argument says.
 */
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "log_directory.h"
#include "sim/random.h"

enum { IN_FLIGHT = 8, KILLS_A_LOG = 50, STATE_SIZE = 150000, CHILD_LIFE_S = 20 };

static unsigned kill_count = 100;

/* ---- the child: append, and say through the pipe what was acknowledged ---- */

struct writing {
    struct log_call call;
    struct event_log *log;
    uint64_t asked; /* the last sequence that was asked for */
    unsigned answers;
    int pipe;
};

static void ignore(struct log_call *call, const struct log_answer *answer)
{
    (void)call;
    (void)answer;
}

static void ask_more(struct writing *writing)
{
    static struct log_call snapshot_call = {.answered = ignore};
    static uint8_t state[STATE_SIZE];
    struct log_event events[3];
    struct log_batch batch = {.expected = writing->asked,
                              .events = events,
                              .count = 1 + writing->asked % COUNT_OF(events)};
    for (size_t i = 0; i < batch.count; i++) {
        events[i] = test_event(writing->asked + 1 + i);
    }
    writing->asked += batch.count;
    bool is_asked = writing->log->append(writing->log, &batch, &writing->call);
    /* Enough of them that checkpoints are in the way, too. */
    if (writing->answers % 20 == 1) {
        is_asked =
            is_asked && writing->log->put_snapshot(writing->log, &writing->log->head,
                                                   bytes_of(state, sizeof(state)), &snapshot_call);
    }
    if (!is_asked) {
        _exit(2);
    }
}

static void acknowledge(struct log_call *call, const struct log_answer *answer)
{
    struct writing *writing = CONTAINER_OF(call, struct writing, call);
    if (answer->result != LOG_DONE ||
        write(writing->pipe, &answer->last, sizeof(answer->last)) != sizeof(answer->last)) {
        _exit(3);
    }
    writing->answers++;
    ask_more(writing);
}

static void run_child(const char *path, int pipe)
{
    char problem[LOG_STORE_PROBLEM_MAX];
    struct log_sqlite *log = log_sqlite_open(path, problem);
    alarm(CHILD_LIFE_S); /* should its parent fail */
    if (!log) {
        fprintf(stderr, "%s\n", problem);
        _exit(4);
    }
    struct writing writing = {
        .call.answered = acknowledge, .log = log_sqlite_port(log), .pipe = pipe};
    writing.asked = writing.log->head.sequence;
    for (size_t i = 0; i < IN_FLIGHT; i++) {
        ask_more(&writing);
    }
    log_sqlite_settle(log); /* each answer asks again: it never ends */
}

/* ---- the parent ---- */

/* Read what was acknowledged, until `count` have been or the child has closed the pipe. */
static uint64_t read_acknowledged(int pipe, size_t count, uint64_t last)
{
    uint64_t sequence;
    while (count-- > 0 && read(pipe, &sequence, sizeof(sequence)) == sizeof(sequence)) {
        assert_true(sequence > last);
        last = sequence;
    }
    return last;
}

static uint64_t kill_once(const char *path, struct sim_random *random)
{
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(pipes[0]);
        run_child(path, pipes[1]);
        _exit(5);
    }
    close(pipes[1]);
    uint64_t last = read_acknowledged(pipes[0], sim_random_draw(random) % 150, 0);
    usleep((useconds_t)(sim_random_draw(random) % 2000));
    assert_int_equal(kill(child, SIGKILL), 0);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    last = read_acknowledged(pipes[0], SIZE_MAX, last);
    close(pipes[0]);
    return last;
}

static void kill_01_no_acknowledged_event_is_lost(void **state)
{
    struct log_directory directory;
    struct sim_random random;
    uint64_t acknowledged = 0;
    (void)state;
    sim_random_init(&random, 9);
    for (unsigned i = 0; i < kill_count; i++) {
        if (i % KILLS_A_LOG == 0) {
            log_directory_make(&directory);
        }
        uint64_t last = kill_once(directory.path, &random);
        log_directory_open(&directory);
        uint64_t head = check_all_events(&directory.fixture, 1);
        assert_true(head >= last);
        assert_int_equal(append_now(&directory.fixture, head, 1), LOG_DONE);
        log_directory_close(&directory);
        acknowledged += last > 0;
        if (i + 1 == kill_count || (i + 1) % KILLS_A_LOG == 0) {
            log_directory_remove(&directory);
        }
    }
    assert_true(acknowledged > kill_count / 2); /* most were killed while they wrote */
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kill_01_no_acknowledged_event_is_lost),
    };
    if (argc > 1) {
        kill_count = (unsigned)strtoul(argv[1], NULL, 10);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
