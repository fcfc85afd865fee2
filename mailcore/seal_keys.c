#include <string.h>

#include "core/hash.h"
#include "core/seal.h"
#include "mailcore/files.h"
#include "mailcore/seal_keys.h"
#include "mailcore/secret.h"

#define FILE_NAME	"%s/conf/password.seal"

enum status
seal_keys_read(struct ctx *cx, const char *root, const char **text)
{
	size_t len;
	char *all;
	enum status st;

	if ((st = mailcore_secret(cx, root, "seal", text)) != OK ||
	    (st = file_read(cx, arena_printf(cx->arena, FILE_NAME, root), &all, &len)) != OK)
		return st;
	*text = all;
	return OK;
}

static enum status
write_keys(struct ctx *cx, const char *root, const char *text)
{
	return file_write(cx, arena_printf(cx->arena, FILE_NAME, root), text, strlen(text), 0600, NULL);
}

enum status
seal_keys_add(struct ctx *cx, const char *root)
{
	char key[TOKEN_LEN + 1];
	const char *text;
	size_t lines = 0;
	enum status st;

	if ((st = seal_keys_read(cx, root, &text)) != OK)
		return st;
	for (const char *s = text; (s = strchr(s, '\n')) != NULL; s++)
		lines++;
	if (lines >= SEAL_KEYS)
		return fault(cx, ERR_LIMIT, "there are %d keys: seal everything anew first", SEAL_KEYS);
	hash_token(key);
	return write_keys(cx, root, arena_printf(cx->arena, "%s\n%s", key, text));
}

enum status
seal_keys_drop(struct ctx *cx, const char *root)
{
	const char *text;
	enum status st;

	if ((st = seal_keys_read(cx, root, &text)) != OK)
		return st;
	return write_keys(cx, root,
	    arena_printf(cx->arena, "%.*s\n", (int)strcspn(text, "\n"), text));
}
