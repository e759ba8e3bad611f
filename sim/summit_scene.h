/* A whole summit in one thread and in virtual time: API, host, ballot keys, and a log in memory
 * that outlives crashes. Requests go in and responses come out as HTTP/1.1 bytes, as a connection
 * would carry them; the disk works when it is told to, and time passes when it is told to. So three
 * days take milliseconds, and a crash can come between any two steps.
 */
#ifndef PLENARY_SIM_SUMMIT_SCENE_H
#define PLENARY_SIM_SUMMIT_SCENE_H

#include "base/bytes.h"
#include "node/event_log.h"

struct summit_scene;

/* `answered`: the response to the request of that number, borrowed for the call. */
CHECK struct summit_scene *summit_scene_new(uint64_t seed, int64_t now_ms, void *context,
                                            void (*answered)(void *context, uint64_t number,
                                                             struct bytes response));
void summit_scene_free(struct summit_scene *scene);

/* Fill the empty log with an exported summit, and start upon it. NULL, or what is wrong with it. */
CHECK const char *summit_scene_import(struct summit_scene *scene, struct bytes file);
/* An invitation by the operator, as a start of the server issues it; its secret as text. */
void summit_scene_invite(struct summit_scene *scene, uint32_t person, struct writer *secret);

/* A whole request, head and body. It may be answered from within, or later, or never: a crash. */
void summit_scene_ask(struct summit_scene *scene, uint64_t number, struct bytes request);
/* Let the disk do all that was asked of it. */
void summit_scene_settle(struct summit_scene *scene);
/* It is that time now, and what was due until then is done. */
void summit_scene_set_clock(struct summit_scene *scene, int64_t now_ms);
/* Whether the person has a live socket open, which counts for a quorum. */
void summit_scene_set_present(struct summit_scene *scene, uint32_t person, bool is_present);
/* From now on the disk is full, failing, or well again. */
void summit_scene_set_disk(struct summit_scene *scene, enum log_result result);
/* The process dies and is started again: what was not durable is lost, nobody is answered. */
void summit_scene_crash(struct summit_scene *scene);
/* Each event of the log in turn. */
void summit_scene_export(struct summit_scene *scene, void *context,
                         void (*take)(void *context, struct bytes event));

#endif
