#include <string.h>
#include <strings.h>

#include "webmail/imip_language.h"

static const struct imip_language all[] = {
	{
		"en", "ltr", {
			{ "Invitation: {0}", "{0} invites you." },
			{ "Changed: {0}", "{0} has changed this." },
			{ "Cancelled: {0}", "{0} has cancelled this, or you are no longer invited." },
			{ "Accepted: {0}", "{0} has accepted this invitation." },
			{ "Declined: {0}", "{0} has declined this invitation." },
			{ "Tentatively accepted: {0}", "{0} has tentatively accepted this invitation." },
			{ "Passed on: {0}", "{0} has passed this invitation on to somebody else." },
			{ "Answered: {0}", "{0} has answered this invitation." },
			{ "Reminder: {0}", "A reminder for {0}." },
		},
		"(no title)", "What", "When", "Repeats", "Where", "Invited", "About",
		"before: {0}", "and {0} more",
		{ "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
		{ "January", "February", "March", "April", "May", "June", "July", "August",
		    "September", "October", "November", "December" },
		"{0}, {1} {2} {3}",
		{ "every year", "every month", "every week", "every day", "every hour",
		    "every minute", "every second" },
		{ "every {0} years", "every {0} months", "every {0} weeks", "every {0} days",
		    "every {0} hours", "every {0} minutes", "every {0} seconds" },
		" on ", { "{0}", "the first {0}", "the second {0}", "the third {0}",
		    "the fourth {0}", "the fifth {0}" }, "the last {0}", " and ",
		", {0} times", ", until {0}", "again and again",
	}, {
		"de", "ltr", {
			{ "Einladung: {0}", "{0} lädt Sie ein." },
			{ "Geändert: {0}", "{0} hat dies geändert." },
			{ "Abgesagt: {0}", "{0} hat dies abgesagt, oder Sie sind nicht mehr eingeladen." },
			{ "Zugesagt: {0}", "{0} hat zugesagt." },
			{ "Abgelehnt: {0}", "{0} hat abgelehnt." },
			{ "Unter Vorbehalt: {0}", "{0} hat unter Vorbehalt zugesagt." },
			{ "Weitergegeben: {0}", "{0} hat die Einladung an jemand anderen weitergegeben." },
			{ "Beantwortet: {0}", "{0} hat auf die Einladung geantwortet." },
			{ "Erinnerung: {0}", "Eine Erinnerung für {0}." },
		},
		"(ohne Titel)", "Was", "Wann", "Wiederholung", "Wo", "Eingeladen", "Worum es geht",
		"vorher: {0}", "und {0} weitere",
		{ "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag" },
		{ "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
		    "September", "Oktober", "November", "Dezember" },
		"{0}, {1}. {2} {3}",
		{ "jedes Jahr", "jeden Monat", "jede Woche", "jeden Tag", "jede Stunde",
		    "jede Minute", "jede Sekunde" },
		{ "alle {0} Jahre", "alle {0} Monate", "alle {0} Wochen", "alle {0} Tage",
		    "alle {0} Stunden", "alle {0} Minuten", "alle {0} Sekunden" },
		" am ", { "{0}", "ersten {0}", "zweiten {0}", "dritten {0}", "vierten {0}",
		    "fünften {0}" }, "letzten {0}", " und ",
		", {0}-mal", ", bis {0}", "immer wieder",
	}, {
		"es", "ltr", {
			{ "Invitación: {0}", "{0} le invita." },
			{ "Modificado: {0}", "{0} ha modificado esto." },
			{ "Cancelado: {0}", "{0} lo ha cancelado, o usted ya no está en la lista de invitados." },
			{ "Aceptado: {0}", "{0} ha aceptado la invitación." },
			{ "Rechazado: {0}", "{0} ha rechazado la invitación." },
			{ "Provisional: {0}", "{0} ha aceptado la invitación provisionalmente." },
			{ "Delegado: {0}", "{0} ha pasado la invitación a otra persona." },
			{ "Respondido: {0}", "{0} ha respondido a la invitación." },
			{ "Recordatorio: {0}", "Un recordatorio para {0}." },
		},
		"(sin título)", "Qué", "Cuándo", "Se repite", "Dónde", "Invitados", "Descripción",
		"antes: {0}", "y {0} más",
		{ "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo" },
		{ "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
		    "septiembre", "octubre", "noviembre", "diciembre" },
		"{0}, {1} de {2} de {3}",
		{ "cada año", "cada mes", "cada semana", "cada día", "cada hora", "cada minuto",
		    "cada segundo" },
		{ "cada {0} años", "cada {0} meses", "cada {0} semanas", "cada {0} días",
		    "cada {0} horas", "cada {0} minutos", "cada {0} segundos" },
		" el ", { "{0}", "primer {0}", "segundo {0}", "tercer {0}", "cuarto {0}",
		    "quinto {0}" }, "último {0}", " y ",
		", {0} veces", ", hasta el {0}", "una y otra vez",
	}, {
		"fr", "ltr", {
			{ "Invitation : {0}", "{0} vous invite." },
			{ "Modifié : {0}", "{0} a apporté une modification." },
			{ "Annulé : {0}", "{0} a annulé, ou vous n’êtes plus invité." },
			{ "Accepté : {0}", "{0} a accepté l’invitation." },
			{ "Refusé : {0}", "{0} a refusé l’invitation." },
			{ "Provisoire : {0}", "{0} a accepté l’invitation sous réserve." },
			{ "Transmis : {0}", "{0} a transmis l’invitation à quelqu’un d’autre." },
			{ "Répondu : {0}", "{0} a répondu à l’invitation." },
			{ "Rappel : {0}", "Un rappel pour {0}." },
		},
		"(sans titre)", "Quoi", "Quand", "Répétition", "Où", "Invités", "Description",
		"avant : {0}", "et {0} autres",
		{ "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" },
		{ "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
		    "septembre", "octobre", "novembre", "décembre" },
		"{0} {1} {2} {3}",
		{ "chaque année", "chaque mois", "chaque semaine", "chaque jour", "chaque heure",
		    "chaque minute", "chaque seconde" },
		{ "tous les {0} ans", "tous les {0} mois", "toutes les {0} semaines",
		    "tous les {0} jours", "toutes les {0} heures", "toutes les {0} minutes",
		    "toutes les {0} secondes" },
		" le ", { "{0}", "premier {0}", "deuxième {0}", "troisième {0}", "quatrième {0}",
		    "cinquième {0}" }, "dernier {0}", " et ",
		", {0} fois", ", jusqu’au {0}", "encore et encore",
	}, {
		"nb", "ltr", {
			{ "Invitasjon: {0}", "{0} inviterer deg." },
			{ "Endret: {0}", "{0} har endret dette." },
			{ "Avlyst: {0}", "{0} har avlyst dette, eller du er ikke lenger invitert." },
			{ "Godtatt: {0}", "{0} har godtatt invitasjonen." },
			{ "Avslått: {0}", "{0} har avslått invitasjonen." },
			{ "Foreløpig: {0}", "{0} har foreløpig godtatt invitasjonen." },
			{ "Gitt videre: {0}", "{0} har gitt invitasjonen videre til noen andre." },
			{ "Besvart: {0}", "{0} har svart på invitasjonen." },
			{ "Påminnelse: {0}", "En påminnelse til {0}." },
		},
		"(uten tittel)", "Hva", "Når", "Gjentas", "Hvor", "Invitert", "Om",
		"før: {0}", "og {0} til",
		{ "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag" },
		{ "januar", "februar", "mars", "april", "mai", "juni", "juli", "august",
		    "september", "oktober", "november", "desember" },
		"{0} {1}. {2} {3}",
		{ "hvert år", "hver måned", "hver uke", "hver dag", "hver time", "hvert minutt",
		    "hvert sekund" },
		{ "hvert {0}. år", "hver {0}. måned", "hver {0}. uke", "hver {0}. dag",
		    "hver {0}. time", "hvert {0}. minutt", "hvert {0}. sekund" },
		" på ", { "{0}", "første {0}", "andre {0}", "tredje {0}", "fjerde {0}",
		    "femte {0}" }, "siste {0}", " og ",
		", {0} ganger", ", til {0}", "om og om igjen",
	}, {
		"ar", "rtl", {
			{ "دعوة: {0}", "يدعوك {0}." },
			{ "تغيير: {0}", "أجرى {0} تغييرًا." },
			{ "إلغاء: {0}", "ألغى {0} هذا الموعد، أو لم تعد مدعوًا إليه." },
			{ "قبول: {0}", "قبل {0} الدعوة." },
			{ "اعتذار: {0}", "اعتذر {0} عن الدعوة." },
			{ "قبول مبدئي: {0}", "قبل {0} الدعوة مبدئيًا." },
			{ "إحالة: {0}", "أحال {0} الدعوة إلى شخص آخر." },
			{ "رد: {0}", "رد {0} على الدعوة." },
			{ "تذكير: {0}", "تذكير إلى {0}." },
		},
		"(بلا عنوان)", "ماذا", "متى", "التكرار", "أين", "المدعوون", "الوصف",
		"قبل ذلك: {0}", "و{0} آخرون",
		{ "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد" },
		{ "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس",
		    "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر" },
		"{0}، {1} {2} {3}",
		{ "كل سنة", "كل شهر", "كل أسبوع", "كل يوم", "كل ساعة", "كل دقيقة", "كل ثانية" },
		{ "كل {0} سنوات", "كل {0} أشهر", "كل {0} أسابيع", "كل {0} أيام", "كل {0} ساعات",
		    "كل {0} دقائق", "كل {0} ثوان" },
		" يوم ", { "{0}", "{0} الأول", "{0} الثاني", "{0} الثالث", "{0} الرابع",
		    "{0} الخامس" }, "{0} الأخير", " و",
		"، {0} مرات", "، حتى {0}", "مرارًا",
	},
};

const struct imip_language *
imip_language(const char *code)
{
	size_t len = strcspn(code, "-");

	for (size_t i = 0; i < COUNT(all); i++)
		if (strlen(all[i].code) == len && strncasecmp(all[i].code, code, len) == 0)
			return &all[i];
	return NULL;
}

void
imip_fill(struct buf *out, const char *pattern, const char *const *args)
{
	for (const char *p = pattern; *p != '\0'; p++)
		if (p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}') {
			buf_puts(out, args[p[1] - '0']);
			p += 2;
		} else {
			buf_putc(out, *p);
		}
}
