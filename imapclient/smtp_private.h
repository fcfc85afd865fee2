/*
 * What the files of submission share: one connection.
 */
#ifndef IMAPCLIENT_SMTP_PRIVATE_H
#define IMAPCLIENT_SMTP_PRIVATE_H

#include "imapclient/smtp.h"

#define ANSWER_MS	60000

enum {
	CAN_STARTTLS = 1, CAN_PIPELINE = 2, CAN_8BITMIME = 4, CAN_UTF8 = 8, CAN_DSN = 16,
	CAN_XOAUTH2 = 32, CAN_PLAIN = 64, CAN_SIZE = 128, CAN_LOGIN = 256,
	CAN_OAUTHBEARER = 512,
};

struct smtp {
	struct ctx	*cx;
	const char	*host;
	struct stream	*stream;
	unsigned	 can;
	int64_t		 size_limit;
	char		 in[4096];
	size_t		 pos, end;
};

enum status smtp_put(struct smtp *s, const void *p, size_t len) NODISCARD;

/* An answer of all its lines, waiting for at most WAIT milliseconds. */
enum status smtp_get_reply(struct smtp *s, struct smtp_reply *re, int wait) NODISCARD;

/* What an answer to EHLO offers, into S->can. */
void smtp_learn(struct smtp *s, const char *text);

/* May it stand between angle brackets? */
bool smtp_is_address(const char *s);

/* smtp_auth.c: as LOGIN says, nothing where it names nobody. */
enum status smtp_sign_in(struct smtp *s, const struct smtp_login *login) NODISCARD;

#endif
