/*
 * What administrators look at and do that is no object of the database: the
 * queue, the state of services, logs, bans.  One table (operation_table.c): a row
 * is a call of mailcow's API, which `hayloft api docs` describes; the functions
 * serve /api/v2 and the commands, too.
 */
#ifndef ADMIN_OPERATION_H
#define ADMIN_OPERATION_H

#include "admin/rights.h"
#include "core/http.h"
#include "core/json.h"

/* What follows the path. */
enum operation_tail { TAIL_NONE, TAIL_COUNT, TAIL_KEY };

struct operation_call {
	struct ctx	*cx;
	struct rights	 rights;
	const char	*key;		/* TAIL_KEY: percent-decoded, not empty */
	int64_t		 count;		/* TAIL_COUNT: 1 … 10000 */
	const json_t	*sent;		/* add, edit: "attr", delete: the body; an object or an array */
	const char	**items;	/* what is named; texts */
	size_t		 item_count;
	json_t		*out;		/* the answer, kept on the arena; of a POST NULL: mailcow's usual one */
	const char	*message;	/* mailcow's word; NULL: by status */
	const char	*message_about;	/* whom it is about; NULL: nobody */
};

struct operation {
	const char		*verb;		/* "get", "add", "edit", "delete" */
	const char		*path;		/* "mailq/all" */
	const char		*category;	/* for scopes of keys: "mailq" */
	enum admin_who		 who;		/* the least that may */
	enum operation_tail	 tail;
	const char		*help;
	enum status		(*run)(struct operation_call *call);
};

/* Ends with a NULL verb. */
extern const struct operation operations[];

/* The row whose path begins PATH; *REST is what follows it, without the slash.  NULL: none. */
const struct operation *operation_find(const char *verb, const char *path, const char **rest);

/* A category of theirs, as a key's scope may name it. */
bool operation_is_category(const char *name);

/*
 * Serve a call under /api/v1 as mailcow does.  BODY: of a POST.  ERR_NOT_FOUND
 * with nothing written to RE when REST makes no sense.
 */
enum status operation_get(struct ctx *cx, const struct operation *op, const char *rest,
    struct reply *re) NODISCARD;
enum status operation_post(struct ctx *cx, const struct operation *op, const json_t *body,
    struct reply *re) NODISCARD;

/* JSON that must not be kept by anybody. */
void operation_reply(struct ctx *cx, struct reply *re, int code, const json_t *value);

/* As text of JSON: bytes that are no UTF-8 become "?". */
json_t *operation_text(struct arena *arena, const char *bytes, size_t len);

#endif
