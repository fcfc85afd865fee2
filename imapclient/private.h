/*
 * What the files of this folder share: the session, commands and how they are
 * run.
 */
#ifndef IMAPCLIENT_PRIVATE_H
#define IMAPCLIENT_PRIVATE_H

#include "core/buf.h"
#include "imapclient/fetch.h"
#include "imapclient/folder.h"
#include "imapclient/pool.h"
#include "imapclient/reader.h"
#include "imapclient/stream.h"
#include "imapclient/uids.h"

#define IMAP_STALL_MS		60000	/* silence of a server that we bear at most */
#define IMAP_CONNECT_MS		15000
#define IMAP_ARENA_MAX		((size_t)512 * 1024 * 1024)
#define IMAP_READ_BUFFER	(16 * 1024)

struct imap {
	/* what it is kept under */
	int64_t		 account;
	char		*host, *user;
	int		 port;
	int		 stall_ms;	/* silence that we bear */

	struct stream	*stream;
	struct imap_reader reader;
	char		*read_buffer;
	bool		 caps[IMAP_CAP_COUNT];
	unsigned	 tag;		/* of the last command */
	bool		 busy;		/* a command runs: its tagged answer is not here yet */
	bool		 broken;	/* never to be used again */
	bool		 bye;		/* the server let go of it, between two commands */
	bool		 mourned;	/* imap_ended() has told of it */

	struct ctx	*holder;	/* who leases it; NULL: idle */
	int64_t		 last_used;	/* clock_steady() */

	char		*prefix;	/* of one's own mailboxes, NULL: none */
	char		*selected;	/* UTF-8 name, NULL: none */
	struct imap_box	 box;		/* as it was told last */
	int		 guid;		/* X-GUID: 0 not tried, 1 yes, -1 no */
};

/* stream.c: does what goes from HERE to THERE stay on this machine? */
struct sockaddr;
bool stream_stays_here(const struct sockaddr *here, const struct sockaddr *there);

/* session.c: connect and sign in; close. */
enum status imap_session_open(struct ctx *cx, const struct imap_login *login, struct imap **out) NODISCARD;
void imap_session_close(struct imap *imap);

/* Still there, as far as can be seen without asking?  And asking. */
bool imap_session_alive(struct imap *imap);
bool imap_session_ask(struct ctx *cx, struct imap *imap);
void imap_session_forget_selected(struct imap *imap);

/* Asks for its capabilities anew: they change with STARTTLS and with signing in. */
enum status imap_learn(struct ctx *cx, struct imap *imap) NODISCARD;

/* etpan.c: greeting, STARTTLS and sign-in (but that of MAIL_BEARER), by libetpan over our stream.
 * What was read beyond it goes to REST (SIZE bytes), its length to *LEN. */
enum status etpan_sign_in(struct ctx *cx, struct stream *s, const struct imap_login *login,
    char *rest, size_t size, size_t *len) NODISCARD;

/* bearer_imap.c: sign in with a token, after the greeting. */
enum status imap_bearer_sign_in(struct ctx *cx, struct imap *imap, const struct imap_login *login) NODISCARD;

/*
 * command.c: a command is text of ours with arguments of others'.  Each argument goes
 * through imap_cmd_string(), the one place where CR, LF and NUL are refused:
 * whoever smuggles them makes the whole command ERR_INVALID.
 */
struct imap_cmd {
	struct arena	*arena;
	struct imap	*imap;
	struct buf	 text;
	struct buf	 waits;		/* size_t each: offsets before which "+" must come */
	const char	*bad;		/* what was wrong with an argument */
};

void imap_cmd_open(struct imap_cmd *cmd, struct ctx *cx, struct imap *imap, const char *text);
void imap_cmd_add(struct imap_cmd *cmd, const char *fmt, ...) PRINTF(2, 3);	/* our own words */
void imap_cmd_string(struct imap_cmd *cmd, const char *s);
void imap_cmd_mailbox(struct imap_cmd *cmd, const char *name);
void imap_cmd_flags(struct imap_cmd *cmd, const char *const *flags, size_t count);
bool imap_is_flag(const char *s);
void imap_cmd_uids(struct imap_cmd *cmd, const struct imap_uids *uids);

/* Send; then imap_next() until *DONE; then imap_outcome() of the last answer. */
enum status imap_send(struct ctx *cx, struct imap *imap, struct imap_cmd *cmd) NODISCARD;
enum status imap_wait_go_ahead(struct ctx *cx, struct imap *imap) NODISCARD;	/* "+" */
enum status imap_next(struct ctx *cx, struct imap *imap, struct arena *arena,
    struct imap_response *re, bool *done) NODISCARD;
enum status imap_outcome(struct ctx *cx, struct imap *imap, const struct imap_response *re,
    const char *what) NODISCARD;
enum status imap_outcome_of_name(struct ctx *cx, struct imap *imap, const struct imap_response *re,
    const char *what) NODISCARD;

/* Send and skip whatever comes before the answer. */
enum status imap_run(struct ctx *cx, struct imap *imap, struct imap_cmd *cmd, const char *what,
    struct arena *arena, struct imap_response *re) NODISCARD;

/* resync.c: brings the session's view of the selected mailbox up to now; what it saw there. */
enum status imap_noop(struct ctx *cx, struct imap *imap) NODISCARD;
void imap_saw(struct imap *imap, uint32_t uid);

/* The connection failed: remember and say why. */
enum status imap_lost(struct ctx *cx, struct imap *imap) NODISCARD;

/* The server's answer makes no sense: the session ends, since nobody knows
 * where it stands. */
enum status imap_nonsense(struct ctx *cx, struct imap *imap, const char *why) NODISCARD;

/* errors.c: a response code and condition to our status. */
enum status imap_error_status(enum imap_condition condition, const struct imap_node *code);

/* message.c: FETCH answers to structs. */
bool imap_is_fetch(const struct imap_response *re);
void imap_message_read(struct arena *arena, const struct imap_response *re, struct imap_message *out);
void imap_messages_add(struct arena *arena, struct imap_messages *set, size_t *size,
    const struct imap_message *m);
void imap_messages_settle(struct imap_messages *set);

/* date.c: "17-Jul-1996 02:44:25 -0700" and seconds since 1970. */
bool imap_date_read(const char *s, int64_t *seconds);
void imap_date_write(int64_t seconds, char out[static 40]);
void imap_day_write(int64_t seconds, char out[static 16]);

/* At most this many ranges in one command: servers bear lines of 8000 bytes. */
#define IMAP_RANGES_PER_COMMAND	350

/* The ranges from *FROM on that fit one command, without copying; advances *FROM. */
bool imap_uids_chunk(const struct imap_uids *set, size_t *from, struct imap_uids *out);

#endif
