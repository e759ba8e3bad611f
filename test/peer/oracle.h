/* libsrtp2 as an oracle, loaded at run time: some of its functions have our names. */
#ifndef PLENARY_TEST_PEER_ORACLE_H
#define PLENARY_TEST_PEER_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct oracle;

/* `key`: master key and salt, one after another. NULL if the library is not there. */
struct oracle *oracle_new(bool is_gcm, const uint8_t *key, bool is_outbound);
void oracle_free(struct oracle *oracle);

/* In place; false if libsrtp2 refused. */
bool oracle_protect_rtp(struct oracle *oracle, uint8_t *packet, size_t *size);
bool oracle_protect_rtcp(struct oracle *oracle, uint8_t *packet, size_t *size);
bool oracle_unprotect_rtp(struct oracle *oracle, uint8_t *packet, size_t *size);
bool oracle_unprotect_rtcp(struct oracle *oracle, uint8_t *packet, size_t *size);

#endif
