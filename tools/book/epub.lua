-- The book for an EPUB: one document, hints and solutions at the end of each
-- chapter.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local common = require 'common'
local elements = require 'elements'
local ending = require 'ending'

local figures

local function div(block)
    if block.classes:includes('figure') then
        local file = figures .. '/' .. block.attributes.picture
        file = file .. (common.read(file .. '.png') and '.png' or '.svg')
        return elements.figure(block, {pandoc.Plain{
            pandoc.Image({pandoc.Str(block.attributes.alt)}, file)}})
    elseif block.classes:includes('task') and block.attributes.hints then
        local count = tonumber(block.attributes.count)
        block.content[1].content:extend({pandoc.Space(), pandoc.Link(
            {pandoc.Str(count == 1 and 'A hint' or count .. ' hints')},
            '#' .. block.attributes.hints)})
        return pandoc.Div(block.content, pandoc.Attr('', {'task'}))
    elseif block.classes:includes('answers') then
        return {}
    elseif block.classes:includes('chapter') then
        return block.content
    end
    return elements.div(block)
end

-- A part has a page of its own; a group without number has none.
local function part(block)
    if not block.classes:includes('part') then
        return nil
    elseif not block.attributes.number then
        return {}
    end
    local title = pandoc.List{pandoc.Str('Part ' .. block.attributes.number .. '. ')}
    title:extend(block.content)
    block.attributes.number = nil
    block.content = title
    return block
end

function Pandoc(doc)
    figures = pandoc.utils.stringify(doc.meta.figures)
    doc.meta.rights = pandoc.utils.stringify(doc.meta.rights[1])
    local blocks = pandoc.List()
    for _, block in ipairs(doc.blocks) do
        blocks:insert(ending.of_chapter(block, true))
    end
    local body = pandoc.walk_block(pandoc.Div(blocks), {Header = part})
    body = pandoc.walk_block(body, {Header = elements.number, Div = div})
    body = pandoc.walk_block(body, {Inlines = elements.formulas})
    return pandoc.Pandoc(body.content, doc.meta)
end
