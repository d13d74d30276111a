-- Exercise and milestone boxes: contract, where the stub is, hints; in the
-- instructor's edition the solutions at the end of each chapter. Leaves
--   Div .exercise or .milestone (number, title, points)
--       the text
--       Div .contract (file, lines)
--       Div .task     where the stub is, how to check it
--       Div .hints    one Div .hint after the other
--   Div .answers, behind a list of questions: folded on the web pages, on paper in
--                 the instructor's edition alone

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local common = require 'common'
local definitions = require 'definitions'

local library
local edition
local boxed = {} -- exercise number → its function, for those that have a box
local points -- of the present chapter
local solutions -- of the present chapter, as blocks

local function contract(name, needle)
    local entry = library.declarations[name]
    if not entry then
        common.here(needle, 'no header of src/ declares %s', name)
        return pandoc.Div({})
    end
    return pandoc.Div(definitions.blocks(entry.file, entry.comment, entry.last),
        pandoc.Attr('', {'contract'}, {file = entry.file,
            lines = entry.comment .. ' to ' .. entry.last}))
end

-- Notes the reference solution of an exercise for the chapter's end.
local function solution(number, name, title, needle)
    local file = 'solutions/' .. common.stem .. '.c'
    local entry = definitions.find(library, name, file)
    if not entry then
        common.here(needle, '%s does not define %s', file, name)
        return
    end
    if entry.exercise ~= number then
        common.here(needle, 'in %s the body of %s is marked as exercise %s, not %s', file,
            name, tostring(entry.exercise), number)
    end
    solutions:insert(pandoc.Div(
        definitions.blocks(file, entry.comment, entry.last),
        pandoc.Attr('solution-' .. number, {'solution'},
            {number = number, title = title, file = file})))
end

local function task(number, is_exercise)
    local inlines = pandoc.List()
    if is_exercise then
        inlines:extend({pandoc.Str('Stub:'), pandoc.Space(),
            pandoc.Code('exercises/' .. common.stem .. '.c'), pandoc.Str('.'), pandoc.Space()})
    end
    inlines:extend({pandoc.Str('Check:'), pandoc.Space(),
        pandoc.Code('make grade EX=' .. number), pandoc.Str('.')})
    return pandoc.Div({pandoc.Plain(inlines)}, pandoc.Attr('', {'task'}))
end

-- What only instructors read, under a title of its own.
local function box(block)
    local is_exercise = block.classes:includes('exercise')
    if not is_exercise and not block.classes:includes('milestone') then
        return nil
    end
    local attributes = block.attributes
    local needle = '#' .. block.identifier
    local number = block.identifier:match('^ex:(%d+%.M?%d+)$')
    if not number or (number:find('M') ~= nil) == is_exercise then
        common.here(needle, 'expected #ex:1.3 for an exercise and #ex:1.M1 for a ' ..
            'milestone, found "%s"', needle)
        return nil
    end
    if not attributes.title or not tonumber(attributes.points) then
        common.here(needle, 'an exercise needs title="..." and points="..."')
        return nil
    end
    points = points + tonumber(attributes.points)

    local content = pandoc.List()
    local hints = pandoc.List()
    for _, child in ipairs(block.content) do
        if child.t == 'Div' and child.classes:includes('hint') then
            hints:insert(child)
        else
            content:insert(child)
        end
    end
    local name = attributes['function']
    if is_exercise then
        if name then
            boxed[number] = name
            content:insert(contract(name, needle))
            solution(number, name, attributes.title, needle)
        else
            common.here(needle, 'an exercise needs function="..."')
        end
    end
    content:insert(task(number, is_exercise))
    if #hints > 0 then
        content:insert(pandoc.Div(hints, pandoc.Attr('hints-' .. number, {'hints'})))
    end
    return pandoc.Div(content, pandoc.Attr(block.identifier, block.classes,
        {number = number, title = attributes.title, points = attributes.points}))
end

local function chapter(block)
    points = 0
    solutions = pandoc.List()
    block = pandoc.walk_block(block, {Div = box})
    if points ~= 0 and points ~= 100 then
        common.problem(common.file, 'the points of a chapter add up to 100, not %d', points)
    end
    if edition == 'instructor' and #solutions > 0 then
        block.content:insert(pandoc.Div(solutions, pandoc.Attr('', {'solutions'})))
    end
    return block
end

function Pandoc(doc)
    library = definitions.of(doc)
    edition = pandoc.utils.stringify(doc.meta.edition)
    common.each_chapter(doc, chapter)
    for _, entry in ipairs(library.definitions) do
        if entry.exercise and boxed[entry.exercise] ~= entry.name then
            common.problem(entry.file .. ':' .. entry.first, '%s is marked as exercise %s, but ' ..
                'no box has #ex:%s function="%s"', entry.name, entry.exercise, entry.exercise,
                entry.name)
        end
    end
    common.finish()
    return doc
end
