/*
 * What invitations and reminders by mail say, in the languages of the webmail.  Patterns hold
 * {0}, {1} … where something of the meeting comes.
 */
#ifndef WEBMAIL_IMIP_LANGUAGE_H
#define WEBMAIL_IMIP_LANGUAGE_H

#include "core/buf.h"

enum imip_matter {
	IMIP_INVITED, IMIP_CHANGED, IMIP_CANCELLED,
	IMIP_ACCEPTED, IMIP_DECLINED, IMIP_TENTATIVE, IMIP_DELEGATED, IMIP_ANSWERED,
	IMIP_REMINDER,
	IMIP_MATTERS
};

struct imip_language {
	const char	*code, *direction;	/* "de"; "ltr", "rtl" */
	struct {
		const char	*subject;	/* {0}: the title */
		const char	*head;		/* {0}: who */
	} matters[IMIP_MATTERS];
	const char	*no_title;
	const char	*what, *when, *repeats, *where, *invited, *about;	/* labels */
	const char	*before;		/* {0}: the old value */
	const char	*more;			/* {0}: how many */
	const char	*days[7];		/* from Monday */
	const char	*months[12];
	const char	*date;			/* {0} day of the week, {1} day, {2} month, {3} year */
	const char	*every[7];		/* year, month, week, day, hour, minute, second */
	const char	*every_so_many[7];	/* {0}: how many */
	const char	*on;			/* before the first day */
	const char	*nth[6];		/* {0}: the day; [0] each */
	const char	*last;
	const char	*and;			/* before the last day */
	const char	*times, *until;		/* {0} */
	const char	*again;			/* a rule for which there are no words */
};

/* By its code, what follows a "-" aside; NULL when it is none of ours. */
const struct imip_language *imip_language(const char *code);

/* PATTERN with ARGS in their places. */
void imip_fill(struct buf *out, const char *pattern, const char *const *args);

#endif
