SELECT mail.quota_warning(:'to', :'percent', :'host');
