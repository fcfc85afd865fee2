/*
 * A mailbox for somebody whom a provider or directory elsewhere knows, made of the template that
 * its settings choose (storage/identity_provider.h), as an administrator would make it.
 */
#ifndef ADMIN_IMPORT_PERSON_H
#define ADMIN_IMPORT_PERSON_H

#include "core/ctx.h"
#include "core/json.h"

/*
 * CLAIMS are what is known of the person: "name", and a text or list under the name that
 * attribute_field of SETTINGS says.  ERR_NOT_FOUND: no template is meant for him; else as adding a mailbox.
 */
enum status import_person(struct ctx *cx, const json_t *settings, const json_t *claims,
    const char *address) NODISCARD;

/* Where the template's name is told: attribute_field, or mailcow's own name for it. */
const char *import_claim(const json_t *settings);

#endif
