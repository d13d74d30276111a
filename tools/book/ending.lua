-- What goes to the end of a chapter: the hints, where they cannot be folded, and
-- in the instructor's edition the solutions. And what does not go on paper.

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

-- Listings of class web are for the web pages: in their place the files are named.
-- What can be touched is for them alone.
local function without_web(blocks)
    local result = pandoc.List()
    local before_is_web = false
    for _, block in ipairs(blocks) do
        local is_touched = block.t == 'Div' and block.classes:includes('touch')
        local is_web = block.t == 'Div' and block.classes:includes('web')
        if is_web then
            local names = before_is_web and result:remove(#result).content or
                pandoc.List{pandoc.Str('On the web pages:')}
            if before_is_web then
                names:insert(pandoc.Str(','))
            end
            names:extend({pandoc.Space(), pandoc.Code(block.attributes.file)})
            block = pandoc.Para(names)
        end
        if not is_touched then
            result:insert(block)
        end
        before_is_web = is_web
    end
    return result
end

-- The chapter with its solutions at its end and, if it is one for paper, with its
-- hints there and without what is for the web pages.
function ending.of_chapter(block, on_paper)
    if block.t ~= 'Div' or not block.classes:includes('chapter') then
        return block
    end
    if on_paper then
        block.content = without_web(block.content)
    end
    local stem = block.attributes.file:match('([^/]+)%.md$')
    local solutions = block.content[#block.content]
    local last = pandoc.List()
    if solutions.t == 'Div' and solutions.classes:includes('solutions') then
        block.content:remove(#block.content)
        last:insert(heading('Solutions', stem))
        last:extend(solutions.content)
    end
    if on_paper then
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
