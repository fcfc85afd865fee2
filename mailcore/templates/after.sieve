# Behind everybody's own rules: mail to name+detail@ goes into a folder of that
# name, for those who want it.
require ["fileinto", "mailbox", "variables", "environment", "envelope", "subaddress",
	"vnd.dovecot.environment"];
if allof (environment :is "vnd.dovecot.config.detail" "subfolder",
	not envelope :detail :contains "to" ["/", "*", "%", "~", "\\"],
	envelope :detail :matches "to" "?*") {
	fileinto :create "INBOX/${0}";
	stop;
}
