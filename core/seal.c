#include <openssl/evp.h>
#include <string.h>

#include "core/hash.h"
#include "core/seal.h"

enum { VERSION_BYTE = 1, NAME_LEN = 4, NONCE_LEN = 12, TAG_LEN = 16, HEAD = 1 + NAME_LEN,
	OVERHEAD = HEAD + NONCE_LEN + TAG_LEN };

/* Its name is the begin of a hash of it. */
static struct {
	unsigned char	byte[SHA256_LEN], name[SHA256_LEN];
} keys[SEAL_KEYS];
static size_t key_count;

void
seal_open(const char *secret)
{
	key_count = 0;
	while (*secret != '\0' && key_count < SEAL_KEYS) {
		size_t len = strcspn(secret, "\n");

		if (len > 0) {
			hash_hmac("hayloft seal", 12, secret, len, keys[key_count].byte);
			hash_sha256(keys[key_count].byte, SHA256_LEN, keys[key_count].name);
			key_count++;
		}
		secret += len + (secret[len] == '\n');
	}
}

static enum status
need_key(struct ctx *cx)
{
	return key_count > 0 ? OK :
	    fault(cx, ERR_INTERNAL, "this process has no key to seal with");
}

/* The key that sealed it; SEAL_KEYS: none of ours. */
static size_t
key_of(const unsigned char *sealed)
{
	for (size_t i = 0; i < key_count; i++)
		if (memcmp(keys[i].name, sealed + 1, NAME_LEN) == 0)
			return i;
	return SEAL_KEYS;
}

bool
seal_is_fresh(const void *sealed, size_t len)
{
	return len >= OVERHEAD && key_of(sealed) == 0;
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
	memcpy(text + 1, keys[0].name, NAME_LEN);
	hash_random(text + HEAD, NONCE_LEN);
	aes = EVP_CIPHER_CTX_new();
	done = aes != NULL &&
	    EVP_EncryptInit_ex(aes, EVP_aes_256_gcm(), NULL, keys[0].byte, text + HEAD) == 1 &&
	    EVP_EncryptUpdate(aes, NULL, &n, (const unsigned char *)whose, (int)strlen(whose)) == 1 &&
	    EVP_EncryptUpdate(aes, text + HEAD + NONCE_LEN, &n, p, (int)len) == 1 &&
	    EVP_EncryptFinal_ex(aes, text + HEAD + NONCE_LEN + n, &n) == 1 &&
	    EVP_CIPHER_CTX_ctrl(aes, EVP_CTRL_GCM_GET_TAG, TAG_LEN,
	    text + HEAD + NONCE_LEN + len) == 1;
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
	size_t inner = len - OVERHEAD, key;
	EVP_CIPHER_CTX *aes;
	unsigned char *text, tag[TAG_LEN];
	enum status st;
	int n = 0;
	bool done;

	if ((st = need_key(cx)) != OK)
		return st;
	if (len < OVERHEAD || in[0] != VERSION_BYTE)
		return fault(cx, ERR_INTERNAL, "not a sealed secret");
	if ((key = key_of(in)) == SEAL_KEYS)
		return fault(cx, ERR_INTERNAL, "a secret is sealed by a key that is not here");
	text = arena_alloc(cx->arena, inner + 1);
	memcpy(tag, in + len - TAG_LEN, TAG_LEN);
	aes = EVP_CIPHER_CTX_new();
	done = aes != NULL &&
	    EVP_DecryptInit_ex(aes, EVP_aes_256_gcm(), NULL, keys[key].byte, in + HEAD) == 1 &&
	    EVP_DecryptUpdate(aes, NULL, &n, (const unsigned char *)whose, (int)strlen(whose)) == 1 &&
	    EVP_DecryptUpdate(aes, text, &n, in + HEAD + NONCE_LEN, (int)inner) == 1 &&
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
