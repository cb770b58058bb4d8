#!lua name=passerelle_@@
-- The event log of one territory, as functions that Redis runs whole or not at all. Every key begins with KEYS[1], whose
-- hash tag is the territory, so that they share a node of a cluster:
--
--   …:log                       hash: epoch, head, format; importing while it moves in; of erasing: erasedAt (the head
--                               then), unclean (files to be rewritten), rdb (there are RDB files), first:CLASS (segment);
--                               asked, written before the disk is awaited
--   …:log:events:CLASS:SEGMENT  stream of the events of a class at positions SEGMENT * 1000 + 1 and on, ids POSITION-0
--   …:log:streams               hash: name of a stream > "VERSION KEPT", where KEPT is the number of its events not erased
--   …:log:answers               hash: command id > "CLASS POSITION COUNT OUTCOME", the last event of the command, or the
--                               head, and how many positions up to there are its own
--   …:log:answered:CLASS        sorted set of the command ids of a class by that position: what erasing looks up
--   …:log:snapshot              string
--   …:log:wake                  stream of one entry, whose id is the newest position: what followers block on
--   …:log:lives                 list: "RUN HEAD", the processes that served this log and the head each one found
--
-- A stream entry that is deleted stays in the bytes of its block, in memory and in an RDB file. Hence the segments:
-- erasing drops those that are due whole and writes the others anew.

local SEGMENT = 1000
local FORMAT = '1'
-- Lua unpacks fewer than 8000 values. Even: pairs stay together.
local BATCH = 4000

local function segmentOf(position)
  return math.floor((position - 1) / SEGMENT)
end

local function eventsKey(log, class, segment)
  return log .. ':events:' .. class .. ':' .. segment
end

