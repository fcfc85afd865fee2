/*
 * Address books that are copies of a directory elsewhere (migration 0038).  Task
 * TASK_BOOK_SOURCE, whose ref is the collection, asks it again.
 */
#ifndef STORAGE_BOOK_SOURCE_H
#define STORAGE_BOOK_SOURCE_H

#include "storage/collection.h"

#define TASK_BOOK_SOURCE	"book-source"

/* What a card is made of: names that administrators write, and where it usually stands. */
struct book_field {
	const char	*name, *attribute;
};
extern const struct book_field book_fields[];	/* ends with a NULL name */

struct book_source {
	int64_t			 id;
	bool			 is_sql;	/* a table, and no LDAP */
	const char		*host;
	int			 port;
	const char		*encryption;	/* "TLS" (by STARTTLS), "SSL", "PLAIN" */
	const char		*login;
	const char		*database;	/* of a table */
	const char		*base, *filter;	/* base: the table's name */
	const char *const	*fields;	/* "phone=telephoneNumber" … NULL */
	int64_t			 minutes;
	bool			 active;
	int			 failures;	/* in a row */
};

/* ERR_NOT_FOUND quietly. */
enum status db_book_source_find(struct ctx *cx, int64_t account, int64_t collection,
    struct book_source *out) NODISCARD;

/* "" when it has none. */
enum status db_book_source_password(struct ctx *cx, int64_t id, char **password) NODISCARD;
enum status db_book_source_put_password(struct ctx *cx, int64_t id, const char *password) NODISCARD;

/*
 * C is a copy from now on, which nobody else writes: what is planned of it is a
 * look at once.  Or it is none any more (STOPS), and what it has stays.
 */
enum status db_book_source_start(struct ctx *cx, const struct collection *c, bool stops) NODISCARD;

/* After a look: FAULT (NULL: it went well), did something change, and when to look again. */
enum status db_book_source_looked(struct ctx *cx, int64_t account, int64_t collection,
    const char *fault, bool changed, int64_t again) NODISCARD;

#endif
