/*
 * The demo domain with alice, bob, carol and the administrator, so that one
 * can look around at once.
 */
#ifndef ADMIN_DEMO_H
#define ADMIN_DEMO_H

#include <stdio.h>

#include "core/ctx.h"

/*
 * Make DOMAIN with its DKIM key and the accounts alice, bob, carol and admin,
 * with random passwords written to CREDENTIALS as lines "ADDRESS PASSWORD".
 * Does nothing when there is a domain already (*MADE is false then, may be
 * NULL).  Commits.
 */
enum status provision_demo(struct ctx *cx, const char *domain, FILE *credentials,
    bool *made) NODISCARD;

/* The mail core, which was not there then, is told of these accounts. */
void demo_news(struct ctx *cx, const char *domain);

#endif
