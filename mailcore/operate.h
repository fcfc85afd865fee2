/*
 * The rows of the operator's table (operator.c); each writes its answer to OUT.
 */
#ifndef MAILCORE_OPERATE_H
#define MAILCORE_OPERATE_H

#include "core/buf.h"
#include "core/ctx.h"

#define OPERATE_WORDS	128

/* One question; words end with NULL and hold no control characters. */
struct operate {
	struct ctx	*cx;		/* for this question */
	const char	*root;		/* the state folder */
	char		*words[OPERATE_WORDS + 1];	/* without the first, which is the row's name */
	size_t		 count;
	struct buf	 out;
};

/*
 * Postfix (operate_queue.c).
 *	queue-list			"retry ID SECONDS" lines, then `postqueue -j`
 *	queue-count			"NAME COUNT" lines
 *	queue-show ID			`postcat`, bounded
 *	queue-do ACTION ID…		hold, release, requeue, delete, deliver
 *	queue-do-all ACTION		the same (but deliver) with all there are
 *	queue-flush
 */
enum status operate_queue_list(struct operate *o) NODISCARD;
enum status operate_queue_count(struct operate *o) NODISCARD;
enum status operate_queue_show(struct operate *o) NODISCARD;
enum status operate_queue_do(struct operate *o) NODISCARD;
enum status operate_queue_do_all(struct operate *o) NODISCARD;
enum status operate_queue_flush(struct operate *o) NODISCARD;

/*
 * Logs (operate_log.c).  A place in a log is "INODE:OFFSET".
 *	log-before NAME PLACE COUNT WORD	the lines before PLACE ("-": the end), newest last
 *	log-after NAME PLACE COUNT WORD		those that came since
 * Answers "PLACE\n" (where to go on) and lines "PLACE\tLINE".  WORD "" is in every line.
 */
enum status operate_log_before(struct operate *o) NODISCARD;
enum status operate_log_after(struct operate *o) NODISCARD;

/*
 * The machine and the services (operate_machine.c).
 *	status		what the master says of processes and services, JSON
 *	memory		"PID PARENT RSS PSS NAME" lines, KiB; PSS 0 with the word "quick"
 *	machine		"KEY VALUE" lines: disk, load, uptime
 *	rspamd PATH	what Rspamd's controller answers: /history, /stat
 *	sessions-end LOGIN PID:TIME…	sessions of IMAP, POP3 and ManageSieve that LOGIN has open, and these
 *				processes of Postfix, which he signed in to at TIME; none is no error
 */
enum status operate_status(struct operate *o) NODISCARD;
enum status operate_memory(struct operate *o) NODISCARD;
enum status operate_machine(struct operate *o) NODISCARD;
enum status operate_rspamd(struct operate *o) NODISCARD;
enum status operate_sessions_end(struct operate *o) NODISCARD;

/*
 * Somebody's mail folder (operate_sieve.c).
 *	sieve-active FOLDER	the active script of "3f/123456"
 */
enum status operate_sieve_active(struct operate *o) NODISCARD;

/*
 * A new account's mail (operate_inbox.c).
 *	inbox LOGIN		its INBOX is there; ERR_BUSY while Dovecot is away
 */
enum status operate_inbox(struct operate *o) NODISCARD;

/*
 * A mailbox that several people share (operate_shared.c).
 *	shared-open FOLDER ID	those whom Dovecot has in the groups hl-ID-rw and hl-ID-ro may use it
 */
enum status operate_shared_open(struct operate *o) NODISCARD;

/*
 * Apple's profile (operate_profile.c).
 *	profile-sign BASE64		it with a signature around it (CMS, DER), by the server's certificate
 */
enum status operate_profile_sign(struct operate *o) NODISCARD;

/*
 * The packet filter (operate_bans.c), for those who are kept out.
 *	bans-clear			begin a list
 *	bans-add allow|ban NETWORK…	more of it
 *	bans-apply			it takes the place of the one before
 */
enum status operate_bans_clear(struct operate *o) NODISCARD;
enum status operate_bans_add(struct operate *o) NODISCARD;
enum status operate_bans_apply(struct operate *o) NODISCARD;
void operate_bans_end(struct ctx *cx);

#endif
