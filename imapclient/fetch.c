/*
 * UID FETCH: items of many messages, bytes of one.
 */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "imapclient/private.h"

/* Dovecot notes these when mail comes: mailcore/templates/dovecot.conf. */
const char imap_index_fields[] = "Date From Sender Reply-To To Cc Bcc Subject Message-ID "
    "In-Reply-To References List-ID List-Post List-Unsubscribe X-Priority Importance "
    "Content-Type Auto-Submitted Disposition-Notification-To";

/* What rows are made of: the fewer are asked for, the less a server has to put together. */
#define ROW_FIELDS	"Date From Sender Reply-To To Cc Bcc Subject Message-ID In-Reply-To References"

/* No header needs more; what a hostile one has beyond it is left at the server. */
#define FIELDS_MAX	(128 * 1024)
#define HEADER_MAX	(1024 * 1024)

/*
 * X-GUID is Dovecot's and no capability tells of it, so the first need of a
 * guid tries it on a message that is not there.  BAD is an answer here.
 */
static enum status
learn_guid(struct ctx *cx, struct imap *imap)
{
	struct imap_cmd cmd;
	struct imap_response re;
	enum status st;
	bool done;

	if (imap->guid != 0)
		return OK;
	imap_cmd_open(&cmd, cx, imap, "UID FETCH 4294967295 (X-GUID)");
	st = imap_send(cx, imap, &cmd);
	while (st == OK && (st = imap_next(cx, imap, cx->arena, &re, &done)) == OK && !done)
		;
	if (st != OK)
		return st;
	imap->guid = re.condition == IMAP_COND_OK ? 1 : -1;
	return OK;
}

/* Asked of a server that does not, the header names the message, and so is the same for ever. */
static bool
names_messages(const struct imap *imap)
{
	return imap_can(imap, IMAP_CAP_OBJECTID) || imap->guid > 0;
}

static enum status
add_items(struct ctx *cx, struct imap *imap, unsigned what, struct buf *items)
{
	enum status st;

	/* The UID first: it is there even when the rest was cut. */
	buf_puts(items, "UID");
	if (what & IMAP_FETCH_FLAGS)
		buf_puts(items, imap->box.has_modseq ? " FLAGS MODSEQ" : " FLAGS");
	if (what & IMAP_FETCH_RECEIVED)
		buf_puts(items, " INTERNALDATE");
	if (what & IMAP_FETCH_SIZE)
		buf_puts(items, " RFC822.SIZE");
	if ((what & IMAP_FETCH_SAVED) && imap_can(imap, IMAP_CAP_SAVEDATE))
		buf_puts(items, " SAVEDATE");
	if (what & IMAP_FETCH_GUID) {
		if (imap_can(imap, IMAP_CAP_OBJECTID)) {
			buf_puts(items, " EMAILID");
		} else {
			if ((st = learn_guid(cx, imap)) != OK)
				return st;
			if (imap->guid > 0)
				buf_puts(items, " X-GUID");
		}
	}
	if (what & IMAP_FETCH_ENVELOPE)
		buf_puts(items, " ENVELOPE");
	if (what & IMAP_FETCH_STRUCTURE)
		buf_puts(items, " BODYSTRUCTURE");
	if ((what & IMAP_FETCH_PREVIEW) && imap_can(imap, IMAP_CAP_PREVIEW))
		buf_puts(items, " PREVIEW");
	if ((what & IMAP_FETCH_NOTED) && imap_can(imap, IMAP_CAP_PREVIEW))
		buf_puts(items, " PREVIEW (LAZY)");
	if (what & IMAP_FETCH_TEXT)
		buf_printf(items, " BODY.PEEK[1]<0.%d>", IMAP_TEXT_BYTES);
	if (what & (IMAP_FETCH_HEADERS | IMAP_FETCH_ROW))
		buf_printf(items, " BODY.PEEK[HEADER.FIELDS (%s)]<0.%d>", what & IMAP_FETCH_HEADERS ||
		    !names_messages(imap) ? imap_index_fields : ROW_FIELDS, FIELDS_MAX);
	if (what & IMAP_FETCH_HEADER)
		buf_printf(items, " BODY.PEEK[HEADER]<0.%d>", HEADER_MAX);
	return OK;
}

