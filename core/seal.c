#include <openssl/evp.h>
#include <string.h>

#include "core/hash.h"
#include "core/seal.h"

enum { VERSION_BYTE = 1, NONCE_LEN = 12, TAG_LEN = 16, OVERHEAD = 1 + NONCE_LEN + TAG_LEN };

static unsigned char key[SHA256_LEN];
static bool have_key;

void
seal_open(const char *secret)
{
	hash_hmac("hayloft seal", 12, secret, strlen(secret), key);
	have_key = true;
}

static enum status
need_key(struct ctx *cx)
{
	return have_key ? OK : fault(cx, ERR_INTERNAL, "this process has no key to seal with");
}

/* A random nonce of 96 bits is good for 2^32 secrets under one key. */
enum status
seal(struct ctx *cx, const char *whose, const void *p, size_t len, const void **out,
    size_t *out_len)
{
	unsigned char *text = arena_alloc(cx->arena, OVERHEAD + len);
	EVP_CIPHER_CTX *aes;
	enum status st;
	int n = 0;
	bool done;

	if ((st = need_key(cx)) != OK)
		return st;
	text[0] = VERSION_BYTE;
	hash_random(text + 1, NONCE_LEN);
	aes = EVP_CIPHER_CTX_new();
	done = aes != NULL &&
	    EVP_EncryptInit_ex(aes, EVP_aes_256_gcm(), NULL, key, text + 1) == 1 &&
	    EVP_EncryptUpdate(aes, NULL, &n, (const unsigned char *)whose, (int)strlen(whose)) == 1 &&
	    EVP_EncryptUpdate(aes, text + 1 + NONCE_LEN, &n, p, (int)len) == 1 &&
	    EVP_EncryptFinal_ex(aes, text + 1 + NONCE_LEN + n, &n) == 1 &&
	    EVP_CIPHER_CTX_ctrl(aes, EVP_CTRL_GCM_GET_TAG, TAG_LEN, text + 1 + NONCE_LEN + len) == 1;
	EVP_CIPHER_CTX_free(aes);
	if (!done)
		return fault(cx, ERR_INTERNAL, "OpenSSL did not seal");
	*out = text;
	*out_len = OVERHEAD + len;
	return OK;
}

enum status
unseal(struct ctx *cx, const char *whose, const void *sealed, size_t len, void **out,
    size_t *out_len)
{
	const unsigned char *in = sealed;
	size_t inner = len - OVERHEAD;
	EVP_CIPHER_CTX *aes;
	unsigned char *text, tag[TAG_LEN];
	enum status st;
	int n = 0;
	bool done;

	if ((st = need_key(cx)) != OK)
		return st;
	if (len < OVERHEAD || in[0] != VERSION_BYTE)
		return fault(cx, ERR_INTERNAL, "not a sealed secret");
	text = arena_alloc(cx->arena, inner + 1);
	memcpy(tag, in + len - TAG_LEN, TAG_LEN);
	aes = EVP_CIPHER_CTX_new();
	done = aes != NULL &&
	    EVP_DecryptInit_ex(aes, EVP_aes_256_gcm(), NULL, key, in + 1) == 1 &&
	    EVP_DecryptUpdate(aes, NULL, &n, (const unsigned char *)whose, (int)strlen(whose)) == 1 &&
	    EVP_DecryptUpdate(aes, text, &n, in + 1 + NONCE_LEN, (int)inner) == 1 &&
	    EVP_CIPHER_CTX_ctrl(aes, EVP_CTRL_GCM_SET_TAG, TAG_LEN, tag) == 1 &&
	    EVP_DecryptFinal_ex(aes, text + n, &n) == 1;
	EVP_CIPHER_CTX_free(aes);
	if (!done) {
		hash_wipe(text, inner);
		return fault(cx, ERR_INTERNAL, "a sealed secret does not open with our key");
	}
	*out = text;
	*out_len = inner;
	return OK;
}
