# Before everybody's own rules: what Rspamd marked goes to Junk, and invitations
# are shown to Hayloft as well.  They are delivered whatever becomes of that.
require ["fileinto", "mailbox", "copy", "mime", "variables", "environment", "envelope",
	"subaddress", "imap4flags", "editheader", "vnd.dovecot.environment", "vnd.dovecot.pipe", "special-use"];
# What somebody sent as a shared mailbox (mail.bcc); from outside nothing has this detail.
if envelope :detail :is "to" "hayloft-sent" {
	fileinto :create :specialuse "\\Sent" :flags "\\Seen" "Sent";
	stop;
}
if header :contains "X-Spam" "Yes" {
	fileinto :create :specialuse "\\Junk" "Junk";
	stop;
}
{{#service_rspamd}}
if allof (size :under 10M,
	header :mime :anychild :contenttype :is "Content-Type" ["text/calendar", "application/ics"]) {
	pipe :copy :try "imip" ["${env.vnd.dovecot.username}"];
}
{{/service_rspamd}}
# name+detail@, for those who want to see it in subjects (the others: after.sieve).
if allof (environment :is "vnd.dovecot.config.detail" "subject",
	envelope :detail :matches "to" "?*") {
	set "detail" "${0}";
	if header :matches "Subject" "*" {
		set "subject" "${1}";
		deleteheader "Subject";
	}
	addheader "Subject" "[${detail}] ${subject}";
}
