SELECT mail.may_post(:'recipient', :'sender', :'login');
