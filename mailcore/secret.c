#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/hash.h"
#include "mailcore/files.h"
#include "mailcore/secret.h"

enum status
mailcore_secret(struct ctx *cx, const char *root, const char *name, const char **out)
{
	const char *folder = arena_printf(cx->arena, "%s/conf", root);
	const char *path = arena_printf(cx->arena, "%s/password.%s", folder, name);
	unsigned char random[24];
	char *text, hex[2 * sizeof random + 2];
	size_t len;
	enum status st;

	if ((st = file_read(cx, path, &text, &len)) == OK && len >= 32) {
		text[strcspn(text, "\n")] = '\0';
		*out = text;
		return OK;
	}
	if (st != OK && st != ERR_NOT_FOUND)
		return st;
	ctx_forgive(cx);

	hash_random(random, sizeof random);
	for (size_t i = 0; i < sizeof random; i++) {
		hex[2 * i] = "0123456789abcdef"[random[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[random[i] & 15];
	}
	memcpy(hex + 2 * sizeof random, "\n", 2);
	if ((st = file_folder(cx, folder, 0755, NULL, NULL)) != OK ||
	    (st = file_write(cx, path, hex, sizeof hex - 1, 0600, NULL)) != OK)
		return st;
	*out = arena_strndup(cx->arena, hex, sizeof hex - 2);
	return OK;
}
