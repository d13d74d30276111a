-- Numbers chapters, sections, figures, equations, tables and listings, and turns
-- @fig:x and its like into links that read "Figure 1.2". Leaves
--   Div .figure (picture, alt, label) with its caption
--   Div .equation (number) with its formula
--   Table whose caption begins with a Span .label
--   Div .listing (label) with its caption
-- and the attribute number on numbered headings.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local common = require 'common'

local NAMES = {fig = 'Figure', eq = 'Equation', tbl = 'Table', lst = 'Listing',
    ex = 'Exercise', sec = 'Section', ch = 'Chapter'}
local NBSP = '\u{a0}'

local text_of = {} -- label → what a reference to it says
local place_of = {} -- label → where it is defined
local chapter_number -- of the present chapter, or nil
local counters -- of the present chapter

local function define(label, text)
    local place = common.where(common.file, '#' .. label)
    if place_of[label] then
        if place == place_of[label] then
            place = common.where(common.file, '#' .. label, 2)
        end
        common.problem(place, 'the label #%s is already at %s; labels are unique in the book',
            label, place_of[label])
    end
    place_of[label] = place
    text_of[label] = text
end

-- The next number of a kind, for a label like fig:nuts: "Figure 1.2" and "1.2".
local function next_number(label)
    local kind = label:match('^%a+')
    counters[kind] = (counters[kind] or 0) + 1
    local number = (chapter_number and chapter_number .. '.' or '') .. counters[kind]
    define(label, NAMES[kind] .. NBSP .. number)
    return text_of[label], number
end

local function check_label(label, kind)
    if label:find('^' .. kind .. ':') then
        return true
    end
    common.here(label, 'expected a label that begins with #%s:, found "#%s"', kind, label)
    return false
end

local function label_span(text)
    return pandoc.Span({pandoc.Str(text .. '.')}, pandoc.Attr('', {'label'}))
end

local function figure(image)
    local picture = image.src
    local needle = '(' .. picture .. ')'
    if not check_label(image.identifier, 'fig') then
        return nil
    end
    if (image.attributes.alt or '') == '' then
        common.here(needle, 'the figure #%s has no alt="...": say what is to be seen, for ' ..
            'someone who cannot see it', image.identifier)
    end
    if #image.caption == 0 then
        common.here(needle, 'the figure #%s has no caption', image.identifier)
    end
    if not common.read('figures/' .. picture .. '.gp') then
        common.here(needle, 'the figure #%s needs figures/%s.gp, which does not exist',
            image.identifier, picture)
    end
    local label = next_number(image.identifier)
    return pandoc.Div({pandoc.Para(image.caption)}, pandoc.Attr(image.identifier, {'figure'},
        {picture = picture, alt = image.attributes.alt, label = label}))
end

