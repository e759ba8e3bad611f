/* Webhooks: the summit's events, posted as they become durable to addresses that the configuration
 * names, each as the role that it is configured with may see them (`told` in summit.table).
 *
 *   POST {"events":[{"event":"item_started","sequence":470,"at_ms":...,"item":7}, ...]}
 *   Plenary-Signature: t=1764072000,v1=HMAC-SHA256(secret, "1764072000." body) in hex
 *
 * In order and at least once: what is not answered with 2xx within some seconds is sent again,
 * after 1, 2, 4 ... 300 seconds, and nothing after it before; the sequence tells a receiver what it
 * has. A hook reads the log itself, on a thread of its own, from where it stands
 * (webhooks/HASH-OF-URL.cursor in the data directory): a slow receiver holds up nobody, and nothing
 * is queued for it. A new hook begins with what happens from then on. Redirects are not followed.
 */
#ifndef PLENARY_SHELL_WEBHOOK_H
#define PLENARY_SHELL_WEBHOOK_H

#include "shell/config.h"
#include "shell/log_store.h"

enum { WEBHOOK_SECRET_MIN = 16, WEBHOOK_SECRET_MAX = 256 };

struct webhooks;

/* Start one thread a hook. `head`: the sequence of the log's last durable event. NULL with a
 * sentence; or, when none is configured, with an empty one.
 */
CHECK struct webhooks *webhooks_start(const struct config *config, uint64_t head,
                                      char problem[LOG_STORE_PROBLEM_MAX]);
/* Events up to this one are durable. Returns at once. `webhooks` may be NULL, here and below. */
void webhooks_tell(struct webhooks *webhooks, uint64_t head);
/* OpenMetrics: how far each hook is behind. Hooks go by their place in the configuration, from 0.
 */
void webhooks_write_metrics(struct webhooks *webhooks, struct writer *writer);
/* Whoever waits for a receiver is waited for a second at most. */
void webhooks_stop(struct webhooks *webhooks);

#endif
