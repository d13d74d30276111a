-- What goes to the end of a chapter: the hints, where they cannot be folded, and
-- in the instructor's edition the solutions.

local ending = {}

local function heading(text, stem)
    return pandoc.Header(2, {pandoc.Str(text)},
        pandoc.Attr('sec:' .. text:lower() .. '-' .. stem, {'unnumbered', 'ending'}))
end

-- Moves the hints of a box into list, and leaves a pointer in its task.
local function take_hints(box, list)
    if not box.classes:includes('exercise') and not box.classes:includes('milestone') then
        return nil
    end
    local hints = box.content[#box.content]
    if not hints.classes or not hints.classes:includes('hints') then
        return nil
    end
    box.content:remove(#box.content)
    local task = box.content[#box.content]
    task.attributes.hints = hints.identifier
    task.attributes.count = tostring(#hints.content)

    local kind = box.classes:includes('exercise') and 'Exercise' or 'Milestone'
    local items = pandoc.List()
    for _, hint in ipairs(hints.content) do
        items:insert(hint.content)
    end
    list:insert(pandoc.Div({
        pandoc.Para{
            pandoc.Strong{pandoc.Link({pandoc.Str(kind .. '\u{a0}' .. box.attributes.number .. '.')},
                '#' .. box.identifier)},
            pandoc.Space(), pandoc.Str(box.attributes.title),
        },
        pandoc.OrderedList(items),
    }, pandoc.Attr(hints.identifier, {'hint-list'})))
    return box
end

-- The chapter with its hints (if they are wanted there) and solutions at its end.
function ending.of_chapter(block, with_hints)
    if block.t ~= 'Div' or not block.classes:includes('chapter') then
        return block
    end
    local stem = block.attributes.file:match('([^/]+)%.md$')
    local solutions = block.content[#block.content]
    local last = pandoc.List()
    if solutions.t == 'Div' and solutions.classes:includes('solutions') then
        block.content:remove(#block.content)
        last:insert(heading('Solutions', stem))
        last:extend(solutions.content)
    end
    if with_hints then
        local hints = pandoc.List()
        block = pandoc.walk_block(block, {Div = function(div)
            return take_hints(div, hints)
        end})
        if #hints > 0 then
            block.content:insert(heading('Hints', stem))
            block.content:extend(hints)
        end
    end
    block.content:extend(last)
    return block
end

return ending
