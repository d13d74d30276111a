-- What the programs of figures/ said: outputs (```{.output of="name"}) and
-- values (`name.key`{.val}). A result is used only if it was made by the
-- program as it is now: NAME.sum holds the checksums of both.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local common = require 'common'

local directory -- where the results are
local known = {} -- name → false, or the checked result

-- The part of an output after the line "%% name"; the whole if name is nil.
local function part_of(text, name)
    local lines = {}
    local inside = not name
    local parts = false
    common.each_line(text, function(line)
        local heading = line:match('^%%%% (%S+)$')
        if heading then
            parts = true
            inside = heading == name
        elseif inside then
            lines[#lines + 1] = line
        end
    end)
    return table.concat(lines, '\n'):gsub('^\n+', ''):gsub('%s+$', ''), parts
end

local function read_values(name)
    local values = {}
    local file = name .. '.values'
    common.each_line(common.read(directory .. '/' .. file) or '', function(line, number)
        local key, value = line:match('^(%S+)\t(.+)$')
        local place = directory .. '/' .. file .. ':' .. number
        if not key or key:sub(1, #name + 1) ~= name .. '.' then
            common.problem(place, 'figures/%s.c: expected "%s.key<TAB>value", found "%s"',
                name, name, line)
        elseif values[key] then
            common.problem(place, 'figures/%s.c: gives the value %s twice', name, key)
        else
            values[key] = value
        end
    end)
    return values
end

-- The result of program name, or false after a problem was noted.
local function result(name, needle)
    if known[name] ~= nil then
        return known[name]
    end
    known[name] = false
    local text = common.read(directory .. '/' .. name .. '.txt')
    if not common.read('figures/' .. name .. '.c') then
        common.here(needle, 'there is no program figures/%s.c', name)
    elseif not text or not common.read(directory .. '/' .. name .. '.sum') then
        common.here(needle, 'figures/%s.c has no output; run `make figures`, ' ..
            'and see why it fails', name)
    else
        local stale = pandoc.pipe('sh', {'-c', 'cd "$0" && sha256sum --quiet -c "$1" ' ..
            '2>&1 || :', directory, name .. '.sum'}, '')
        if stale ~= '' then
            common.here(needle, 'the output of figures/%s.c is stale: it was made by ' ..
                'another build of the program, or changed since; run `make figures` (%s)',
                name, stale:gsub('\n', '; '))
        else
            known[name] = {text = text, values = read_values(name)}
        end
    end
    return known[name]
end

local function output(block)
    if not block.classes:includes('output') then
        return nil
    end
    local name = block.attributes.of
    local part = block.attributes.part
    if not name then
        common.here('.output', 'an output needs of="NAME" of figures/NAME.c')
        return nil
    end
    local needle = 'of="' .. name .. '"'
    local found = result(name, needle)
    if not found then
        return nil
    end
    local text, parts = part_of(found.text, part)
    if parts and not part then
        common.here(needle, 'figures/%s.c prints several parts; say which: part="NAME"', name)
    elseif text == '' then
        common.here(part and 'part="' .. part .. '"' or needle,
            'figures/%s.c prints nothing%s', name,
            part and ' after a line "%% ' .. part .. '"' or '')
    end
    common.check_width(text, function(line)
        return directory .. '/' .. name .. '.txt:' .. line
    end)
    return pandoc.Div({pandoc.CodeBlock(text, pandoc.Attr('', {'printed'}))},
        pandoc.Attr(block.identifier, {'output'}, {file = 'figures/' .. name .. '.c'}))
end

-- A number as a book writes it: 60 000, and 2 · 10⁻⁸ for 2e-08 or 0.00000002.
local function written(text)
    local sign, digits = text:match('^(-?)(%d%d%d%d%d+)$')
    if digits then
        local grouped = digits:reverse():gsub('(%d%d%d)', '%1 '):reverse()
        return pandoc.Str(sign:gsub('-', '−') .. grouped:gsub('^ ', ''):gsub(' ', '\u{a0}'))
    end
    local factor, exponent = text:match('^(-?[%d.]+)e([-+]%d+)$')
    local zeros, rest = text:match('^0%.(0000+)([1-9]%d*)$')
    if zeros then
        factor, exponent = rest:gsub('^(%d)(%d)', '%1.%2'), -(#zeros + 1)
    end
    if not factor then
        return pandoc.Str(text)
    end
    return pandoc.Math('InlineMath', (factor == '1' and '' or factor .. ' \\cdot ') ..
        string.format('10^{%d}', math.tointeger(tonumber(exponent))))
end

local function value(code)
    if not code.classes:includes('val') then
        return nil
    end
    local found = result(code.text:match('^[^.]*'), code.text)
    if found and not found.values[code.text] then
        common.here(code.text, 'unknown value %s: figures/%s.c does not write it to its ' ..
            '.values', code.text, code.text:match('^[^.]*'))
    end
    return written(found and found.values[code.text] or '?')
end

-- A number stays on the line of its % and is not divided at its thousands.
local function keep_numbers(inlines)
    for i = 2, #inlines - 1 do
        local before, after = inlines[i - 1], inlines[i + 1]
        local is_space = inlines[i].t == 'Space' or inlines[i].t == 'SoftBreak'
        if is_space and before.t == 'Str' and after.t == 'Str' and (
            before.text:find('%d$') and after.text:find('^%%') or
            before.text:find('^%p*%d%d?%d?$') and after.text:find('^%d%d%d%f[%D]')) then
            inlines[i] = pandoc.Str('\u{a0}')
        end
    end
    return inlines
end

function Pandoc(doc)
    directory = pandoc.utils.stringify(doc.meta.figures)
    common.each_chapter(doc, {CodeBlock = output, Code = value})
    common.each_chapter(doc, {Inlines = keep_numbers})
    common.finish()
    return doc
end
