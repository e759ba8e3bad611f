/* Figures of a report, as a table and as JSON. */
#ifndef PLENARY_SWARM_FIGURE_H
#define PLENARY_SWARM_FIGURE_H

#include "swarm/process.h"
#include "swarm/tally.h"

enum { FIGURES_MAX = 64 };

struct figure {
    const char *key, *label, *unit; /* key: in JSON; label: in the table */
    double value;
};

/* The table, without those behind the first three that are 0. */
void figures_print(const struct figure *figures, size_t count);
/* The members of a JSON object. */
void figures_write_members(FILE *out, const struct figure *figures, size_t count);

double figure_ms(const struct durations *durations, double percent);
/* Of a core. */
double figure_core_percent(const struct process_use *use);

#endif