/* A command's answers into *OUT, of the messages in WANTED. */
static enum status
collect(struct ctx *cx, struct imap *imap, struct arena *arena, const struct imap_uids *wanted,
    struct imap_messages *out, size_t *size)
{
	struct imap_response re;
	struct imap_message m;
	enum status st;
	bool done;

	while ((st = imap_next(cx, imap, arena, &re, &done)) == OK && !done) {
		if (!imap_is_fetch(&re))
			continue;
		imap_message_read(arena, &re, &m);
		if (m.uid == 0 || !imap_uids_has(wanted, m.uid))
			continue;
		imap_messages_add(arena, out, size, &m);
		imap_saw(imap, m.uid);
	}
	if (st != OK)
		return st;
	/* Messages that went away meanwhile make some servers say NO. */
	if (re.condition == IMAP_COND_NO && imap_node_is(re.code, "EXPUNGEISSUED"))
		return OK;
	return imap_outcome(cx, imap, &re, "FETCH");
}

/* Digits and dots, then perhaps HEADER, TEXT or MIME: nothing else is a section. */
static bool
is_section(const char *s)
{
	size_t len = strlen(s), digits = strspn(s, "0123456789.");
	const char *word = s + digits;

	if (len > 500 || (digits > 0 && (s[0] == '.' || strstr(s, "..") != NULL)))
		return false;
	if (*word == '\0')
		return digits == 0 || s[digits - 1] != '.';
	if (digits > 0 && s[digits - 1] != '.')
		return false;
	return strcmp(word, "HEADER") == 0 || strcmp(word, "TEXT") == 0 ||
	    (strcmp(word, "MIME") == 0 && digits > 0);
}

/* The next command of those that the set takes. */
static enum status
ask(struct ctx *cx, struct imap *imap, struct imap_fetching *f)
{
	struct imap_uids some;
	struct imap_cmd cmd;

	if (!imap_uids_chunk(f->uids, &f->from, &some))
		return OK;
	imap_cmd_open(&cmd, cx, imap, "UID FETCH ");
	imap_cmd_uids(&cmd, &some);
	imap_cmd_add(&cmd, " (%s)", f->items);
	return imap_send(cx, imap, &cmd);
}

/* The answers to it and to those that are to follow. */
static enum status
take(struct ctx *cx, struct imap *imap, struct arena *arena, struct imap_fetching *f,
    struct imap_messages *out, size_t *size)
{
	enum status st;

	for (size_t asked = 0; asked < f->uids->count;) {
		asked = f->from;
		if ((st = collect(cx, imap, arena, f->uids, out, size)) != OK ||
		    (st = ask(cx, imap, f)) != OK)
			return st;
	}
	imap_messages_settle(out);
	return OK;
}

enum status
imap_fetch_send(struct ctx *cx, struct imap *imap, const struct imap_uids *uids, unsigned what,
    struct imap_fetching *out)
{
	struct buf items = BUF_ON(cx->arena);
	enum status st;

	*out = (struct imap_fetching){ .uids = uids };
	if (imap_uids_total(uids) > IMAP_BATCH)
		return fault(cx, ERR_LIMIT, "more than %d messages at once", IMAP_BATCH);
	if (uids->count == 0)
		return OK;
	if ((st = add_items(cx, imap, what, &items)) != OK)
		return st;
	out->items = buf_str(&items);
	return ask(cx, imap, out);
}

/* Those of a set that were not told. */
static struct imap_uids
untold(struct arena *arena, const struct imap_uids *uids, const struct imap_messages *told)
{
	struct imap_uids out = IMAP_UIDS_ON(arena);
	size_t i = 0;

	for (uint32_t uid = 0; (uid = imap_uids_next(uids, uid)) != 0;) {
		while (i < told->count && told->list[i].uid < uid)
			i++;
		if (i == told->count || told->list[i].uid != uid)
			imap_uids_add(&out, uid);
	}
	return out;
}

enum status
imap_fetch_take(struct ctx *cx, struct imap *imap, struct arena *arena,
    struct imap_fetching *asked, struct imap_messages *out)
{
	struct imap_fetching again = *asked;
	struct imap_uids rest;
	size_t size = 0;
	enum status st;

