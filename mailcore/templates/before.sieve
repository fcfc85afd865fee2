# Before everybody's own rules: what Rspamd marked goes to Junk, and invitations
# are shown to Hayloft as well.  They are delivered whatever becomes of that.
require ["fileinto", "mailbox", "copy", "mime", "variables", "environment",
	"vnd.dovecot.environment", "vnd.dovecot.pipe"];
if header :contains "X-Spam" "Yes" {
	fileinto :create "Junk";
	stop;
}
{{#service_rspamd}}
if allof (size :under 10M,
	header :mime :anychild :contenttype :is "Content-Type" ["text/calendar", "application/ics"]) {
	pipe :copy :try "imip" ["${env.vnd.dovecot.username}"];
}
{{/service_rspamd}}
