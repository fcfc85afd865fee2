/*
 * Objects as rows whose columns a table names at run time: what the REST API
 * shows (the views of schema api, 0013_api_views.sql) and what it writes.
 * Names of views, tables and columns are constants of the program; values are
 * arguments, always.
 */
#ifndef STORAGE_RECORD_H
#define STORAGE_RECORD_H

#include "core/json.h"

/* Which objects somebody may see. */
struct record_scope {
	bool		 all;		/* every one */
	const int64_t	*domains;	/* those of these domains … */
	size_t		 domain_count;
	int64_t		 account;	/* … and what is this account's own; 0: nothing */
};

/* One object; texts live as long as the ctx. */
struct record {
	const char	*key;		/* as paths name it */
	const char	*shown;		/* JSON text of an object */
	int64_t		 domain;	/* whose administrators may; 0: only the server's */
	int64_t		 account;	/* which person may; 0: none */
};

/* ERR_NOT_FOUND when there is none of this key; asks for no rights. */
enum status db_record_find(struct ctx *cx, const char *view, const char *key,
    struct record *out) NODISCARD;

/* What of a view; members that are NULL or 0 do not narrow. */
struct record_filter {
	const char	*light;		/* a view of the same keys that costs less to look through; may be NULL */
	const char	*where;		/* a condition on v, constant: "v.verdict = 'allow'" */
	const char	*domain;	/* of the domain of this name */
	const char	*owner;		/* of the account of this address */
	const char	*tags;		/* with one of these, "a,b" */
	const char	*word;		/* _key holds it, any case */
	const char	*key;		/* just this one */
	const char	*after;		/* keys behind this one */
	int64_t		 limit, offset;	/* limit 0: all */
	bool		 descending;
};

/*
 * A JSON array by key; *COUNT objects are in it.  With LAST the key of the last
 * one, NULL when there is none.
 */
enum status db_record_list(struct ctx *cx, const char *view, const struct record_scope *scope,
    const struct record_filter *filter, const char **array, int64_t *count,
    const char **last) NODISCARD;

/* How many there are, whatever limit and offset say. */
enum status db_record_count(struct ctx *cx, const char *view, const struct record_scope *scope,
    const struct record_filter *filter, int64_t *count) NODISCARD;

/*
 * COLUMNS is an object by column name: text, integer, real, boolean, NULL, an
 * array of texts (text[]), or an object (jsonb).  *KEY is the new row's KEY_COLUMN.
 * Errors as of db_query: ERR_EXISTS, ERR_INVALID, ERR_PRECONDITION.
 */
enum status db_record_insert(struct ctx *cx, const char *table, const char *key_column,
    const json_t *columns, const char **key) NODISCARD;

/* ERR_NOT_FOUND when no row has this key. */
enum status db_record_update(struct ctx *cx, const char *table, const char *key_column,
    const char *key, const json_t *columns) NODISCARD;
enum status db_record_delete(struct ctx *cx, const char *table, const char *key_column,
    const char *key) NODISCARD;

#endif