local function callWith(command, key, list)
  for from = 1, #list, BATCH do
    redis.call(command, key, unpack(list, from, math.min(from + BATCH - 1, #list)))
  end
end

local function lookUp(key, fields)
  local found = {}
  for from = 1, #fields, BATCH do
    local to = math.min(from + BATCH - 1, #fields)
    for index, value in ipairs(redis.call('HMGET', key, unpack(fields, from, to))) do
      found[fields[from + index - 1]] = value
    end
  end
  return found
end

local function versionAndKept(value)
  if not value then return 0, 0 end
  local version, kept = value:match('^(%d+) (%d+)$')
  return tonumber(version), tonumber(kept)
end

local function addEvent(key, position, stream, version, command, event)
  redis.call('XADD', key, position .. '-0', 'stream', stream, 'version', version, 'command', command, 'event', event)
end

-- ARGV: the run id of this process, the epoch of a log to be created ('' to look only).
local function openLog(keys, args)
  local log, run, epoch = keys[1], args[1], args[2]
  if redis.call('HEXISTS', log, 'importing') == 1 then return redis.error_reply('HALFMOVED the move of this log was not ended') end
  local known = redis.call('HMGET', log, 'epoch', 'head', 'format')
  if not known[1] then
    if epoch == '' then return { '' } end
    redis.call('HSET', log, 'epoch', epoch, 'head', 0, 'format', FORMAT)
    known = { epoch, '0', FORMAT }
  end
  if known[3] ~= FORMAT then return redis.error_reply('FORMAT ' .. known[3]) end
  local last = redis.call('LINDEX', log .. ':lives', -1)
  if not last or last:match('^%S+') ~= run then
    redis.call('RPUSH', log .. ':lives', run .. ' ' .. known[2])
    redis.call('LTRIM', log .. ':lives', -100, -1)
  end
  return { known[1], known[2], redis.call('LRANGE', log .. ':lives', 0, -1) }
end

-- The stream of these events, made once for all those of a group.
local function placeOf(places, log, class, segment)
  local name = class .. segment
  local place = places[name]
  if not place then
    place = eventsKey(log, class, segment)
    places[name] = place
  end
  return place
end

-- ARGV: how many appends, then for each its command id, stream, expected version, class of its answer, outcome, number
-- of events, and for each event its class and its text. Returns the head before, then one list per append:
-- {0, first, last} kept, {1, outcome} repeated, {2, version} conflict. What was decided on an append of its stream that is
-- not kept here is a conflict too, even where another server brought the stream to the version that it expects.
local function append(keys, args)
  local log = keys[1]
  local head = tonumber(redis.call('HGET', log, 'head'))
  if not head then return redis.error_reply('NOLOG this server holds no log of this territory') end
  local asked, commands, names = {}, {}, {}
  local at = 2
  for index = 1, tonumber(args[1]) do
    local count = tonumber(args[at + 5])
    asked[index] = { at = at, count = count }
    commands[index], names[index] = args[at], args[at + 1]
    at = at + 6 + 2 * count
  end
  local answers = lookUp(log .. ':answers', commands)
  local streams = {}
  for name, value in pairs(lookUp(log .. ':streams', names)) do
    local version, kept = versionAndKept(value)
    streams[name] = { version = version, kept = kept }
  end

  -- Everything is decided before anything is written: nothing that Redis has written can be taken back.
  local position = head
  local results, events, answered, byClass, places = { head }, {}, {}, {}, {}
  for index, ask in ipairs(asked) do
    local start = ask.at
    local command, name, class = args[start], args[start + 1], args[start + 3]
    local stream, earlier = streams[name], answers[command]
    if earlier then
      stream.isOvertaken = true
      results[index + 1] = { 1, earlier:match('^%S+ %S+ %S+ (.*)$') }
    elseif stream.isOvertaken or stream.version ~= tonumber(args[start + 2]) then
      stream.isOvertaken = true
      results[index + 1] = { 2, stream.version }
    else
      local first = ask.count > 0 and position + 1 or position
      for event = start + 6, start + 4 + 2 * ask.count, 2 do
        position = position + 1
        stream.version = stream.version + 1
        stream.kept = stream.kept + 1
        stream.changed = true
        local place = placeOf(places, log, args[event], segmentOf(position))
        events[#events + 1] = { place, position, name, stream.version, command, args[event + 1] }
      end
      local answer = class .. ' ' .. position .. ' ' .. ask.count .. ' ' .. args[start + 4]
      answers[command] = answer
      answered[#answered + 1] = command
      answered[#answered + 1] = answer
      local scores = byClass[class]
      if not scores then
        scores = {}
        byClass[class] = scores
      end
      scores[#scores + 1] = position
      scores[#scores + 1] = command
      results[index + 1] = { 0, first, position }
    end
  end
  for _, place in pairs(places) do
    local kind = redis.call('TYPE', place).ok
    if kind ~= 'none' and kind ~= 'stream' then return redis.error_reply('WRONGTYPE ' .. place) end
    if not redis.acl_check_cmd('XADD', place, '*', 'event', '') then return redis.error_reply('NOPERM ' .. place) end
  end

  for _, event in ipairs(events) do addEvent(unpack(event)) end
  callWith('HSET', log .. ':answers', answered)
  for class, list in pairs(byClass) do callWith('ZADD', log .. ':answered:' .. class, list) end
  local versions = {}
  for name, stream in pairs(streams) do
    if stream.changed then
      versions[#versions + 1] = name
      versions[#versions + 1] = stream.version .. ' ' .. stream.kept
    end
  end
  callWith('HSET', log .. ':streams', versions)
  if position > head then
    redis.call('HSET', log, 'head', position)
    redis.call('XADD', log .. ':wake', 'MAXLEN', '=', '1', position .. '-0', 'head', position)
  end
  return results
end

-- Drops one segment and writes what it keeps anew. Gives the entries that are gone.
local function eraseFrom(log, class, segment, isGone)
  local key = eventsKey(log, class, segment)
  local gone, kept = {}, {}
  for _, entry in ipairs(redis.call('XRANGE', key, '-', '+')) do
    if isGone(tonumber(entry[1]:match('^%d+'))) then gone[#gone + 1] = entry else kept[#kept + 1] = entry end
  end
  if #gone > 0 then
    redis.call('DEL', key)
    for _, entry in ipairs(kept) do redis.call('XADD', key, entry[1], unpack(entry[2])) end
  end
  return gone
end

local function loseFromStreams(log, lost)
  local names = {}
  for name in pairs(lost) do names[#names + 1] = name end
  local left, empty = {}, {}
  for name, value in pairs(lookUp(log .. ':streams', names)) do
    local version, kept = versionAndKept(value)
    if kept > lost[name] then
      left[#left + 1] = name
      left[#left + 1] = version .. ' ' .. (kept - lost[name])
    else
      empty[#empty + 1] = name
    end
  end
  callWith('HSET', log .. ':streams', left)
  callWith('HDEL', log .. ':streams', empty)
end

local function forget(log, class, commands)
  callWith('HDEL', log .. ':answers', commands)
  callWith('ZREM', log .. ':answered:' .. class, commands)
end

-- Whether an event of this class and this command is left.
local function isCommandLeft(log, class, command, position, count)
  for segment = segmentOf(position - count + 1), segmentOf(position) do
    local range = { (position - count + 1) .. '-0', position .. '-0' }
    for _, entry in ipairs(redis.call('XRANGE', eventsKey(log, class, segment), unpack(range))) do
      if entry[2][6] == command then return true end
    end
  end
  return false
end

local function answersWithout(log, class, gone)
  local seen, commands = {}, {}
  for _, entry in ipairs(gone) do
    local command = entry[2][6]
    local answer = not seen[command] and redis.call('HGET', log .. ':answers', command)
    seen[command] = true
    if answer then
      local life, position, count = answer:match('^(%S+) (%d+) (%d+) ')
      if life == class and not isCommandLeft(log, class, command, tonumber(position), tonumber(count)) then
        commands[#commands + 1] = command
      end
    end
  end
  return commands
end

-- ARGV: '1' if the process has written an RDB file, a class, then 'upTo' and a position, or 'positions' and any number
-- of them. Returns how many events were erased, the mark of what the files still hold (0 when they hold nothing of any
-- erasure), and 1 if there may be an RDB file among them, of this process or of one before it.
local function erase(keys, args)
  local log, class = keys[1], args[2]
  if args[1] == '1' then redis.call('HSET', log, 'rdb', 1) end
  local gone, commands = {}, {}
  if args[3] == 'upTo' then
    local upTo = math.min(tonumber(args[4]), tonumber(redis.call('HGET', log, 'head')))
    local first = tonumber(redis.call('HGET', log, 'first:' .. class) or 0)
    for segment = first, segmentOf(upTo) do
      for _, entry in ipairs(eraseFrom(log, class, segment, function(position) return position <= upTo end)) do
        gone[#gone + 1] = entry
      end
    end
    if segmentOf(upTo) > first then redis.call('HSET', log, 'first:' .. class, segmentOf(upTo)) end
    commands = redis.call('ZRANGEBYSCORE', log .. ':answered:' .. class, '-inf', upTo)
  else
    local due, segments = {}, {}
    for index = 4, #args do
      local position = tonumber(args[index])
      due[position] = true
      segments[segmentOf(position)] = true
    end
    for segment in pairs(segments) do
      for _, entry in ipairs(eraseFrom(log, class, segment, function(position) return due[position] end)) do
        gone[#gone + 1] = entry
      end
    end
    commands = answersWithout(log, class, gone)
  end
  local lost = {}
  for _, entry in ipairs(gone) do lost[entry[2][2]] = (lost[entry[2][2]] or 0) + 1 end
  loseFromStreams(log, lost)
  forget(log, class, commands)
  if #gone > 0 or #commands > 0 then
    redis.call('DEL', log .. ':snapshot')
    redis.call('HSET', log, 'erasedAt', redis.call('HGET', log, 'head'))
    redis.call('HINCRBY', log, 'unclean', 1)
  end
  return { #gone, tonumber(redis.call('HGET', log, 'unclean') or 0), redis.call('HEXISTS', log, 'rdb') }
end

-- The files were written anew after the erasure of this mark. Another one since then keeps them unclean.
local function cleaned(keys, args)
  if redis.call('HGET', keys[1], 'unclean') == args[1] then redis.call('HDEL', keys[1], 'unclean') end
  return redis.status_reply('OK')
end

-- ARGV: position, text. A state from before the last erasure may tell of what was erased: it is not kept.
local function keepSnapshot(keys, args)
  local log = keys[1]
  if tonumber(args[1]) < tonumber(redis.call('HGET', log, 'erasedAt') or 0) then return 0 end
  redis.call('SET', log .. ':snapshot', args[2])
  return 1
end

-- The steps by which a log of another engine moves in: begin; events, answers and streams in any number; done.
local function importBegin(keys, args)
  if redis.call('EXISTS', keys[1]) == 1 then return redis.error_reply('NOTEMPTY a log of this territory is here') end
  redis.call('HSET', keys[1], 'importing', 1, 'epoch', args[1], 'format', FORMAT)
  return redis.status_reply('OK')
end

local function importEvents(keys, args)
  for at = 1, #args, 6 do
    local position = tonumber(args[at + 1])
    local place = eventsKey(keys[1], args[at], segmentOf(position))
    addEvent(place, position, args[at + 2], args[at + 3], args[at + 4], args[at + 5])
  end
  return redis.status_reply('OK')
end

local function importAnswers(keys, args)
  for at = 1, #args, 5 do
    local class, position = args[at + 1], args[at + 2]
    local answer = class .. ' ' .. position .. ' ' .. args[at + 3] .. ' ' .. args[at + 4]
    redis.call('HSET', keys[1] .. ':answers', args[at], answer)
    redis.call('ZADD', keys[1] .. ':answered:' .. class, position, args[at])
  end
  return redis.status_reply('OK')
end

local function importStreams(keys, args)
  callWith('HSET', keys[1] .. ':streams', args)
  return redis.status_reply('OK')
end

local function importDone(keys, args)
  redis.call('HSET', keys[1], 'head', args[1])
  redis.call('HDEL', keys[1], 'importing')
  return redis.status_reply('OK')
end

local function register(name, callback, flags)
  redis.register_function { function_name = name .. '_@@', callback = callback, flags = flags }
end

-- A server that is full still opens and erases: that is how it gets room again.
register('open', openLog, { 'allow-oom' })
register('append', append, {})
register('erase', erase, { 'allow-oom' })
register('cleaned', cleaned, { 'allow-oom' })
register('keep_snapshot', keepSnapshot, {})
register('import_begin', importBegin, {})
register('import_events', importEvents, {})
register('import_answers', importAnswers, {})
register('import_streams', importStreams, {})
register('import_done', importDone, {})
