/*
 * A collation is a way to make a key of a text, such that texts are equal when
 * their keys are.  Searching the keys is memmem's work, which is linear.
 */
#include <string.h>
#include <strings.h>
#include <uninorm.h>
#include <unicase.h>
#include <unistr.h>

#include "core/buf.h"
#include "pim/text_match.h"

#define SHORT		512	/* octets of a text that needs no memory of the arena */

static const char *const collations[] = {
	[COLLATION_ASCII_CASEMAP] = "i;ascii-casemap",
	[COLLATION_OCTET] = "i;octet",
	[COLLATION_UNICODE_CASEMAP] = "i;unicode-casemap",
};

static const char *const match_types[] = {
	[MATCH_CONTAINS] = "contains",
	[MATCH_EQUALS] = "equals",
	[MATCH_STARTS_WITH] = "starts-with",
	[MATCH_ENDS_WITH] = "ends-with",
};

bool
collation_parse(const char *name, enum collation otherwise, enum collation *out)
{
	if (name == NULL || *name == '\0' || strcasecmp(name, "default") == 0) {
		*out = otherwise;
		return true;
	}
	for (size_t i = 0; i < COUNT(collations); i++)
		if (strcasecmp(name, collations[i]) == 0) {
			*out = (enum collation)i;
			return true;
		}
	return false;
}

bool
match_type_parse(const char *name, enum match_type *out)
{
	if (name == NULL || *name == '\0') {
		*out = MATCH_CONTAINS;
		return true;
	}
	for (size_t i = 0; i < COUNT(match_types); i++)
		if (strcmp(name, match_types[i]) == 0) {
			*out = (enum match_type)i;
			return true;
		}
	return false;
}

/* Upper case of ASCII letters alone; whether there was nothing but ASCII. */
static bool
upper(char *to, const char *s, size_t len)
{
	unsigned char seen = 0;

	for (size_t i = 0; i < len; i++) {
		seen |= (unsigned char)s[i];
		to[i] = s[i] >= 'a' && s[i] <= 'z' ? (char)(s[i] - 'a' + 'A') : s[i];
	}
	to[len] = '\0';
	return seen < 0x80;
}

/* RFC 5051, section 2: decompose, and what comes of it again. */
static void
decompose(struct buf *out, ucs4_t uc)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	uint8_t utf8[6];
	int tag, n = uc_decomposition(uc, &tag, parts);

	if (n > 0) {
		for (int i = 0; i < n; i++)
			decompose(out, parts[i]);
	} else if ((n = u8_uctomb(utf8, uc, sizeof utf8)) > 0) {
		buf_add(out, utf8, (size_t)n);
	}
}

static const char *
unicode_key(struct arena *arena, const char *text, size_t len, size_t *key_len)
{
	struct buf out = BUF_ON(arena);

	buf_reserve(&out, len + len / 2);
	for (size_t i = 0; i < len;) {
		ucs4_t uc;
		int n = u8_mbtouc(&uc, (const uint8_t *)text + i, len - i);

		decompose(&out, uc_totitle(uc));
		i += n > 0 ? (size_t)n : 1;
	}
	*key_len = out.len;
	return buf_str(&out);
}

/* The key of LEN octets; ROOM has place for a short one. */
static const char *
make_key(struct ctx *cx, enum collation collation, const char *text, size_t len,
    char room[static SHORT + 1], size_t *key_len)
{
	char *key;

	*key_len = len;
	if (collation == COLLATION_OCTET)
		return text;
	key = len <= SHORT ? room : arena_alloc(cx->arena, len + 1);
	if (upper(key, text, len) || collation == COLLATION_ASCII_CASEMAP)
		return key;
	return unicode_key(cx->arena, text, len, key_len);
}

/* What a collation compares: octets that are equal when the texts are.  *LEN may be NULL. */
static const char *
collation_key(struct ctx *cx, enum collation collation, const char *text, size_t *len)
{
	char room[SHORT + 1];
	size_t key_len;
	const char *key = make_key(cx, collation, text, strlen(text), room, &key_len);

	if (len != NULL)
		*len = key_len;
	return arena_strndup(cx->arena, key, key_len);
}

struct text_match *
text_match_new(struct ctx *cx, enum collation collation, enum match_type type, const char *text)
{
	struct text_match *m = arena_alloc(cx->arena, sizeof *m);

	m->collation = collation;
	m->type = type;
	m->text = arena_strdup(cx->arena, text);
	m->key = collation_key(cx, collation, text, &m->key_len);
	return m;
}

bool
text_match(struct ctx *cx, const struct text_match *m, const char *value)
{
	char room[SHORT + 1];
	bool matches = false;
	size_t len;
	const char *key = make_key(cx, m->collation, value, strlen(value), room, &len);

	switch (m->type) {
	case MATCH_CONTAINS:
		matches = memmem(key, len, m->key, m->key_len) != NULL;
		break;
	case MATCH_EQUALS:
		matches = len == m->key_len && memcmp(key, m->key, len) == 0;
		break;
	case MATCH_STARTS_WITH:
		matches = len >= m->key_len && memcmp(key, m->key, m->key_len) == 0;
		break;
	case MATCH_ENDS_WITH:
		matches = len >= m->key_len &&
		    memcmp(key + len - m->key_len, m->key, m->key_len) == 0;
		break;
	}
	return matches != m->is_negated;
}
