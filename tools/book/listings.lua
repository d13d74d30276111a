-- Code by the name of its definition:
--   ```{.c def="name" file="src/x.c" #lst:x caption="..."}   a definition, or
--                                          several: def="first second"
--   ```{.c decl="name" file="src/x.h"}     a declaration from a header
--   ```{.c file="src/x.h"}                 a whole file, and all that it defines
--   ```{.c .rest file="src/x.c"}           what no other listing shows of a file
--   ```{.c .rest .web file="src/x.c"}      ... on the web pages alone; elsewhere
--                                          the file is named
-- with the comment above it and true line numbers. What is given in a file of
-- solutions, a student has in the file of exercises: the student's edition cites
-- that. Every definition of the
-- library must be shown once; exercises are shown by exercises.lua.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local common = require 'common'
local definitions = require 'definitions'

local library
local edition
local shown = {} -- definition → where it is shown
local now_rest -- whether this pass is over the listings of class rest

local function show(entry, needle)
    local place = common.where(common.file, needle)
    if entry.exercise then
        common.problem(place, '%s is exercise %s: its box shows it, a listing must not',
            entry.name, entry.exercise)
    elseif shown[entry] then
        if place == shown[entry] then
            place = common.where(common.file, needle, 2)
        end
        common.problem(place, '%s of %s is shown a second time; the first is at %s',
            entry.name, entry.file, shown[entry])
    else
        shown[entry] = place
    end
end

-- The line ranges that a listing's attributes ask for.
local function ranges(attributes)
    local file = attributes.file
    local result = {}
    if attributes.def then
        for name in attributes.def:gmatch('%S+') do
            local entry = definitions.find(library, name, file)
            if entry then
                show(entry, 'def="' .. attributes.def .. '"')
                result[#result + 1] = {entry.comment, entry.last}
            else
                common.here('def="' .. attributes.def .. '"',
                    '%s defines no %s', file, name)
            end
        end
    elseif attributes.decl then
        for name in attributes.decl:gmatch('%S+') do
            local entry = library.declarations[name]
            if entry and entry.file == file then
                result[#result + 1] = {entry.comment, entry.last}
            else
                common.here('decl="' .. attributes.decl .. '"',
                    '%s declares no %s', file, name)
            end
        end
    else
        for _, entry in ipairs(library.definitions) do
            if entry.file == file then
                show(entry, 'file="' .. file .. '"')
            end
        end
        result[1] = {1, #definitions.lines(file)}
    end
    return result
end

-- What is left of a file: all of it if no other listing shows a part.
local function rest(file)
    local result = {}
    local count = 0
    for _, entry in ipairs(library.definitions) do
        if entry.file == file and not entry.exercise then
            count = count + 1
            if not shown[entry] then
                show(entry, 'file="' .. file .. '"')
                result[#result + 1] = {entry.comment, entry.last}
            end
        end
    end
    if #result == count then
        return {{1, #definitions.lines(file)}}
    end
    return result
end

-- Ranges with only blank lines between them, made one.
local function joined(list, lines)
    local result = {}
    for _, range in ipairs(list) do
        local before = result[#result]
        local between = before and range[1] > before[2] and
            table.concat(lines, '', before[2] + 1, range[1] - 1)
        if between and not between:find('%S') then
            before[2] = range[2]
        else
            result[#result + 1] = range
        end
    end
    return result
end

local function listing(block)
    local attributes = block.attributes
    local file = attributes.file
    local is_rest = block.classes:includes('rest')
    if is_rest ~= now_rest then
        return nil
    elseif not file then
        common.check_width(block.text, function()
            return common.where(common.file, block.text:match('[^\n]*'))
        end)
        return nil
    elseif not definitions.lines(file) then
        common.here('file="' .. file .. '"', 'there is no file %s', file)
        return nil
    end
    local found = is_rest and rest(file) or ranges(attributes)
    if is_rest and #found == 0 then
        return {}
    end
    local content = pandoc.List()
    local cited = file
    for i, range in ipairs(joined(found, definitions.lines(file))) do
        if i > 1 then
            content:insert(pandoc.Div({}, pandoc.Attr('', {'gap'})))
        end
        local shift
        if edition == 'student' and file:find('^solutions/') then
            cited, shift = definitions.starter(file, range[1], range[2])
        end
        content:extend(definitions.blocks(file, range[1], range[2], shift))
    end
    local classes = block.classes:includes('web') and {'listing', 'web'} or {'listing'}
    return pandoc.Div(content, pandoc.Attr(block.identifier, classes,
        {file = cited, caption = attributes.caption}))
end

function Pandoc(doc)
    library = definitions.of(doc)
    edition = pandoc.utils.stringify(doc.meta.edition)
    now_rest = false
    common.each_chapter(doc, {CodeBlock = listing})
    now_rest = true
    common.each_chapter(doc, {CodeBlock = listing})
    for _, entry in ipairs(library.definitions) do
        if not shown[entry] and not entry.exercise then
            common.problem(entry.file .. ':' .. entry.first, 'the book shows %s nowhere; ' ..
                'add to a chapter: ```{.c def="%s" file="%s"}', entry.name, entry.name,
                entry.file)
        end
    end
    common.finish()
    return doc
end
