# Before everybody's own rules: what Rspamd marked goes to Junk.
require ["fileinto", "mailbox"];
if header :contains "X-Spam" "Yes" {
	fileinto :create "Junk";
	stop;
}
