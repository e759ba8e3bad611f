/* plenary publish: a VP8 and an Opus file to any WHIP endpoint, over and over. */
#ifndef PLENARY_SHELL_PUBLISH_H
#define PLENARY_SHELL_PUBLISH_H

struct publish_options {
    const char *url, *token;
    const char *ca_file; /* PEM of the authority to trust; NULL: the system's */
    const char *video_file, *audio_file;
};

/* Run until SIGTERM or SIGINT; comes back by itself after a loss. Returns the exit
 * status.
 */
int publish_run(const struct publish_options *options);

#endif
