#include "storage/smime.h"
#include "webmail/smime_card.h"
#include "webmail/smime_certificate.h"
#include "webmail/smime_harvest.h"

enum status
smime_harvest(struct ctx *cx, const struct mime_signed *found)
{
	struct smime_certificate_row row;
	enum status st;

	if (found->now != SIGNED_VERIFIED || found->certificate == NULL || cx->who.account == 0)
		return OK;
	row = (struct smime_certificate_row){
		.email = found->signer, .gcm = found->gcm,
		.fingerprint = smime_fingerprint(cx->arena, found->certificate),
	};
	row.certificate = smime_certificate_der(cx->arena, found->certificate, &row.certificate_len);
	if ((st = db_smime_certificate_put(cx, cx->who.account, &row)) != OK)
		return st;
	return cx->who.read_only ? OK :
	    smime_card_keep(cx, cx->who.account, found->signer, found->certificate);
}
