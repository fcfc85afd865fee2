-- Mail of our own people is signed or it waits.  Rspamd lets mail pass unsigned
-- when it cannot read a key at that moment (Redis restarts); we ask the sender
-- to try again instead.  A domain without a key at all is left alone.
local lua_redis = require "lua_redis"
local params

local function again(task)
  task:set_pre_result('soft reject', 'Not ready to sign this mail, try again', 'hayloft')
end

rspamd_config:register_symbol({
  name = 'HAYLOFT_UNSIGNED',
  type = 'postfilter',
  callback = function(task)
    local from = task:get_from('mime')
    if not params or not task:get_user() or not from or not from[1] or
        task:has_symbol('DKIM_SIGNED') then
      return
    end
    local domain = from[1].domain:lower()
    local function answered(err, known)
      if err or tonumber(known) ~= 0 then
        again(task)
      end
    end
    if not lua_redis.redis_make_request(task, params, domain, false, answered,
        'HEXISTS', {'DKIM_SELECTORS', domain}) then
      again(task)
    end
  end,
})

rspamd_config:add_post_init(function()
  params = lua_redis.parse_redis_server('dkim_signing')
end)

-- Who sent a mail, as far as we can vouch for it: in X-Hayloft-Sender, which
-- nobody else can write.  Invitations are only believed with it (webmail/imip_mail.c).
local lua_mime = require "lua_mime"

local function vouched_for(task)
  local user = task:get_user()
  if user then
    return 'login ' .. tostring(user):lower()
  end
  local from = task:get_from('mime')
  if not from or #from ~= 1 or not from[1].domain then
    return nil
  end
  local domain = from[1].domain:lower()
  if task:has_symbol('DMARC_POLICY_ALLOW') then
    return 'domain ' .. domain
  end
  -- A domain without a policy: exactly its own name must be proven.
  if not task:has_symbol('DMARC_NA') then
    return nil
  end
  local envelope = task:get_from('smtp')
  if task:has_symbol('R_SPF_ALLOW') and envelope and envelope[1] and
      envelope[1].domain and envelope[1].domain:lower() == domain then
    return 'domain ' .. domain
  end
  for _, signature in ipairs(task:get_dkim_results() or {}) do
    if signature.result == 'allow' and signature.domain and signature.domain:lower() == domain then
      return 'domain ' .. domain
    end
  end
  return nil
end

rspamd_config:register_symbol({
  name = 'HAYLOFT_SENDER',
  type = 'idempotent',
  callback = function(task)
    local who = vouched_for(task)
    lua_mime.modify_headers(task, {
      remove = {['X-Hayloft-Sender'] = 0},
      add = {['X-Hayloft-Sender'] = {order = 1, value = who or 'unknown'}},
    })
  end,
})

-- What people want of their mail: hashes that Hayloft fills (mailcore/policy.c).

local ucl = require "ucl"
local rspamd_ip = require "rspamd_ip"
local default_low, default_high = {{spam_low}}, {{spam_high}}

local function parsed(text)
  local parser = ucl.parser()
  if type(text) == 'string' and parser:parse_string(text) then
    return parser:get_object()
  end
  return {}
end

-- "alice@example.org", "*@example.org": stars and question marks as in file names.
local function matches(pattern, sender)
  local p = pattern:gsub('[%^%$%(%)%%%.%[%]%+%-]', '%%%0'):gsub('%*', '.*'):gsub('%?', '.')
  return sender:match('^' .. p .. '$') ~= nil
end

local function any(patterns, senders)
  for _, pattern in ipairs(patterns or {}) do
    for _, sender in ipairs(senders) do
      if matches(pattern, sender) then
        return true
      end
    end
  end
  return false
end

-- The domain's word goes before the person's.
local function verdict(domain, person, senders)
  if any(domain.deny, senders) then return 'deny' end
  if any(domain.allow, senders) then return 'allow' end
  if any(person.deny, senders) then return 'deny' end
  if any(person.allow, senders) then return 'allow' end
  return 'none'
