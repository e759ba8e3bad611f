#include "swarm/figure.h"

void figures_print(const struct figure *figures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (figures[i].value != 0 || i < 3) {
            printf("%-26s %12.6g %s\n", figures[i].label, figures[i].value, figures[i].unit);
        }
    }
    putchar('\n');
}

void figures_write_members(FILE *out, const struct figure *figures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "%s\"%s\": %.8g", i > 0 ? ", " : "", figures[i].key, figures[i].value);
    }
}

double figure_ms(const struct durations *durations, double percent)
{
    return (double)durations_percentile(durations, percent) / 1000;
}

double figure_core_percent(const struct process_use *use)
{
    return use->wall_s > 0 ? 100 * use->cpu_s / use->wall_s : 0;
}
