/*
 * What `hayloft setup` asks about a new server, what it finds out about the
 * machine, and the configuration file that it writes.
 */
#ifndef ADMIN_SITE_H
#define ADMIN_SITE_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/conf.h"
#include "core/ctx.h"

struct site {
	const char	*host;		/* mail.example.org */
	const char	*admin;		/* the administrator's address */
	const char	*timezone;	/* Europe/Berlin */
	const char	*bind;		/* as in hayloft.conf */
	const char	*port_base;
	const char	*certificate;	/* PEM files; "" for our own authority */
	const char	*key;
	const char	*clamav, *unbound, *attachments;	/* on, off */
	const char	*ui;		/* likewise, of the browser side that was installed with the program */
	const char	*state;		/* written down when it is not where the file is; NULL */
};

/*
 * Is an answer one, and as we write it?  ERR_INVALID with words for who typed it.
 * TEXT is what came, OUT on the arena; the site as far as it is known.
 */
typedef enum status site_check(struct ctx *cx, const struct site *site, const char *text,
    const char **out);

site_check site_host, site_admin, site_timezone, site_bind, site_port_base, site_certificate,
    site_key, site_switch;

/* What this machine suggests; "" for nothing, NULL for no browser side beside the program. */
const char *site_this_ui(struct arena *arena);
const char *site_this_host(struct arena *arena);
const char *site_this_timezone(struct arena *arena);

/* What would keep it from working, and what is worth knowing. */
struct site_findings {
	struct arena	*arena;
	struct site_notes {
		const char	*text[32];
		size_t		 count;
	} problems, advice;
};

/*
 * Look at the machine: does the name lead here, are the ports free, is there
 * memory and room below STATE, are the programs there.  RUNS: a Hayloft of that
 * folder has the ports, so nobody is asked about them.
 */
void site_look(struct ctx *cx, const struct site *site, const char *state, bool runs,
    struct site_findings *out);

/*
 * The text of the file, with all other keys as comments.  Settings of BEFORE (a
 * file's text, NULL: none) that are not asked for are carried over.
 * ERR_INTERNAL when it would not be read as it was meant.
 */
enum status site_write(struct ctx *cx, const struct site *site, const char *before,
    struct buf *out) NODISCARD;

#endif