end

local function senders_of(task)
  local senders = {}
  for _, kind in ipairs({'smtp', 'mime'}) do
    local from = task:get_from(kind)
    if from and from[1] and from[1].addr and from[1].addr ~= '' then
      table.insert(senders, from[1].addr:lower())
    end
  end
  return senders
end

-- One mail has one answer for all of its recipients: it is refused when nobody
-- wants it, let in when everybody does; of several scores the mildest counts.
local function decide(task, answers, count, forwarded)
  local senders, verdicts = senders_of(task), {}
  local low, high
  for i = 1, count do
    local person, domain = parsed(answers[2 * i - 1]), parsed(answers[2 * i])
    verdicts[verdict(domain, person, senders)] = true
    low = math.max(low or 0, person.low or default_low)
    high = math.max(high or 0, person.high or default_high)
  end
  if verdicts.deny and not verdicts.allow and not verdicts.none then
    task:set_pre_result('reject', 'This sender is not wanted here', 'hayloft')
    return
  elseif verdicts.allow and not verdicts.deny and not verdicts.none then
    task:set_pre_result('no action', 'Always wanted', 'hayloft')
    return
  end
  local score, action = task:get_metric_score('default')[1], task:get_metric_action('default')
  local wanted = score >= high and 'reject' or score >= low and 'add header' or 'no action'
  local waits = action == 'greylist' or action == 'soft reject'
  if forwarded then
    -- What such a host passes on is not asked to come again, nor refused: it
    -- would bounce to somebody who never wrote it.
    wanted = forwarded == 'keep' and wanted == 'reject' and 'add header' or wanted
    waits = false
  end
  if wanted ~= action and not (waits and wanted == 'no action') then
    task:set_pre_result(wanted, 'By the score that the recipient chose', 'hayloft')
  end
end

-- Does somebody of them want to hear of what goes to Junk?  (local.d/metadata_exporter.conf)
local function note_junk(task, answers, count)
  for i = 1, count do
    if parsed(answers[2 * i - 1]).junk then
      task:cache_set('hayloft_junk', true)
    end
  end
end

-- Hosts that forward mail to us: a flat list of "address/bits" and what they are.
local function how_forwarded(task, hosts)
  local ip = task:get_ip()
  if type(hosts) ~= 'table' or not ip or not ip:is_valid() then
    return nil
  end
  for i = 1, #hosts - 1, 2 do
    local net, bits = tostring(hosts[i]):match('^(.*)/(%d+)$')
    net = net and rspamd_ip.from_string(net)
    if net and net:is_valid() and net:get_version() == ip:get_version() and
        tostring(ip:apply_mask(tonumber(bits))) == tostring(net:apply_mask(tonumber(bits))) then
      return hosts[i + 1]
    end
  end
  return nil
end

