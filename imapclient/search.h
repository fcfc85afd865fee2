/*
 * UID SEARCH in the selected mailbox.  Criteria are written in IMAP's prefix
 * order: or, then its two; not, then its one; begin … end make one of many.
 *
 *	imap_search_open(&s, cx->arena);
 *	imap_search_or(&s);
 *	imap_search_text(&s, IMAP_SEARCH_SUBJECT, "plan");
 *	imap_search_text(&s, IMAP_SEARCH_BODY, "größe");
 *	st = imap_search(cx, imap, &s, &uids);
 */
#ifndef IMAPCLIENT_SEARCH_H
#define IMAPCLIENT_SEARCH_H

#include "imapclient/folder.h"

#define IMAP_SEARCH_DEPTH	32

struct imap_search {
	struct arena	*arena;
	struct search_word *words, **last;
	int		 depth;
	int		 need[IMAP_SEARCH_DEPTH];	/* keys owed to OR and NOT */
	bool		 any[IMAP_SEARCH_DEPTH];
	bool		 utf8;
	const char	*bad;		/* what makes it unusable */
};

enum imap_search_field { IMAP_SEARCH_TEXT, IMAP_SEARCH_BODY, IMAP_SEARCH_SUBJECT, IMAP_SEARCH_FROM,
	IMAP_SEARCH_TO, IMAP_SEARCH_CC, IMAP_SEARCH_BCC };
enum imap_search_flag { IMAP_SEARCH_SEEN, IMAP_SEARCH_ANSWERED, IMAP_SEARCH_FLAGGED,
	IMAP_SEARCH_DELETED, IMAP_SEARCH_DRAFT };

void imap_search_open(struct imap_search *s, struct arena *arena);
void imap_search_begin(struct imap_search *s);		/* ( */
void imap_search_end(struct imap_search *s);		/* ) */
void imap_search_or(struct imap_search *s);
void imap_search_not(struct imap_search *s);
void imap_search_everything(struct imap_search *s);	/* ALL */
void imap_search_text(struct imap_search *s, enum imap_search_field field, const char *text);
void imap_search_header(struct imap_search *s, const char *name, const char *text);
void imap_search_flag(struct imap_search *s, enum imap_search_flag flag, bool set);
void imap_search_keyword(struct imap_search *s, const char *keyword, bool set);
void imap_search_uids(struct imap_search *s, const struct imap_uids *uids);
/* Days in UTC of the INTERNALDATE; IMAP knows no finer measure. */
void imap_search_since(struct imap_search *s, int64_t seconds);
void imap_search_before(struct imap_search *s, int64_t seconds);
void imap_search_larger(struct imap_search *s, int64_t bytes);
void imap_search_smaller(struct imap_search *s, int64_t bytes);

/* The set is on the criteria's arena.  ERR_INVALID when criteria are unfinished or hold CR, LF or NUL. */
enum status imap_search(struct ctx *cx, struct imap *imap, struct imap_search *s,
    struct imap_uids *uids) NODISCARD;

/* All UIDs of the selected mailbox. */
enum status imap_search_all(struct ctx *cx, struct imap *imap, struct arena *arena,
    struct imap_uids *uids) NODISCARD;

#endif
