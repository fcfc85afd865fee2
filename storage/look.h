/*
 * How the pages look: what administrators said of it, as pages are told, and
 * the pictures that are shown in place of ours (migration 0037).
 */
#ifndef STORAGE_LOOK_H
#define STORAGE_LOOK_H

#include "core/ctx.h"
#include "core/json.h"

/*
 * *OUT: {"title", "name", "appsName", "help", "footer", "signInText",
 * "providerOnly", "announcement": {"type", "text"}, "links": [{"name", "href",
 * "userHref"}], "logo": {"light": VERSION, "dark": VERSION}}; what nobody
 * said is left out, and so are links that are hidden.
 */
enum status db_look(struct ctx *cx, json_t **out) NODISCARD;

struct logo {
	const char	*type;		/* "image/png" */
	const void	*image;
	size_t		 len;
	const char	*version;	/* another one for another picture */
};

/* ERR_NOT_FOUND where there is none for GROUND ("light", "dark"). */
enum status db_logo_find(struct ctx *cx, const char *ground, struct logo *out) NODISCARD;

/* TYPE "": none. */
enum status db_logo_put(struct ctx *cx, const char *ground, const char *type, const void *image,
    size_t len) NODISCARD;

#endif
