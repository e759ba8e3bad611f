#include "swarm/process.h"

#include <signal.h>
#include <unistd.h>

#include "shell/net.h"

/* The 14th and 15th of /proc/PID/stat are ticks of user and system time (proc(5)). */
static double cpu_s(uint32_t pid)
{
    char path[64], text[1024];
    snprintf(path, sizeof(path), "/proc/%u/stat", pid);
    FILE *file = fopen(path, "r");
    size_t size = file ? fread(text, 1, sizeof(text) - 1, file) : 0;
    if (file) {
        fclose(file);
    }
    text[size] = '\0';
    unsigned long user = 0, system = 0;
    const char *after_name = strrchr(text, ')');
    if (!after_name ||
        sscanf(after_name + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
               &system) != 2) {
        return 0;
    }
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

static uint64_t rss_kib(uint32_t pid)
{
    char path[64];
    unsigned long long pages = 0;
    snprintf(path, sizeof(path), "/proc/%u/statm", pid);
    FILE *file = fopen(path, "r");
    if (file) {
        if (fscanf(file, "%*u %llu", &pages) != 1) {
            pages = 0;
        }
        fclose(file);
    }
    return pages * (uint64_t)sysconf(_SC_PAGESIZE) / 1024;
}

void process_begin(uint32_t pid, struct process_use *use)
{
    *use = (struct process_use){0};
    if (pid != 0) {
        *use = (struct process_use){
            .wall_s = (double)net_now_us() / 1e6, .cpu_s = cpu_s(pid), .rss_kib = rss_kib(pid)};
    }
}

void process_end(uint32_t pid, struct process_use *use)
{
    struct process_use now;
    process_begin(pid, &now);
    use->wall_s = now.wall_s - use->wall_s;
    use->cpu_s = now.cpu_s - use->cpu_s;
    use->grown_kib = (int64_t)now.rss_kib - (int64_t)use->rss_kib;
    use->rss_kib = now.rss_kib;
}

static volatile sig_atomic_t must_stop;

static void on_signal(int number)
{
    (void)number;
    must_stop = 1;
}

void process_hear_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

bool process_must_stop(void)
{
    return must_stop != 0;
}