	*out = (struct imap_messages){ 0 };
	if ((st = take(cx, imap, arena, asked, out, &size)) != OK)
		return st;
	/* Gone, or came after this session looked: then it is there behind a NOOP. */
	rest = untold(cx->arena, asked->uids, out);
	if (rest.count == 0)
		return OK;
	again.uids = &rest;
	again.from = 0;
	if ((st = imap_noop(cx, imap)) != OK ||
	    (st = ask(cx, imap, &again)) != OK)
		return st;
	return take(cx, imap, arena, &again, out, &size);
}

enum status
imap_fetch(struct ctx *cx, struct imap *imap, struct arena *arena,
    const struct imap_uids *uids, unsigned what, struct imap_messages *out)
{
	struct imap_fetching asked;
	enum status st;

	*out = (struct imap_messages){ 0 };
	if ((st = imap_fetch_send(cx, imap, uids, what, &asked)) != OK)
		return st;
	return imap_fetch_take(cx, imap, arena, &asked, out);
}

/* ITEMS of many. */
static enum status
send_items(struct ctx *cx, struct imap *imap, const struct imap_uids *uids, const char *items,
    struct imap_fetching *out)
{
	*out = (struct imap_fetching){ .uids = uids, .items = items };
	if (imap_uids_total(uids) > IMAP_BATCH)
		return fault(cx, ERR_LIMIT, "more than %d messages at once", IMAP_BATCH);
	return ask(cx, imap, out);
}

enum status
imap_fetch_part_send(struct ctx *cx, struct imap *imap, const struct imap_uids *uids,
    const char *section, size_t len, struct imap_fetching *out)
{
	if (!is_section(section))
		return fault(cx, ERR_INVALID, "no section of a message");
	return send_items(cx, imap, uids, arena_printf(cx->arena,
	    "UID BODY.PEEK[%s]<0.%zu>", section, len), out);
}

enum status
imap_fetch_part_take(struct ctx *cx, struct imap *imap, struct arena *arena,
    struct imap_fetching *asked, struct imap_messages *out)
{
	size_t size = 0;

	*out = (struct imap_messages){ 0 };
	return take(cx, imap, arena, asked, out, &size);
}

enum status
imap_fetch_part(struct ctx *cx, struct imap *imap, struct arena *arena,
    const struct imap_uids *uids, const char *section, size_t len, struct imap_messages *out)
{
	struct imap_fetching f;
	enum status st;

	if ((st = imap_fetch_part_send(cx, imap, uids, section, len, &f)) != OK)
		return st;
	return imap_fetch_part_take(cx, imap, arena, &f, out);
}

enum status
imap_fetch_field(struct ctx *cx, struct imap *imap, struct arena *arena,
    const struct imap_uids *uids, const char *name, struct imap_messages *out)
{
	struct imap_fetching f;
	enum status st;
	/* What is odd and still a name stands in the whole header. */
	bool plain = *name != '\0' && strlen(name) < 100 &&
	    strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == strlen(name);

	if ((st = send_items(cx, imap, uids, plain ? arena_printf(arena,
	    "UID BODY.PEEK[HEADER.FIELDS (%s)]<0.%d>", name, FIELDS_MAX) :
	    arena_printf(arena, "UID BODY.PEEK[HEADER]<0.%d>", HEADER_MAX), &f)) != OK)
		return st;
	return imap_fetch_part_take(cx, imap, arena, &f, out);
}

/* The value of BODY[…] in a FETCH of message UID; NULL when there is none. */
static const struct imap_node *
body_node(const struct imap_response *re, uint32_t uid)
{
	const struct imap_node *list = re->nodes->next->next, *found = NULL;
	uint64_t number = 0;

	if (list == NULL || list->kind != IMAP_LIST)
		return NULL;
	for (const struct imap_node *n = list->child; n != NULL && n->next != NULL; n = n->next->next) {
		if (imap_node_is(n, "UID") && !imap_node_number(n->next, UINT32_MAX, &number))
			return NULL;
		if (n->kind == IMAP_ATOM && strncmp(n->data, "BODY[", 5) == 0)
			found = n->next;
	}
	return number == uid ? found : NULL;
}