rspamd_config:register_symbol({
  name = 'HAYLOFT_POLICY',
  type = 'postfilter',
  callback = function(task)
    local rcpts = task:get_recipients('smtp')
    if not params or task:get_user() or not rcpts or #rcpts == 0 then
      return
    end
    local args = {'HAYLOFT_POLICY'}
    for _, rcpt in ipairs(rcpts) do
      table.insert(args, rcpt.addr:lower())
      table.insert(args, '@' .. rcpt.domain:lower())
    end
    local forwarded
    local function answered(err, answers)
      if type(answers) == 'table' then
        note_junk(task, answers, #rcpts)
      end
      if task:has_pre_result() then
        return	-- somebody else decided: a virus, what the sender's domain asks for
      elseif err then
        task:set_pre_result('soft reject', 'Not ready to judge this mail, try again', 'hayloft')
      elseif type(answers) == 'table' then
        decide(task, answers, #rcpts, forwarded)
      end
    end
    local function known(err, hosts)
      forwarded = not err and how_forwarded(task, hosts) or nil
      lua_redis.redis_make_request(task, params, args[2], false, answered, 'HMGET', args)
    end
    lua_redis.redis_make_request(task, params, args[2], false, known, 'HGETALL', {'HAYLOFT_FORWARD'})
  end,
})

-- Lists that only some may write to.  Postfix asked whether the sender may; here
-- he has to be who he says: signed in, or proven, and the same in From.
rspamd_config:register_symbol({
  name = 'HAYLOFT_LIST',
  type = 'postfilter',
  callback = function(task)
    local rcpts, login = task:get_recipients('smtp'), task:get_user()
    if not params or (login and login:find('@', 1, true)) or not rcpts or #rcpts == 0 then
      return
    end
    -- Rspamd takes details (name+detail@) away, and says which there were: mail to
    -- a list's own addresses, and to nothing else, is no post.
    local tagged = task:get_symbol('TAGGED_RCPT')
    for _, tag in ipairs(#rcpts == 1 and tagged and tagged[1].options or {}) do
      if tag == 'unsubscribe' or tag == 'bounces' then
        return
      end
    end
    local args = {'HAYLOFT_LIST'}
    for _, rcpt in ipairs(rcpts) do
      table.insert(args, rcpt.addr:lower())
    end
    local function answered(err, found)
      if err then
        task:set_pre_result('soft reject', 'Not ready to judge this mail, try again', 'hayloft')
      end
      for _, one in ipairs(type(found) == 'table' and found or {}) do
        if one == '1' then
          local senders = senders_of(task)
          if login or not vouched_for(task) or #senders ~= 2 or senders[1] ~= senders[2] then
            task:set_pre_result('reject', 'This list takes mail from proven senders only', 'hayloft')
          end
          return
        end
      end
    end
    lua_redis.redis_make_request(task, params, args[2], false, answered, 'HMGET', args)
  end,
})

-- Whoever signed in writes as himself: what stands in From, and in Sender, is what
-- readers see, and Postfix asks about the envelope alone.  Each address there must be
-- one that he may send as; where he only sends on somebody's behalf his own name
-- goes into Sender (RFC 5322, section 3.6.2).  Somebody else's message may be sent
-- on with one's own name in Resent-From (section 3.6.6), unless that other
-- one is of a domain of ours: we would sign it.
local rspamd_http = require "rspamd_http"
local rspamd_util = require "rspamd_util"
local sender_login = {user = 'rspamd', password = '{{service_password}}'}

-- All addresses of a field, however often it is there, in lower case; and whether
-- something in it can be read otherwise than we did.
local function field_addresses(task, name)
  local found, doubtful = {}, false
  for _, field in ipairs(task:get_header_full(name) or {}) do
    local list = rspamd_util.parse_mail_address(field.value or '', task:get_mempool(), 1000) or {}
    for _, one in ipairs(list) do
      local address = (one.addr or ''):lower()
      doubtful = doubtful or not address:match('^[^@]+@[^@]+$')
      table.insert(found, address)
    end
    local bare = (field.value or ''):gsub('\\.', ''):gsub('"[^"]*"', ''):gsub('%b()', '')
    local _, brackets = bare:gsub('<', '')
    doubtful = doubtful or #list == 0 or brackets > #list
  end
  return found, doubtful
end

-- Is there an address, and is what we heard of each (WORDS) among what is allowed?
-- The second value is the first one that is not.
local function all_are(addresses, words, allowed)
  for _, address in ipairs(addresses) do
    if not allowed[words[address]] then
      return false, address
    end
  end
  return #addresses > 0
end

local function judge_from(task, login, fields, words)
  local function refuse(address, text)
    task:insert_result('HAYLOFT_FROM', 0.0, address)
    task:set_pre_result('reject', text, 'hayloft')
  end
  local own, known = {own = true}, {own = true, behalf = true}
  local good, other = all_are(fields.sender, words, own)
  if #fields.sender > 0 and not good then
    return refuse(other, 'You may not send as ' .. other .. ' (Sender)')
  end
  good, other = all_are(fields.from, words, known)
  if not good then
    local sent_on = all_are(fields.resent, words, own) and
        all_are(fields.from, words, {own = true, behalf = true, elsewhere = true})
    return not sent_on and refuse(other, 'You may not send as ' .. other .. ' (From)') or nil
  end
  if #fields.from == 1 and all_are(fields.from, words, own) then
    return
  elseif #fields.sender == 0 then
    lua_mime.modify_headers(task, {add = {Sender = {order = 1, value = '<' .. login .. '>'}}})
  elseif #fields.sender > 1 or fields.sender[1] ~= login then
    refuse(fields.sender[1], 'Sender is not who signed in')
  end
end

rspamd_config:register_symbol({
  name = 'HAYLOFT_FROM',
  type = 'prefilter',
  priority = 2,		-- before footers are put
  callback = function(task)
    local login = task:get_user()
    if not login or not login:find('@', 1, true) then
      return
    end
    login = login:lower()
    local fields, doubts = {}, {}
    fields.from, doubts[1] = field_addresses(task, 'From')
    fields.sender, doubts[2] = field_addresses(task, 'Sender')
    fields.resent, doubts[3] = field_addresses(task, 'Resent-From')
    if #(task:get_header_full('From') or {}) ~= 1 or doubts[1] or doubts[2] or doubts[3] then
      task:insert_result('HAYLOFT_FROM', 0.0, login)
      task:set_pre_result('reject', 'From, Sender or Resent-From is missing, there twice or cannot be read', 'hayloft')
      return
    end
    local words, asked = {[login] = 'own'}, {}
    for _, list in pairs(fields) do
      for _, address in ipairs(list) do
        if not words[address] then
          words[address] = 'asked'
          table.insert(asked, address)
        end
      end
    end
    if #asked == 0 then
      return judge_from(task, login, fields, words)
    elseif #asked > 100 then
      task:insert_result('HAYLOFT_FROM', 0.0, login)
      return task:set_pre_result('reject', 'Too many senders', 'hayloft')
    end
    local function answered(err, code, body)
      local answer = not err and code == 200 and parsed(tostring(body)) or nil
      if type(answer) ~= 'table' or #answer ~= #asked then
        return task:set_pre_result('soft reject', 'Not ready to judge this mail, try again', 'hayloft')
      end
      for i, address in ipairs(asked) do
        words[address] = answer[i]
      end
      judge_from(task, login, fields, words)
    end
    if not rspamd_http.request({task = task, url = '{{service_url}}/sender', callback = answered, timeout = 8.0,
        user = sender_login.user, password = sender_login.password, mime_type = 'application/json', method = 'POST',
        body = ucl.to_format({login = login, addresses = asked}, 'json-compact')}) then
      task:set_pre_result('soft reject', 'Not ready to judge this mail, try again', 'hayloft')
    end
  end,
})

-- Whose lessons judge a mail.  Moving into Junk and out of it teaches one's own corpus
-- alone; with BAYES_ENOUGH of both kinds it judges one's mail, until then the common
-- one does, which learns from what the other rules are sure of, and from aliases that lead to
-- spam@localhost.  What teaches by hand names the corpus in a header of the request.
local bayes_enough = 30

function hayloft_corpus(task)
  return task:get_mempool():get_variable('hayloft_corpus') or
      tostring(task:get_request_header('Hayloft-Corpus') or ''):lower()
end

-- Who teaches marks what is spam, seldom what is not: his clean mail is learned
-- until there is as much of it.
function hayloft_autolearn(task)
  local memory, score = task:get_mempool(), task:get_metric_score('default')[1]
  local teacher = memory:get_variable('hayloft_teacher')
  if teacher then
    memory:set_variable('hayloft_corpus', teacher)
  end
  if score >= 12 then
    return 'spam'
  elseif score <= -4.5 or (score <= 0 and memory:get_variable('hayloft_wants_ham')) then
    return 'ham'
  end
end

rspamd_config:register_symbol({
  name = 'HAYLOFT_CORPUS',
  type = 'prefilter',
  callback = function(task)
    local rcpts, memory = task:get_recipients('smtp'), task:get_mempool()
    memory:set_variable('hayloft_corpus', '')
    if not params or not rcpts or #rcpts ~= 1 then
      return
    end
    local whose = rcpts[1].addr:lower():gsub('%+[^@]*@', '@')
    lua_redis.redis_make_request(task, params, whose, false, function(err, found)
      local spam = not err and type(found) == 'table' and tonumber(found[1]) or 0
      local ham = not err and type(found) == 'table' and tonumber(found[2]) or 0
      if spam >= bayes_enough and ham >= bayes_enough then
        memory:set_variable('hayloft_corpus', whose)
      end
      if spam + ham > 0 then
        memory:set_variable('hayloft_teacher', whose)
      end
      if spam > ham then
        memory:set_variable('hayloft_wants_ham', 'yes')
      end
    end, 'HMGET', {'RS' .. whose, 'learns_spam', 'learns_ham'})
  end,
})

-- How much somebody may send: messages in windows of the length that was set.
rspamd_config:register_symbol({
  name = 'HAYLOFT_RATE',
  type = 'prefilter',
  callback = function(task)
    local login = task:get_user()
    if not params or not login or not login:find('@', 1, true) then
      return
    end
    login = login:lower()
    local function counted(limit, seconds, key)
      return function(err, n)
        n = tonumber(n)
        if err or not n then
          return
        end
        if n == 1 then
          lua_redis.redis_make_request(task, params, key, true, function() end,
              'EXPIRE', {key, tostring(seconds)})
        end
        if n > limit then
          -- For the log of what was limited (admin/log_mailcow.c).
          task:insert_result('HAYLOFT_RATE', 0.0, string.format('%s(%s)', login, key))
          task:set_pre_result('soft reject', 'Too many messages, try again later', 'hayloft')
        end
      end
    end
    local function answered(err, rates)
      local rate = ''
      for i = 2, 1, -1 do	-- one's own before the domain's
        rate = type(rates) == 'table' and type(rates[i]) == 'string' and rates[i] or rate
      end
      local limit, seconds = rate:match('^(%d+) (%d+)$')
      if err or not limit then
        return
      end
      limit, seconds = tonumber(limit), tonumber(seconds)
      local key = string.format('HAYLOFT_SENT:%s:%d', login, math.floor(os.time() / seconds))
      lua_redis.redis_make_request(task, params, key, true, counted(limit, seconds, key),
          'INCR', {key})
    end
    lua_redis.redis_make_request(task, params, login, false, answered, 'HMGET',
        {'HAYLOFT_RATE', login, login:match('@.*$')})
  end,
})

-- What a domain puts under its people's mail: before it is signed.  Mail that is
-- signed or encrypted by its author is left alone, whole.
local newlines = {cr = '\r', lf = '\n', crlf = '\r\n'}

local function is_sealed(task)
  for _, part in ipairs(task:get_parts() or {}) do
    local t, st = part:get_type()
    t, st = (t or ''):lower(), (st or ''):lower()
    if (t == 'multipart' and (st == 'signed' or st == 'encrypted')) or
        (t == 'application' and (st:find('pkcs7', 1, true) or st:find('pgp', 1, true))) then
      return true
    end
  end
  for _, part in ipairs(task:get_text_parts() or {}) do
    local text = part:get_content('raw_utf')
    if text and tostring(text):find('-----BEGIN PGP', 1, true) then
      return true
    end
  end
  return false
end

local function filled(text, values, escape)
  if type(text) ~= 'string' or text == '' then
    return nil
  end
  return (text:gsub('{=%s*([%w_%-]+)%s*=}', function(name)
    local value = tostring(values[name] or '')
    return escape and value:gsub('[&<>"]', {['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;'}) or value
  end))
end

local function put_footer(task, html, plain)
  local rewrite = lua_mime.add_text_footer(task, html, plain)
  if not rewrite or not rewrite.out then
    return
  end
  local nl = newlines[task:get_newlines_type()] or '\r\n'
  local out, replaced = {}, {}
  local function line(name, value)
    table.insert(out, name .. ': ' .. value .. nl)
    replaced[name] = {order = 1, value = value}
  end
  local cte = rewrite.new_cte or 'quoted-printable'
  task:headers_foreach(function(name, header)
    local lower = name:lower()
    if rewrite.need_rewrite_ct and lower == 'content-type' then
      line('Content-Type', string.format('%s/%s; charset=utf-8', rewrite.new_ct.type, rewrite.new_ct.subtype))
    elseif rewrite.need_rewrite_ct and lower == 'content-transfer-encoding' then
      line('Content-Transfer-Encoding', cte)
    else
      table.insert(out, (header.raw:gsub('\r?\n?$', '')) .. nl)
    end
  end, {full = true})
  if rewrite.need_rewrite_ct and not replaced['Content-Transfer-Encoding'] then
    line('Content-Transfer-Encoding', cte)
  end
  table.insert(out, nl)
  for _, piece in ipairs(rewrite.out) do
    local text, ends = piece, true
    if type(piece) == 'table' then
      text, ends = piece[1], piece[2]
    end
    table.insert(out, tostring(text))
    if ends then
      table.insert(out, nl)
    end
  end
  -- Postfix takes the new body; changed fields of the header it must be told.
  local gone = {}
  for name in pairs(replaced) do
    gone[name] = 0
  end
  if next(replaced) then
    task:set_milter_reply({remove_headers = gone, add_headers = replaced})
  end
  task:set_message(table.concat(out))
end

rspamd_config:register_symbol({
  name = 'HAYLOFT_FOOTER',
  type = 'prefilter',
  priority = 1,
  callback = function(task)
    local login, from = task:get_user(), task:get_from('mime')
    if not params or not login or not login:find('@', 1, true) or not from or not from[1] or
        not from[1].domain then
      return
    end
    login = login:lower()
    local address, domain = from[1].addr:lower(), from[1].domain:lower()
    local function answered(err, found)
      local footer = not err and type(found) == 'table' and parsed(found[1]) or {}
      if not (footer.html or footer.plain) or
          (footer.skip_replies == '1' and (task:has_header('In-Reply-To') or task:has_header('References'))) then
        return
      end
      for _, excluded in ipairs(footer.mbox_exclude or {}) do
        if excluded:lower() == login or excluded:lower() == address then
          return
        end
      end
      if is_sealed(task) then
        return
      end
      local values = parsed(found[2])
      values.auth_user, values.from_addr, values.from_domain = login, address, domain
      values.from_user, values.from_name = address:match('^(.*)@') or '', from[1].name or ''
      put_footer(task, filled(footer.html, values, true), filled(footer.plain, values, false))
    end
    lua_redis.redis_make_request(task, params, domain, false, answered, 'HMGET',
        {'HAYLOFT_FOOTER', '@' .. domain, login})
  end,
})

{{#macros}}
-- Macros in documents of office programs: a worker looks for them (httpd/macros.h).
-- What runs by itself and reaches out of its document is bad; what only does one of
-- these many honest ones do.
local documents_max, document_bytes = 20, 32 * 1024 * 1024

local function is_document(content)
  local begin = #content > 8 and tostring(content:sub(1, 8)) or ''
  return begin == '\208\207\017\224\161\177\026\225' or begin:sub(1, 4) == 'PK\3\4'
end

local function judge_macros(task, found)
  local worst, words = 0, {}
  for name, one in pairs(found) do
    local runs = type(one.automatic) == 'string' and type(one.suspicious) == 'string'
    if runs then
      worst = {{spam_low}} + 2	-- whatever else speaks for it
      table.insert(words, string.format('%s: %s, %s', name, one.automatic, one.suspicious))
    elseif one.present == true then
      worst = math.max(worst, 1)
      table.insert(words, name .. ': macros')
    elseif one.encrypted == true then
      table.insert(words, name .. ': encrypted')
    end
    if runs and '{{macros}}' == 'refuse' then
      task:set_pre_result('reject', 'A document in this mail runs a program by itself: ' .. words[#words], 'hayloft')
    end
  end
  if #words > 0 then
    task:insert_result('HAYLOFT_MACROS', worst, words)
  end
end

rspamd_config:register_symbol({
  name = 'HAYLOFT_MACROS',
  type = 'normal',
  score = 1.0,
  group = 'hayloft',
  description = 'Documents with macros',
  callback = function(task)
    local asked, waiting, found = {}, 0, {}
    for _, part in ipairs(task:get_parts() or {}) do
      local content = part:get_content()
      if content and #content <= document_bytes and #asked < documents_max and is_document(content) then
        table.insert(asked, {name = (part:get_filename() or 'a file'):gsub('[%c"]', '?'):sub(1, 60), content = content})
      end
    end
    waiting = #asked
    for i, one in ipairs(asked) do
      local function answered(err, code, body)
        waiting = waiting - 1
        if err or code == 503 then
          return task:set_pre_result('soft reject', 'Not ready to look at the documents in this mail, try again', 'hayloft')
        end
        -- Of one that killed its reader nobody knows anything: that is told, and no reason to lose mail.
        local answer = code == 200 and parsed(tostring(body)) or {}
        found[string.format('%s (%d)', one.name, i)] = answer
        if waiting == 0 then
          judge_macros(task, found)
        end
      end
      if not rspamd_http.request({task = task, url = '{{service_url}}/macros', callback = answered, timeout = 6.0,
          user = sender_login.user, password = sender_login.password, mime_type = 'application/octet-stream',
          method = 'POST', body = one.content}) then
        return task:set_pre_result('soft reject', 'Not ready to look at the documents in this mail, try again', 'hayloft')
      end
    end
  end,
})
{{/macros}}

-- Rules of administrators (rsetting) and their maps, in Rspamd's own words: it reads
-- them from files, which follow what Redis says.  What cannot be read is left out.
local written = {}

local function write_file(name, text)
  local path = '{{root}}/rspamd/' .. name
  if text == written[name] then
    return
  end
  local file = io.open(path .. '.new', 'w')
  if file and file:write(text) and file:close() and os.rename(path .. '.new', path) then
    written[name] = text
  end
end

local function settings_of(found)
  local rules = {}
  for i = 1, #found - 1, 2 do
    local rule = string.format('rule_%s {\n%s\n}', found[i], found[i + 1])
    if ucl.parser():parse_string(rule) then
      table.insert(rules, rule)
    end
  end
  table.sort(rules)
  write_file('settings.map', table.concat(rules, '\n') .. '\n')
end

local function maps_of(found)
  for i = 1, #found - 1, 2 do
    if found[i]:match('^[%w_]+%.map$') then
      write_file(found[i], found[i + 1] .. '\n')
    end
  end
end

rspamd_config:add_on_load(function(cfg, ev_base, worker)
  if not params or not worker:is_primary_controller() then
    return
  end
  rspamd_config:add_periodic(ev_base, 2.0, function()
    for hash, follow in pairs({HAYLOFT_SETTING = settings_of, HAYLOFT_MAP = maps_of}) do
      lua_redis.redis_make_request_taskless(ev_base, cfg, params, hash, false, function(err, found)
        if not err and type(found) == 'table' then
          follow(found)
        end
      end, 'HGETALL', {hash})
    end
    return true
  end, false)
end)
