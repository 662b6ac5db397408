/* certificate.c - a self-signed certificate, made when a test needs one. */
#include "tests/support/certificate.h"

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>
#include <time.h>

#define DAY 86400

static void
check(int code)
{
	g_assert_cmpint(code, >=, 0);
}

static char *
take_pem(gnutls_datum_t datum)
{
	char *pem = g_strndup((const char *)datum.data, datum.size);

	gnutls_free(datum.data);
	return pem;
}

static void
name_host(gnutls_x509_crt_t crt, const char *host)
{
	struct in_addr address;

	if (inet_pton(AF_INET, host, &address) == 1)
		check(gnutls_x509_crt_set_subject_alt_name(
			crt, GNUTLS_SAN_IPADDRESS, &address, sizeof(address),
			GNUTLS_FSAN_SET));
	else
		check(gnutls_x509_crt_set_subject_alt_name(
			crt, GNUTLS_SAN_DNSNAME, host, (unsigned)strlen(host),
			GNUTLS_FSAN_SET));
}

struct certificate *
certificate_new(const char *host, int end)
{
	struct certificate *certificate = g_new0(struct certificate, 1);
	time_t now = time(NULL);
	gnutls_x509_privkey_t key;
	gnutls_x509_crt_t crt;
	gnutls_datum_t pem;

	check(gnutls_x509_privkey_init(&key));
	check(gnutls_x509_privkey_generate(
		key, GNUTLS_PK_ECDSA,
		GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
	check(gnutls_x509_crt_init(&crt));
	check(gnutls_x509_crt_set_version(crt, 3));
	check(gnutls_x509_crt_set_serial(crt, "\x01", 1));
	check(gnutls_x509_crt_set_dn(crt, "CN=imr-ingest test", NULL));
	check(gnutls_x509_crt_set_key(crt, key));
	check(gnutls_x509_crt_set_ca_status(crt, 1));
	check(gnutls_x509_crt_set_activation_time(crt, now - 2 * DAY));
	check(gnutls_x509_crt_set_expiration_time(crt, now + end));
	name_host(crt, host);
	check(gnutls_x509_crt_sign2(crt, crt, key, GNUTLS_DIG_SHA256, 0));

	check(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &pem));
	certificate->pem = take_pem(pem);
	check(gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &pem));
	certificate->key_pem = take_pem(pem);
	gnutls_x509_crt_deinit(crt);
	gnutls_x509_privkey_deinit(key);
	return certificate;
}

void
certificate_free(struct certificate *certificate)
{
	g_free(certificate->pem);
	g_free(certificate->key_pem);
	g_free(certificate);
}