static enum status
body_fetch(struct ctx *cx, struct imap *imap, struct arena *arena, struct imap_cmd *cmd,
    uint32_t uid, struct imap_node *out)
{
	struct imap_response re;
	enum status st;
	bool done, found = false;

	if ((st = imap_send(cx, imap, cmd)) != OK)
		return st;
	while ((st = imap_next(cx, imap, arena, &re, &done)) == OK && !done) {
		const struct imap_node *n = imap_is_fetch(&re) ? body_node(&re, uid) : NULL;

		if (n != NULL && n->kind != IMAP_LIST) {
			*out = *n;
			found = true;
		}
	}
	if (st != OK || (st = imap_outcome(cx, imap, &re, "FETCH")) != OK)
		return st;
	/* NIL: the message is there and the part is not. */
	if (!found || out->kind == IMAP_NIL)
		return fault(cx, ERR_NOT_FOUND, "no such message or part");
	return OK;
}

static void
close_fd(void *arg)
{
	close(*(int *)arg);
}

/* BODY[SECTION] with FD as the sink for what is large. */
static enum status
body_into(struct ctx *cx, struct imap *imap, uint32_t uid, const char *section,
    size_t max, int fd, struct imap_node *n)
{
	struct imap_reader *r = &imap->reader;
	struct imap_cmd cmd;
	enum status st;

	r->sink = fd;
	r->sink_above = IMAP_BODY_IN_MEMORY;
	r->sink_max = max;
	r->sink_used = 0;
	imap_cmd_open(&cmd, cx, imap, "UID FETCH ");
	imap_cmd_add(&cmd, "%u (UID BODY.PEEK[%s])", uid, section);
	st = body_fetch(cx, imap, cx->arena, &cmd, uid, n);
	r->sink = -1;
	if (st != OK)
		return st;
	if (n->skipped || n->len > max)
		return fault(cx, ERR_TOO_LARGE, "a message of %zu bytes", n->len);
	/* An answer given twice leaves the first copy before it. */
	if (n->sunk && n->at != 0)
		return imap_nonsense(cx, imap, "a message told twice");
	return OK;
}

enum status
imap_body(struct ctx *cx, struct imap *imap, uint32_t uid, const char *section,
    size_t max, struct imap_body *out)
{
	struct imap_node n;
	enum status st;
	int fd, *kept;

	if (!is_section(section) || uid == 0)
		return fault(cx, ERR_INVALID, "no section of a message");
	if ((fd = memfd_create("message", MFD_CLOEXEC)) < 0)
		return fault(cx, ERR_INTERNAL, "no memory file");
	if ((st = body_into(cx, imap, uid, section, max, fd, &n)) != OK || !n.sunk) {
		close(fd);
		if (st == OK)
			*out = (struct imap_body){ .data = n.data, .len = n.len, .fd = -1 };
		return st;
	}
	lseek(fd, 0, SEEK_SET);
	kept = arena_memdup(cx->arena, &fd, sizeof fd);
	ctx_on_end(cx, close_fd, kept);
	*out = (struct imap_body){ .len = n.len, .fd = fd };
	return OK;
}

enum status
imap_body_piece(struct ctx *cx, struct imap *imap, struct arena *arena, uint32_t uid,
    const char *section, size_t offset, size_t len, struct imap_bytes *out)
{
	struct imap_node n;
	struct imap_cmd cmd;
	enum status st;

	if (!is_section(section) || uid == 0 || len == 0 || offset > UINT32_MAX ||
	    len > imap_limits_default.literal)
		return fault(cx, ERR_INVALID, "no section of a message");
	imap_cmd_open(&cmd, cx, imap, "UID FETCH ");
	imap_cmd_add(&cmd, "%u (UID BODY.PEEK[%s]<%zu.%zu>)", uid, section, offset, len);
	if ((st = body_fetch(cx, imap, arena, &cmd, uid, &n)) != OK)
		return st;
	if (n.data == NULL || n.len > len)
		return imap_nonsense(cx, imap, "more than was asked for");
	*out = (struct imap_bytes){ n.data, n.len };
	return OK;
}
