/* The self-signed certificate: made, kept, renewed in time, in use for new connections. */
#include "support.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shell/tls.h"

enum { DAY_S = 24 * 3600 };
static const uint32_t start_s = 1800000000;

static char directory[64], certificate_file[80], key_file[80];

static int setup(void **state)
{
    (void)state;
    snprintf(directory, sizeof(directory), "/tmp/plenary-test-XXXXXX");
    assert_non_null(mkdtemp(directory));
    (void)snprintf(certificate_file, sizeof(certificate_file), "%s/tls.crt", directory);
    (void)snprintf(key_file, sizeof(key_file), "%s/tls.key", directory);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    (void)unlink(certificate_file);
    (void)unlink(key_file);
    return rmdir(directory); /* nothing else was left there */
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static enum tls_made make(uint32_t now_s)
{
    struct address address = address_of_ipv4(192, 0, 2, 7, 0);
    return tls_make_self_signed(certificate_file, key_file, &address, 1, now_s);
}

static X509 *read_certificate(void)
{
    FILE *in = fopen(certificate_file, "r");
    assert_non_null(in);
    X509 *certificate = PEM_read_X509(in, NULL, NULL, NULL);
    assert_non_null(certificate);
    fclose(in);
    return certificate;
}

static int is_valid_at(const X509 *certificate, uint32_t now_s)
{
    time_t now = now_s;
    return X509_cmp_time(X509_get0_notBefore(certificate), &now) < 0 &&
           X509_cmp_time(X509_get0_notAfter(certificate), &now) > 0;
}

static void tls_01_made_for_the_addresses(void **state)
{
    (void)state;
    struct stat status;
    assert_int_equal(make(start_s), TLS_MADE);
    assert_int_equal(stat(key_file, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    X509 *certificate = read_certificate();
    assert_int_equal(X509_check_ip_asc(certificate, "192.0.2.7", 0), 1);
    assert_int_equal(X509_check_host(certificate, "localhost", 0, 0, NULL), 1);
    assert_true(is_valid_at(certificate, start_s));
    assert_true(is_valid_at(certificate, start_s + (TLS_CERTIFICATE_DAYS - 1) * DAY_S));
    assert_false(is_valid_at(certificate, start_s + (TLS_CERTIFICATE_DAYS + 1) * DAY_S));
    X509_free(certificate);
}

static void tls_02_kept_while_fresh_then_renewed_with_its_key(void **state)
{
    (void)state;
    const uint32_t last_s = start_s + (TLS_CERTIFICATE_DAYS - TLS_RENEW_DAYS) * DAY_S;
    assert_int_equal(make(start_s), TLS_MADE);
    X509 *first = read_certificate();
    assert_int_equal(make(last_s - 60), TLS_KEPT);
    X509 *kept = read_certificate();
    assert_int_equal(X509_cmp(first, kept), 0);
    assert_int_equal(make(last_s + 60), TLS_MADE);
    X509 *renewed = read_certificate();
    assert_int_not_equal(X509_cmp(first, renewed), 0);
    assert_true(is_valid_at(renewed, last_s + (TLS_CERTIFICATE_DAYS - 1) * DAY_S));
    assert_int_equal(EVP_PKEY_eq(X509_get0_pubkey(first), X509_get0_pubkey(renewed)), 1);
    assert_int_equal(make(last_s + 120), TLS_KEPT);
    assert_int_equal(make(last_s + 5000 * DAY_S), TLS_MADE); /* long run out */
    X509_free(first);
    X509_free(kept);
    X509_free(renewed);
}

static void tls_03_another_key_or_rubbish_is_mended(void **state)
{
    (void)state;
    const char *problem;
    assert_int_equal(make(start_s), TLS_MADE);
    assert_int_equal(unlink(key_file), 0);
    assert_int_equal(make(start_s), TLS_MADE);
    SSL_CTX *tls = tls_server_new(certificate_file, key_file, &problem);
    assert_non_null(tls);
    SSL_CTX_free(tls);
    assert_int_equal(truncate(certificate_file, 40), 0);
    assert_int_equal(make(start_s), TLS_MADE);
    assert_int_equal(make(start_s), TLS_KEPT);
}

static void tls_04_nowhere_to_write(void **state)
{
    (void)state;
    char away[120];
    (void)snprintf(away, sizeof(away), "%s/missing/tls.crt", directory);
    assert_int_equal(tls_make_self_signed(away, key_file, NULL, 0, start_s), TLS_FAILED);
    (void)snprintf(away, sizeof(away), "%s/missing/tls.key", directory);
    assert_int_equal(tls_make_self_signed(certificate_file, away, NULL, 0, start_s), TLS_FAILED);
}

static void tls_05_new_connections_get_the_renewed_one(void **state)
{
    (void)state;
    static struct test_server test;
    static struct test_client before, after;
    static const char request[] = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
    test_server_start(&test, TEST_HTTPS, NULL);
    test_client_open(&before, &test);
    assert_true(test_exchange(&before, request, "hello"));
    assert_int_equal(make(start_s), TLS_MADE);
    test_server_renew(&test, certificate_file, key_file);
    test_client_open(&after, &test);
    assert_true(test_exchange(&after, request, "hello"));
    assert_true(test_exchange(&before, request, "hello")); /* its line goes on */
    X509 *renewed = read_certificate();
    assert_int_not_equal(X509_cmp(SSL_get0_peer_certificate(before.ssl), renewed), 0);
    assert_int_equal(X509_cmp(SSL_get0_peer_certificate(after.ssl), renewed), 0);
    X509_free(renewed);
    test_client_close(&before);
    test_client_close(&after);
    test_server_stop(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(tls_01_made_for_the_addresses),
        CASE(tls_02_kept_while_fresh_then_renewed_with_its_key),
        CASE(tls_03_another_key_or_rubbish_is_mended),
        CASE(tls_04_nowhere_to_write),
        CASE(tls_05_new_connections_get_the_renewed_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
