/*
 * Upload (RFC 8620, section 6.1): the bytes are kept until they are used, for a
 * day at least (storage/blob.h says where and why).
 */
#include <string.h>

#include "core/conf.h"
#include "storage/blob.h"
#include "webmail/blob.h"
#include "webmail/webmail.h"

const char *
upload_type(struct ctx *cx, const char *type)
{
	size_t len = type != NULL ? strlen(type) : 0;

	if (len < 3 || len > 255 || strchr(type, '/') == NULL)
		return "application/octet-stream";
	for (const char *c = type; *c != '\0'; c++)
		if (*c < ' ' || *c >= 0x7f)
			return "application/octet-stream";
	return arena_strdup(cx->arena, type);
}

enum status
jmap_upload(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct stored_blob blob = { .type = upload_type(cx, http_header(rq, "content-type")) };
	struct mail_access account;
	struct path path;
	const char *text;
	json_t *answer;
	size_t len;
	enum status st;

	if ((st = http_path(cx, rq->path, &path)) != OK)
		return st;
	if (path.count != 3 || jmap_account(cx, path.segment[2], &account) != OK)
		return fault(cx, ERR_NOT_FOUND, "no such account");
	if (!account.may_write)
		return fault(cx, ERR_DENIED, "you may only read there");
	if (rq->body_len > (size_t)cx->conf->message_size * 1024 * 1024)
		return fault(cx, ERR_TOO_LARGE, "at most %lld MiB",
		    (long long)cx->conf->message_size);
	if ((st = db_blob_put(cx, account.account, rq->body, rq->body_len, &blob)) != OK)
		return st;
	answer = json_keep(cx->arena, json_pack("{s:s, s:o, s:s, s:I}", "accountId",
	    path.segment[2], "blobId", blob_of_upload(&blob), "type", blob.type, "size", (json_int_t)blob.size));
	text = json_write(cx, answer, &len);
	reply_bytes(cx, re, 201, "application/json", text, len);
	return OK;
}
