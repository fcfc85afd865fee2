#include <string.h>
#include <strings.h>

#include "admin/qhandler_words.h"
#include "core/status.h"

static const struct qhandler_words all[] = {
	{ "en", "ltr", "Mail that was held back", "From", "Subject",
	  "Deliver it", "Delete it", "Delete it, and take nothing more from this sender",
	  "Done.", "This message is no longer held back.", "This link has expired.", "This link is not valid." },
	{ "de", "ltr", "Zurückgehaltene Nachricht", "Von", "Betreff",
	  "Zustellen", "Löschen", "Löschen und von diesem Absender nichts mehr annehmen",
	  "Erledigt.", "Diese Nachricht wird nicht mehr zurückgehalten.", "Dieser Link ist abgelaufen.", "Dieser Link ist ungültig." },
	{ "es", "ltr", "Mensaje retenido", "De", "Asunto",
	  "Entregar", "Eliminar", "Eliminar y no aceptar nada más de este remitente",
	  "Hecho.", "Este mensaje ya no está retenido.", "Este enlace ha caducado.", "Este enlace no es válido." },
	{ "fr", "ltr", "Message retenu", "De", "Objet",
	  "Distribuer", "Supprimer", "Supprimer et ne plus rien accepter de cet expéditeur",
	  "C'est fait.", "Ce message n'est plus retenu.", "Ce lien a expiré.", "Ce lien n'est pas valable." },
	{ "nb", "ltr", "Melding som ble holdt tilbake", "Fra", "Emne",
	  "Lever", "Slett", "Slett, og ta ikke imot mer fra denne avsenderen",
	  "Ferdig.", "Denne meldingen holdes ikke lenger tilbake.", "Denne lenken er utløpt.", "Denne lenken er ugyldig." },
	{ "ar", "rtl", "رسالة محتجزة", "من", "الموضوع",
	  "تسليم", "حذف", "حذف وعدم قبول أي شيء آخر من هذا المرسل",
	  "تم.", "لم تعد هذه الرسالة محتجزة.", "انتهت صلاحية هذا الرابط.", "هذا الرابط غير صالح." },
};

const struct qhandler_words *
qhandler_words(const char *language)
{
	size_t len = strcspn(language, "-");

	for (size_t i = 0; i < COUNT(all); i++)
		if (strlen(all[i].language) == len && strncasecmp(all[i].language, language, len) == 0)
			return &all[i];
	return &all[0];
}
