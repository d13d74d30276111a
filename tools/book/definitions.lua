-- Where the definitions and declarations of the library stand, by name.

local common = require 'common'

local definitions = {}

local lines_of = {} -- file → its lines

function definitions.lines(file)
    if not lines_of[file] then
        local text = common.read(file)
        if not text then
            return nil
        end
        local lines = {}
        common.each_line(text, function(line)
            lines[#lines + 1] = line
        end)
        lines_of[file] = lines
    end
    return lines_of[file]
end

-- The line on which the definition that has its name on line `line` begins: a
-- type may stand on the line above.
local function beginning(lines, line)
    while line > 1 and lines[line - 1]:find('%S')
        and not lines[line - 1]:find('[;}/]%s*$') and not lines[line - 1]:find('^#') do
        line = line - 1
    end
    return line
end

-- The first line of the comment that stands directly above line, or line.
local function with_comment(lines, line)
    if line > 1 and lines[line - 1]:find('%*/%s*$') then
        local first = line - 1
        while first > 1 and not lines[first]:find('^%s*/%*') do
            first = first - 1
        end
        return first
    end
    return line
end

-- The line that ends the statement or macro begun on line.
local function ending(lines, line, is_macro)
    local depth = 0
    while line < #lines do
        local text = lines[line]:gsub('/%*.-%*/', '')
        if is_macro then
            if not text:find('\\$') then
                return line
            end
        else
            local _, open = text:gsub('[{(]', '')
            local _, close = text:gsub('[})]', '')
            depth = depth + open - close
            if depth <= 0 and text:find(';') then
                return line
            end
        end
        line = line + 1
    end
    return line
end

-- The exercise whose solution stands in these lines, or nil.
local function exercise_in(lines, first, last)
    for i = first, last do
        local exercise = lines[i]:match('/%* BEGIN SOLUTION (%S+) %*/')
        if exercise then
            return exercise
        end
    end
end

-- Whether entry is local to a function or part of a type.
local function is_inside_another(entry, all)
    for _, other in ipairs(all) do
        if other ~= entry and other.file == entry.file and other.first <= entry.first
            and other.last >= entry.last and other.last - other.first > entry.last - entry.first then
            return true
        end
    end
    return false
end

-- All entries of the library, each {name, kind, file, first, last, comment},
-- where comment is the first line of the comment above (or first). An enum
-- without a name goes by its first constant. `definitions` must be shown in the
-- book; `declarations` are the prototypes, by name.
function definitions.load(files)
    local format = '%N\t%K\t%n\t%e\t%F\t%S'
    local text = pandoc.pipe('ctags', {'--quiet', '--options=NONE', '--language-force=C',
        '--kinds-C=+p', '--sort=no', '-x', '--_xformat=' .. format, table.unpack(files)}, '')
    local all = {}
    local enumerators = {} -- file → list of {line, name}
    local ends = {} -- file:line → the struct, union or enum that ends there
    common.each_line(text, function(line)
        local name, kind, number, last, file, signature =
            line:match('^(.-)\t(.-)\t(.-)\t(.-)\t(.-)\t(.*)$')
        if not name then
            return
        end
        number, last = tonumber(number), tonumber(last)
        local lines = definitions.lines(file)
        if kind == 'enumerator' then
            enumerators[file] = enumerators[file] or {}
            table.insert(enumerators[file], {line = number, name = name})
        elseif kind == 'macro' and signature == '-' or kind == 'member' or
            kind == 'header' then
            return
        else
            local entry = {name = name, kind = kind, file = file}
            entry.first = kind == 'macro' and number or beginning(lines, number)
            entry.last = last ~= nil and kind ~= 'macro' and last
                or ending(lines, number, kind == 'macro')
            entry.comment = with_comment(lines, entry.first)
            entry.exercise = kind == 'function'
                and exercise_in(lines, entry.first, entry.last) or nil
            all[#all + 1] = entry
            if kind == 'struct' or kind == 'union' or kind == 'enum' then
                ends[file .. ':' .. entry.last] = entry
            end
        end
    end)

    local result = {definitions = {}, declarations = {}}
    for _, entry in ipairs(all) do
        local body = ends[entry.file .. ':' .. entry.last]
        if entry.kind == 'prototype' then
            result.declarations[entry.name] = entry
        elseif entry.kind == 'typedef' and body then
            body.name = entry.name
        elseif not is_inside_another(entry, all) then
            table.insert(result.definitions, entry)
        end
    end
    for _, entry in ipairs(result.definitions) do
        if entry.name:find('^__anon') then
            for _, constant in ipairs(enumerators[entry.file] or {}) do
                if constant.line >= entry.first and constant.line <= entry.last then
                    entry.name = constant.name
                    break
                end
            end
        end
    end
    return result
end

-- The definition of name in file, or nil.
function definitions.find(library, name, file)
    for _, entry in ipairs(library.definitions) do
        if entry.name == name and entry.file == file then
            return entry
        end
    end
end

-- The file that a student has in place of a file of solutions, and what to add to
-- the numbers of lines first to last, which are the same in both.
function definitions.starter(file, first, last)
    local wanted = '\n' .. table.concat(definitions.lines(file), '\n', first, last) .. '\n'
    local text = '\n' .. pandoc.pipe('tools/starter', {file}, '')
    local at = text:find(wanted, 1, true)
    if not at then
        common.problem(file .. ':' .. first, 'the starter file has no such lines')
        return file, 0
    end
    local before = select(2, text:sub(1, at):gsub('\n', ''))
    return file:gsub('^solutions/', 'exercises/'), before - first
end

-- Code blocks of lines first to last of file with their true line numbers, to which
-- shift is added. The marker lines of solutions are left out, which makes several
-- blocks of one.
function definitions.blocks(file, first, last, shift)
    local lines = definitions.lines(file)
    local blocks = pandoc.List()
    local from = first
    for i = first, last + 1 do
        if i > last or lines[i]:find('/%* BEGIN SOLUTION') or lines[i]:find('/%* END SOLUTION') then
            if i > from then
                blocks:insert(pandoc.CodeBlock(table.concat(lines, '\n', from, i - 1),
                    pandoc.Attr('', {'c', 'numberLines'}, {startFrom = tostring(from + (shift or 0))})))
            end
            from = i + 1
        end
    end
    for i = first, last do
        common.check_width(lines[i], function()
            return file .. ':' .. i
        end)
    end
    return blocks
end

-- The files of the library, as a list from the metadata.
function definitions.of(doc)
    local files = {}
    for file in pandoc.utils.stringify(doc.meta.code):gmatch('%S+') do
        files[#files + 1] = file
    end
    return definitions.load(files)
end

return definitions
