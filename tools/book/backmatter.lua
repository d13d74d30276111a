-- The index and the lists at the end of the book, from what stands in the chapters.
--   [learning rate]{.term}       a term where it is explained: emphasised, and in
--                                the index
--   [Adam]{.index}               in the index as it stands
--   [...]{.index entry="He initialisation"}        under another name
--   [...]{.term entry="momentum!Nesterov's"}       below another entry
--   ::: {.list of="figures"}     here the list of figures, exercises or terms
-- Leaves
--   Span .entry (entry, code) where something of the index stands
--   Div .index, a list of entries with links to their places
--   Div .lines, a list whose items begin with a link to what they name

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local common = require 'common'

local places = {} -- entry → list of {id, text} in the order of reading
local code = {} -- entry → whether it is code
local lists = {figures = pandoc.List(), exercises = pandoc.List()}
local count = 0
local here -- what the present section is called in the index

local function enter(span)
    local is_term = span.classes:includes('term')
    if not is_term and not span.classes:includes('index') then
        return nil
    end
    count = count + 1
    local entry = span.attributes.entry or pandoc.utils.stringify(span.content)
    local id = 'entry-' .. count
    if not places[entry] then
        places[entry] = pandoc.List()
        code[entry] = not span.attributes.entry and #span.content == 1 and
            span.content[1].t == 'Code'
    end
    local list = places[entry]
    if #list == 0 or list[#list].text ~= here then
        list:insert({id = id, text = here})
    end
    return pandoc.Span(is_term and {pandoc.Emph(span.content)} or span.content,
        pandoc.Attr(id, {'entry'}, {entry = entry, code = code[entry] and 'yes' or nil}))
end

-- The first sentence of a caption.
local function first_sentence(inlines)
    local result = pandoc.List()
    for i, inline in ipairs(inlines) do
        result:insert(inline)
        if inline.t == 'Str' and inline.text:find('[.?!]$') and inlines[i + 1] and
            inlines[i + 1].t ~= 'Str' then
            break
        end
    end
    return result
end

local function item(id, label, inlines)
    local all = pandoc.List{pandoc.Link({pandoc.Str(label)}, '#' .. id), pandoc.Space()}
    all:extend(inlines)
    return {pandoc.Plain(all)}
end

local function list_box(div)
    local attributes = div.attributes
    if div.classes:includes('figure') then
        local caption = pandoc.walk_block(pandoc.Para(first_sentence(div.content[1].content)),
            {Link = function(link) return link.content end})
        lists.figures:insert(item(div.identifier, attributes.label, caption.content))
    elseif div.classes:includes('exercise') or div.classes:includes('milestone') then
        lists.exercises:insert(item(div.identifier, (div.classes:includes('exercise') and
            'Exercise\u{a0}' or 'Milestone\u{a0}') .. attributes.number,
            {pandoc.Str(attributes.title)}))
    end
end

local function read_chapter(chapter)
    local title = chapter.content[1]
    local own = title.attributes.number or pandoc.utils.stringify(title)
    here = own
    for i, block in ipairs(chapter.content) do
        if block.t == 'Header' then
            here = block.level == 2 and (block.attributes.number or own) or here
        else
            pandoc.walk_block(pandoc.Div{block}, {Div = list_box})
            chapter.content[i] = pandoc.walk_block(block, {Span = enter})
        end
    end
    return chapter
end

-- ---- The index ----

local function sort_key(text)
    return text:lower():gsub('[^%w%s]', '')
end

local function in_order(a, b)
    local one, two = sort_key(a), sort_key(b)
    return one < two or one == two and a < b
end

local function shown(name, entry)
    local inlines = pandoc.List{code[entry] and pandoc.Code(name) or pandoc.Str(name)}
    for _, place in ipairs(places[entry] or {}) do
        inlines:extend({pandoc.Str(','), pandoc.Space(),
            pandoc.Link({pandoc.Str(place.text)}, '#' .. place.id)})
    end
    return inlines
end

local function index()
    local below = {} -- entry → its sub-entries
    local heads = pandoc.List()
    for entry in pairs(places) do
        local head, rest = entry:match('^(.-)!(.+)$')
        head = head or entry
        if not below[head] then
            below[head] = {}
            heads:insert(head)
        end
        if rest then
            table.insert(below[head], rest)
        end
    end
    heads:sort(in_order)
    local blocks = pandoc.List()
    local letter, items
    for _, head in ipairs(heads) do
        local first = sort_key(head):sub(1, 1):upper()
        first = first:find('%a') and first or '0–9'
        if first ~= letter then
            letter, items = first, pandoc.List()
            blocks:insert(pandoc.Para{pandoc.Strong{pandoc.Str(letter)}})
            blocks:insert(pandoc.BulletList(items))
        end
        local item = pandoc.List{pandoc.Plain(shown(head, head))}
        table.sort(below[head], in_order)
        if #below[head] > 0 then
            local inner = pandoc.List()
            for _, rest in ipairs(below[head]) do
                inner:insert({pandoc.Plain(shown(rest, head .. '!' .. rest))})
            end
            item:insert(pandoc.BulletList(inner))
        end
        items:insert(item)
        blocks[#blocks] = pandoc.BulletList(items)
    end
    return pandoc.Div(blocks, pandoc.Attr('', {'index'}))
end

local function fill(div)
    if not div.classes:includes('list') then
        return nil
    elseif div.attributes.of == 'terms' then
        return index()
    elseif lists[div.attributes.of] then
        return pandoc.Div({pandoc.BulletList(lists[div.attributes.of])},
            pandoc.Attr('', {'lines'}))
    end
    common.here('of="' .. tostring(div.attributes.of) .. '"',
        'expected of="figures", "exercises" or "terms"')
end

function Pandoc(doc)
    common.each_chapter(doc, read_chapter)
    common.each_chapter(doc, {Div = fill})
    common.finish()
    return doc
end
