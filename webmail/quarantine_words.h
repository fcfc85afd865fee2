/*
 * What a digest of the quarantine says, in the languages of the webmail.
 */
#ifndef WEBMAIL_QUARANTINE_WORDS_H
#define WEBMAIL_QUARANTINE_WORDS_H

struct quarantine_words {
	const char	*language;	/* "de" */
	const char	*direction;	/* "ltr", "rtl" */
	const char	*subject;	/* before ": 3" */
	const char	*intro, *intro_end;	/* around the number of days */
	const char	*from, *to, *score, *virus;
	const char	*release, *delete, *deny;
	const char	*more;		/* before ": 3" */
	const char	*note;
};

/* Those of LANGUAGE ("de", "de-AT"), else the English ones. */
const struct quarantine_words *quarantine_words(const char *language);

#endif
