/*
 * Bytes that JMAP names: uploads, whole messages, and parts of them.
 *
 *	u + 64 hexadecimal digits	an upload, by its SHA-256
 *	b + number			the email with that id
 *	b + number + _1_2		its part 1.2, decoded
 *	b + number + _1_2_t3		what stands third in that part, a winmail.dat
 *	b + number + _s1_2		part 1.2 of what is within that message, which hides it (S/MIME)
 *	q + number			a message that is kept in quarantine for oneself
 */
#ifndef WEBMAIL_BLOB_H
#define WEBMAIL_BLOB_H

#include "storage/blob.h"
#include "webmail/mime_parse.h"
#include "webmail/private.h"

json_t *blob_of_email(int64_t email);
json_t *blob_of_upload(const struct stored_blob *stored);
json_t *blob_of_part(struct arena *arena, int64_t email, const char *part);
json_t *blob_of_opened(struct arena *arena, int64_t email, const char *part);

/* A media type that can stand in a header again; anything else is none. */
const char *upload_type(struct ctx *cx, const char *type);

struct blob {
	const char	*data;		/* in memory, or NULL */
	int		 fd;		/* a memfd, closed with the context; -1 */
	int64_t		 len;
	const char	*type;		/* of an upload or a part; "" unknown */
	int64_t		 email;		/* 0: an upload, or in quarantine */
	const char	*part;		/* "" for the whole message */
	const char	*opened;	/* part of what the message hides; NULL: none of that */
	int		 inner;		/* which file of a winmail.dat, counted from 1; 0: the part itself */
};

/* The bytes; ERR_NOT_FOUND for every id that is none of this account's. */
enum status blob_open(struct ctx *cx, int64_t account, const char *id, struct blob *out) NODISCARD;

/* Whether there is such a blob, without its bytes (len and type are set). */
enum status blob_find(struct ctx *cx, int64_t account, const char *id, struct blob *out) NODISCARD;

/* All of it in memory: a file is mapped. */
enum status blob_bytes(struct ctx *cx, struct blob *b, const char **p, size_t *len) NODISCARD;

/* A new memfd that is closed with CX. */
enum status blob_file(struct ctx *cx, int *fd) NODISCARD;

#endif
