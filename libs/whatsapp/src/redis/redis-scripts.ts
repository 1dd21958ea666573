import { createHash } from 'node:crypto';

/** Lua that runs on the server in one step. Its only key is the beginning of the keys of one shard. */
export interface RedisScript {
  readonly source: string;
  readonly sha: string;
}

/**
 * A record is text: version, time of the first write in microseconds, due time, expiry and tags, each with a line feed behind, and the
 * body. Keys, tags and JSON hold no control characters. Beside it stand sorted sets of keys: `due`, `due:<tag>`, `new:<tag>` (the
 * latest first), and `exp` for those that stand in any of them: the others expire by themselves.
 */
const shared = String.raw`
local base = KEYS[1]
local time = redis.call('TIME')
local micros = tonumber(time[1]) * 1000000 + tonumber(time[2])
local now = math.floor(micros / 1000)
local none = { due = '', expires = '', tags = '' }

local function load(key)
  local raw = redis.call('GET', base .. 'r:' .. key)
  if not raw then return nil end
  local version, first, due, expires, tags, body =
    string.match(raw, '^([^\n]*)\n([^\n]*)\n([^\n]*)\n([^\n]*)\n([^\n]*)\n(.*)$')
  return { raw = raw, version = version, first = first, due = due, expires = expires, tags = tags, body = body }
end

local function isExpired(record)
  return record.expires ~= '' and tonumber(record.expires) <= now
end

local function swept(record)
  if record.due == '' and record.tags == '' then return '' end
  return record.expires
end

local function move(index, key, before, after)
  if before == after then return end
  if after == '' then redis.call('ZREM', base .. index, key)
  else redis.call('ZADD', base .. index, after, key) end
end

local function reindex(key, before, after)
  move('due', key, before.due, after.due)
  move('exp', key, swept(before), swept(after))
  local same = before.tags == after.tags and before.first == after.first
  if same and before.due == after.due then return end
  if not same then
    for tag in string.gmatch(before.tags, '\t([^\t]*)') do
      move('new:' .. tag, key, before.first, '')
      move('due:' .. tag, key, before.due, '')
    end
  end
  for tag in string.gmatch(after.tags, '\t([^\t]*)') do
    if not same then move('new:' .. tag, key, '', '-' .. after.first) end
    move('due:' .. tag, key, same and before.due or '', after.due)
  end
end

local function save(key, before, after)
  local raw = table.concat(
    { after.version, after.first, after.due, after.expires, after.tags, after.body }, '\n')
  local expires = tonumber(after.expires)
  if expires and expires < 9e15 and swept(after) == '' then
    redis.call('SET', base .. 'r:' .. key, raw, 'PXAT', string.format('%.0f', math.max(1, math.ceil(expires))))
  else
    redis.call('SET', base .. 'r:' .. key, raw)
  end
  reindex(key, before or none, after)
  return raw
end

local function remove(key, record)
  redis.call('DEL', base .. 'r:' .. key)
  reindex(key, record, none)
end
`;

/** ARGV: keys. Answers the time, and each record or nothing. */
export const readScript = script(String.raw`
local answer = { now }
for at = 1, #ARGV do answer[at + 1] = redis.call('GET', base .. 'r:' .. ARGV[at]) end
return answer
`);

/** The number of ARGV items for each record that is written. */
export const writeArguments = 7;

/**
 * ARGV: key, expected version, version, due time, expiry, tags and body of each record. Answers the time, and for each 1, or
 * the record that is there instead, or 0. A client may send a write again whose answer was lost: its name in the version tells that it was made.
 */
export const writeScript = script(String.raw`
local answer = { now }
for at = 1, #ARGV, ${writeArguments} do
  local key, expected, version = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  local before = load(key)
  local found = before and before.version or ''
  if found == expected then
    local first = string.format('%.0f', micros + #answer - 1)
    if before and before.body ~= '' and not isExpired(before) then first = before.first end
    save(key, before, {
      version = version, first = first, due = ARGV[at + 3], expires = ARGV[at + 4],
      tags = ARGV[at + 5], body = ARGV[at + 6],
    })
    answer[#answer + 1] = 1
  elseif string.find(';' .. found, ';' .. string.match(version, '^[^;]*') .. ';', 1, true) then
    answer[#answer + 1] = 1
  else
    answer[#answer + 1] = before and before.raw or 0
  end
end
return answer
`);

/** ARGV: index, limit, lease in milliseconds, beginning of the versions. Answers the time; key, old due time and record of each. */
export const takeScript = script(String.raw`
local answer = { now }
local limit, taken = tonumber(ARGV[2]), 0
repeat
  local expired = 0
  local keys = redis.call('ZRANGEBYSCORE', base .. ARGV[1], '-inf', now, 'LIMIT', 0, limit - taken)
  for _, key in ipairs(keys) do
    local before = load(key)
    if before == nil then
      redis.call('ZREM', base .. ARGV[1], key)
    elseif isExpired(before) then
      remove(key, before)
      expired = expired + 1
    else
      answer[#answer + 1] = key
      answer[#answer + 1] = before.due
      answer[#answer + 1] = save(key, before, {
        version = ARGV[4] .. string.sub(before.version, 1, 105), first = before.first,
        due = string.format('%.17g', now + tonumber(ARGV[3])), expires = before.expires,
        tags = before.tags, body = before.body,
      })
      taken = taken + 1
    end
  end
until expired == 0 or taken >= limit
return answer
`);

/**
 * ARGV: index, score and key to go on behind (or nothing), limit, 1 where the records are wanted too. Answers the time; key, score and
 * record of each. What has the same score stands in the order of the bytes of its keys.
 */
export const listScript = script(String.raw`
local index, score, after, limit = base .. ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])

local function isBefore(one, other)
  for at = 1, math.min(#one, #other) do
    local a, b = string.byte(one, at), string.byte(other, at)
    if a ~= b then return a < b end
  end
  return #one < #other
end

local from = 0
if score ~= '' then
  from = redis.call('ZCOUNT', index, '-inf', '(' .. score)
  local till = redis.call('ZCOUNT', index, '-inf', score)
  while from < till do
    local middle = math.floor((from + till) / 2)
    if isBefore(after, redis.call('ZRANGE', index, middle, middle)[1]) then till = middle
    else from = middle + 1 end
  end
end
local answer = { now }
local found = redis.call('ZRANGE', index, from, from + limit - 1, 'WITHSCORES')
for at = 1, #found, 2 do
  answer[#answer + 1] = found[at]
  answer[#answer + 1] = found[at + 1]
  answer[#answer + 1] = ARGV[5] == '1' and redis.call('GET', base .. 'r:' .. found[at])
end
return answer
`);

/** ARGV: limit. Deletes records whose expiry is past. Answers the time, and how many it has looked at. */
export const purgeScript = script(String.raw`
local keys = redis.call('ZRANGEBYSCORE', base .. 'exp', '-inf', now, 'LIMIT', 0, tonumber(ARGV[1]))
for _, key in ipairs(keys) do
  local record = load(key)
  if record == nil then redis.call('ZREM', base .. 'exp', key)
  else remove(key, record) end
end
return { now, #keys }
`);

function script(body: string): RedisScript {
  const source = shared + body;
  return { source, sha: createHash('sha1').update(source).digest('hex') };
}
