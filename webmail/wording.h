/*
 * Mails that we write ourselves, as administrators word them (storage/wording.h).
 */
#ifndef WEBMAIL_WORDING_H
#define WEBMAIL_WORDING_H

#include "core/http.h"
#include "core/json.h"
#include "core/placeholder.h"
#include "storage/wording.h"
#include "webmail/mime_write.h"

struct letter {
	const char	*sender;	/* its address */
	bool		 is_ours;	/* nobody chose another one */
	const char	*subject;
	const char	*plain, *html;	/* either may be NULL */
};

/* A mail of ours: LETTER, as we would write it, and what may be put into somebody else's words for it. */
struct letter_made {
	struct letter		 letter;
	const struct placeholder *values;	/* of the kind's names */
};

/* The same with those that are kept for SETTING. */
enum status letter_word(struct ctx *cx, const char *setting, const struct placeholder *values,
    struct letter *letter) NODISCARD;

/* Its body as a part without fields. */
struct mime_out *letter_body(struct ctx *cx, const struct letter *letter);

/*
 * The mail SETTING as somebody would get it, with made-up values, by the words that are
 * kept or (DRAFT, an object: "sender", "subject", "plain_tmpl" or "text_tmpl", "html_tmpl";
 * or NULL) by others, which are not kept.  *OUT, kept on the arena, has
 * {"sender", "subject", "plain", "html", "placeholders": [NAME, …]}.
 */
enum status wording_show(struct ctx *cx, const char *setting, const json_t *draft, json_t **out) NODISCARD;

/* GET and POST /api/v2/wording/SETTING: that; the body is the draft. */
enum status wording_preview(struct ctx *cx, const struct request *rq, struct reply *re);

/* Examples for that: nobody's. */
enum status quarantine_digest_example(struct ctx *cx, struct letter_made *out) NODISCARD;
enum status password_mail_example(struct ctx *cx, struct letter_made *out) NODISCARD;

#endif
