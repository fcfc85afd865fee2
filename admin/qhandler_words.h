/*
 * What the pages behind a digest's links say, in the languages of the webmail.
 */
#ifndef ADMIN_QHANDLER_WORDS_H
#define ADMIN_QHANDLER_WORDS_H

struct qhandler_words {
	const char	*language, *direction;
	const char	*title, *from, *subject;
	const char	*release, *delete, *deny;	/* on the button */
	const char	*done, *gone, *expired, *wrong;
};

/* Those of LANGUAGE ("de", "de-AT"), else the English ones. */
const struct qhandler_words *qhandler_words(const char *language);

#endif
