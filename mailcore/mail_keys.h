/*
 * The keys that stored mail is encrypted with (Dovecot's mail_crypt): elliptic
 * curve pairs conf/mail-keys/1.key, 2.key, ….  The highest number encrypts what
 * comes, all of them open what is there, so a key stays as long as mail
 * that was encrypted with it.
 */
#ifndef MAILCORE_MAIL_KEYS_H
#define MAILCORE_MAIL_KEYS_H

#include "core/ctx.h"

#define MAIL_KEYS_MAX	9

/*
 * How many there are below ROOT; 0 while mail was never encrypted.  MAKE: there
 * is to be one.  The public half of the newest is beside it as N.pub.
 */
enum status mail_keys_count(struct ctx *cx, const char *root, bool make, int *count) NODISCARD;

#endif
