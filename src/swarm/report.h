/* What the swarm says: a line while it runs, a table and JSON at the end. */
#ifndef PLENARY_SWARM_REPORT_H
#define PLENARY_SWARM_REPORT_H

#include "swarm/swarm.h"

/* To standard error, over the line before it. */
void report_progress(const struct swarm *swarm, const char *what);
/* "measuring 500": a line of its own on standard output, at once: for who measures the server
 * meanwhile.
 */
void report_mark(const char *what, uint32_t watching);
/* The table of each step, and JSON where it is wished for. False when a location did not join
 * or left, a packet was corrupt or the file cannot be written.
 */
CHECK bool report_write(const struct swarm *swarm);

#endif