local function paragraph(block)
    local first, last = block.content[1], block.content[#block.content]
    if #block.content == 1 and first.t == 'Image' then
        return figure(first)
    end
    local label = last and last.t == 'Str' and last.text:match('^{#(eq:[^}]+)}$')
    if label and first.t == 'Math' and #block.content <= 3 then
        local _, number = next_number(label)
        return pandoc.Div({pandoc.Para{first}},
            pandoc.Attr(label, {'equation'}, {number = number}))
    end
    for _, inline in ipairs(block.content) do
        if inline.t == 'Image' then
            common.here('(' .. inline.src .. ')', 'a figure is a paragraph of its own')
        elseif inline.t == 'Str' and inline.text:find('^{#') then
            common.here(inline.text:match('^{(#[^}]*)') or inline.text, 'the label %s belongs to ' ..
                'nothing: an equation with a label is a paragraph of its own', inline.text)
        end
    end
end

local function number_table(block)
    local caption = block.caption.long
    local inlines = caption[1] and caption[1].content or pandoc.List()
    local last = inlines[#inlines]
    local label = last and last.t == 'Str' and last.text:match('^{#([^}]+)}$')
    if not label or not check_label(label, 'tbl') then
        common.here(pandoc.utils.stringify(inlines), 'a table ends with a line ' ..
            '": Caption. {#tbl:name}"')
        return nil
    end
    inlines:remove(#inlines)
    if inlines[#inlines] and inlines[#inlines].t == 'Space' then
        inlines:remove(#inlines)
    end
    inlines:insert(1, pandoc.Space())
    inlines:insert(1, label_span((next_number(label))))
    block.caption.long = {pandoc.Plain(inlines)}
    block.identifier = label
    return block
end

local function div(block)
    if block.classes:includes('listing') then
        local attributes = block.attributes
        if block.identifier ~= '' then
            if not attributes.caption then
                common.here('#' .. block.identifier, 'a listing with a label needs caption="..."')
            end
            if check_label(block.identifier, 'lst') then
                attributes.label = next_number(block.identifier)
            end
        end
        if attributes.caption then
            block.content:insert(1, pandoc.Para(
                pandoc.read(attributes.caption, 'markdown').blocks[1].content))
            attributes.caption = nil
        end
        return block
    elseif block.classes:includes('exercise') or block.classes:includes('milestone') then
        local number = block.attributes.number
        if number:match('^%d+') ~= chapter_number then
            common.here('#' .. block.identifier, 'exercise %s stands in chapter %s', number,
                tostring(chapter_number))
        end
        define(block.identifier, (block.classes:includes('exercise') and 'Exercise' or
            'Milestone') .. NBSP .. number)
    elseif block.identifier ~= '' and not place_of[block.identifier] then
        define(block.identifier, nil)
    end
end

local function section(header)
    local number
    if header.level == 2 then
        if not check_label(header.identifier, 'sec') then
            return nil
        end
        if not header.classes:includes('unnumbered') and chapter_number then
            number = select(2, next_number(header.identifier))
            header.attributes.number = number
            return header
        end
        header.classes = {'unnumbered'}
    end
    if header.identifier ~= '' then
        define(header.identifier, '“' .. pandoc.utils.stringify(header) .. '”')
    end
    return header
end

local numbered, lettered = 0, 0

local function begin_chapter(header)
    counters = {}
    chapter_number = nil
    if header.classes:includes('unnumbered') then
        define(header.identifier, '“' .. pandoc.utils.stringify(header) .. '”')
        return
    end
    if header.classes:includes('appendix') then
        lettered = lettered + 1
        chapter_number = string.char(64 + lettered)
        define(header.identifier, 'Appendix' .. NBSP .. chapter_number)
    else
        numbered = numbered + 1
        chapter_number = tostring(numbered)
        define(header.identifier, 'Chapter' .. NBSP .. chapter_number)
        local in_name = common.stem:match('^(%d+)_')
        if in_name and tonumber(in_name) ~= numbered then
            common.problem(common.file, 'by its name this is chapter %d, but in book.md it is ' ..
                'the %d. chapter', in_name, numbered)
        end
    end
    header.attributes.number = chapter_number
end

-- Numbers what stands in blocks, in the order of reading.
local function number_blocks(blocks)
    local result = pandoc.List()
    for _, block in ipairs(blocks) do
        if block.t == 'Header' and block.level > 1 then
            block = section(block) or block
        elseif block.t == 'Para' then
            block = paragraph(block) or block
        elseif block.t == 'Table' then
            block = number_table(block) or block
        elseif block.t == 'Div' then
            block = div(block) or block
            if not block.classes:includes('figure') then
                block.content = number_blocks(block.content)
            end
        elseif block.t == 'BlockQuote' then
            block.content = number_blocks(block.content)
        elseif block.t == 'BulletList' or block.t == 'OrderedList' then
            for i, item in ipairs(block.content) do
                block.content[i] = number_blocks(item)
            end
        end
        result:insert(block)
    end
    return result
end

local cited = {} -- citation key → the first place that cites it
local referred = {} -- label → whether something refers to it

local function reference(cite)
    local inlines = pandoc.List()
    local other = 0
    for _, citation in ipairs(cite.citations) do
        local label = citation.id
        if not NAMES[label:match('^(%a+):')] then
            other = other + 1
            cited[label] = cited[label] or common.where(common.file, '@' .. label)
        else
            if not text_of[label] then
                common.here('@' .. label, 'unknown reference @%s: nothing in the book has the ' ..
                    'label #%s', label, label)
            end
            if #inlines > 0 then
                inlines:extend({pandoc.Str(','), pandoc.Space()})
            end
            inlines:extend(citation.prefix)
            if #citation.prefix > 0 then
                inlines:insert(pandoc.Space())
            end
            referred[label] = true
            inlines:insert(pandoc.Link({pandoc.Str(text_of[label] or '?')}, '#' .. label))
            inlines:extend(citation.suffix)
        end
    end
    if other == 0 then
        return inlines
    end
    if #inlines > 0 then
        common.here('@' .. cite.citations[1].id, 'a reference and a citation cannot share ' ..
            'brackets: write [@a] and @fig:b apart')
    end
end

local function check_link(link)
    local label = link.target:match('^#(.+)')
    if label and not place_of[label] then
        common.here(link.target, 'a link leads to %s, which does not exist', link.target)
    end
end

local function check_citations(doc)
    local listed = {}
    for _, entry in ipairs(pandoc.utils.references(doc)) do
        listed[entry.id] = true
    end
    for key, place in pairs(cited) do
        if not listed[key] then
            common.problem(place, 'unknown citation @%s: neither references.bib nor ' ..
                'chapters/*.bib has it', key)
        end
    end
end

-- A figure floats: without a reference nobody knows when to look at it.
local function check_figures()
    for label, place in pairs(place_of) do
        if label:find('^fig:') and not referred[label] then
            common.problem(place, 'nothing refers to the figure #%s: write @%s where it is ' ..
                'to be looked at', label, label)
        end
    end
end

function Pandoc(doc)
    common.each_chapter(doc, function(block)
        begin_chapter(block.content[1])
        block.content = number_blocks(block.content)
        return block
    end)
    common.each_chapter(doc, {Cite = reference})
    common.each_chapter(doc, {Link = check_link})
    check_citations(doc)
    check_figures()
    common.finish()
    return doc
end
