-- The book as web pages: a page for each chapter, a page of contents, and the
-- data for the search. Writes them into the directory of the metadata `output`;
-- what it returns to pandoc is empty.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local common = require 'common'
local elements = require 'elements'
local ending = require 'ending'
local escape, raw, wrapped = elements.escape, elements.raw, elements.wrapped

local figures -- where the drawn figures are
local output -- where the pages go
local template
local book -- {title, subtitle, language, edition}
local pages = {} -- in order: {name, number, title, part, sections, body}
local page_of = {} -- identifier → file name of its page
local colour_of = {} -- "r,g,b" → CSS variable with that colour as fallback

local function write_file(name, text)
    local file = assert(io.open(output .. '/' .. name, 'wb'))
    assert(file:write(text))
    assert(file:close())
end

local function html_of(blocks)
    local body = pandoc.walk_block(pandoc.Div(blocks), {Inlines = elements.formulas})
    local html = pandoc.write(pandoc.Pandoc(body.content), 'html5',
        pandoc.WriterOptions(PANDOC_WRITER_OPTIONS))
    -- Roles that are out of use; and heads of tables that are a formula, which some
    -- screen readers pass over.
    return (html:gsub('%s+role="doc%-endnote"', ''):gsub('%s+role="doc%-biblioentry"', '')
        :gsub('<th([^>]*)>(<math.->([^<]*)</annotation></semantics></math></th>)',
            '<th%1><span class="unseen">%3</span>%2'))
end

local function inline_html(inlines)
    return (html_of({pandoc.Plain(inlines)}):gsub('\n$', ''))
end

-- ---- Figures: their SVG becomes part of the page, its colours variables ----

-- Reads the colours of the line types from figures/style.gp.
local function read_colours()
    local style = common.read('figures/style.gp')
    local function add(variable, hex)
        local r, g, b = hex:match('#(%x%x)(%x%x)(%x%x)')
        local key = table.concat({tonumber(r, 16), tonumber(g, 16), tonumber(b, 16)}, ',')
        colour_of[key] = string.format('var(--figure-%s, %s)', variable, hex)
    end
    local i = 0
    for hex in style:match("\nseries = \"([^\"]*)\""):gmatch('#%x+') do
        i = i + 1
        add(tostring(i), hex)
    end
    for _, name in ipairs{'guide', 'ink', 'pale'} do
        add(name, style:match("\n" .. name .. " = '(#%x+)'"))
    end
    colour_of['0,0,0'] = 'var(--figure-ink, #000)'
end

local function svg(name, alt)
    local text = common.read(figures .. '/' .. name .. '.svg')
    if not text then
        common.problem('figures/' .. name .. '.gp', 'not drawn; run `make figures`')
        return ''
    end
    text = text:gsub('^.-<svg', '<svg', 1)
    text = text:gsub('rgb%(%s*(%d+),%s*(%d+),%s*(%d+)%)', function(r, g, b)
        return colour_of[r .. ',' .. g .. ',' .. b]
    end)
    text = text:gsub('([a-z]+ ?= ?)(["\'])black%2', '%1%2' .. colour_of['0,0,0'] .. '%2')
    text = text:gsub(' font%-family="[^"]*"', '')
    -- Identifiers of several drawings on a page must not meet.
    text = text:gsub('( id ?= ?["\'])', '%1' .. name .. '-')
    text = text:gsub("(href ?= ?[\"']#)", '%1' .. name .. '-')
    text = text:gsub('(url%(["\']?#)', '%1' .. name .. '-')
    return (text:gsub('<svg%s', function()
        return string.format('<svg role="img" aria-label="%s" ', escape(alt))
    end, 1))
end

-- ---- What differs from the EPUB ----

-- The drawing itself; a large one as a file of its own.
local function drawing(name, alt)
    local png = common.read(figures .. '/' .. name .. '.png')
    if png then
        write_file(name .. '.png', png)
        local width, height = string.unpack('>I4I4', png, 17)
        local scale = 54 * 2.54 / 250 -- 54 pixels a centimetre, like the SVG; made at 250 dpi
        return string.format('<img src="%s.png" alt="%s" width="%.0f" height="%.0f" ' ..
            'loading="lazy">', name, escape(alt), width * scale, height * scale)
    end
    return svg(name, alt)
end

local function figure(block)
    return elements.figure(block, {raw('%s',
        drawing(block.attributes.picture, block.attributes.alt))})
end

-- Each hint is folded into the one before it, so that they open one by one.
local function hints(block)
    local result = pandoc.List()
    local count = #block.content
    for i, hint in ipairs(block.content) do
        result:insert(raw('<details class="hint"><summary>%s</summary>',
            count == 1 and 'A hint' or i == 1 and 'Hint 1 of ' .. count or
            'Hint ' .. i .. (i == count and ', the last' or '')))
        result:extend(hint.content)
    end
    result:insert(raw('%s', string.rep('</details>', count)))
    return result
end

-- ::: {.touch of="xor"}: a figure to be touched, by touch/xor.js, under the text that
-- says what to try. Without its script it stays hidden.
local touched -- the names of those on the present page
local function touch(block)
    local name = block.attributes.of or ''
    if not common.read('touch/' .. name .. '.js') then
        common.here('of="' .. name .. '"', 'there is no touch/%s.js', name)
    end
    touched:insert(name)
    return wrapped(raw('<section class="touch" hidden>'), block.content,
        raw('<div data-touch="%s"></div></section>', escape(name)))
end

local function div(block)
    if block.classes:includes('touch') then
        return touch(block)
    elseif block.classes:includes('figure') then
        return figure(block)
    elseif block.classes:includes('hints') then
        return hints(block)
    elseif block.classes:includes('answers') then
        return wrapped(raw('<details class="answers"><summary>Answers</summary>'),
            block.content, raw('</details>'))
    end
    return elements.div(block)
end

local function table_box(block)
    return wrapped(raw('<div class="table">'), {block}, raw('</div>'))
end

local function header(block)
    block = elements.number(block)
    if block.level == 2 then
        block.content:insert(pandoc.Link({pandoc.Str('#')}, '#' .. block.identifier, '',
            pandoc.Attr('', {'anchor'}, {['aria-label'] = 'Link to this section'})))
    end
    return block
end

-- ---- Pages ----

local function collect_identifiers(block, page)
    local function collect(element)
        if element.identifier ~= '' then
            page_of[element.identifier] = page.name
        end
    end
    pandoc.walk_block(block, {Header = collect, Div = collect, Table = collect, Span = collect})
end

local function add_page(block, part)
    local title = block.content[1]
    local page = {
        name = block.attributes.file:match('([^/]+)%.md$') .. '.html',
        number = title.attributes.number,
        title = inline_html(title.content),
        text = pandoc.utils.stringify(title.content),
        part = part,
        block = ending.of_chapter(block, false),
        sections = {},
    }
    for _, child in ipairs(page.block.content) do
        if child.t == 'Header' and child.level == 2 then
            table.insert(page.sections, {id = child.identifier,
                number = child.attributes.number, title = inline_html(child.content)})
        end
    end
    collect_identifiers(page.block, page)
    pages[#pages + 1] = page
end

local function numbered(item)
    return (item.number and '<span class="number">' .. item.number .. '</span> ' or '') ..
        item.title
end

-- The list of parts and chapters; sections of `open` only, or of all if it is nil.
local function contents(open, all)
    local lines = {}
    local part
    for i, page in ipairs(pages) do
        if i == 1 or page.part ~= part then
            lines[#lines + 1] = (i > 1 and '</ol>' or '') ..
                (page.part and '<p class="part">' .. page.part .. '</p>' or '') .. '<ol>'
            part = page.part
        end
        lines[#lines + 1] = string.format('<li><a href="%s"%s>%s</a>', page.name,
            page == open and ' aria-current="page"' or '', numbered(page))
        if (page == open or all) and #page.sections > 0 then
            lines[#lines + 1] = '<ol>'
            for _, section in ipairs(page.sections) do
                lines[#lines + 1] = string.format('<li><a href="%s#%s">%s</a></li>',
                    page == open and '' or page.name, section.id, numbered(section))
            end
            lines[#lines + 1] = '</ol>'
        end
        lines[#lines + 1] = '</li>'
    end
    lines[#lines + 1] = '</ol>'
    return table.concat(lines, '\n')
end

local function neighbour(page, relation, word)
    if not page then
        return '<span></span>'
    end
    return string.format('<a rel="%s" href="%s"><span>%s</span> %s</a>', relation, page.name,
        word, numbered(page))
end

local function write_page(name, fields)
    fields.book = escape(book.title)
    fields.lang = book.language
    fields.edition = book.edition
    write_file(name, (template:gsub('%$(%a+)%$', function(key)
        return assert(fields[key], key)
    end)))
end

local function rewrite_link(page)
    return function(link)
        local id = link.target:match('^#(.+)')
        if not id or page_of[id] == page.name then
            return nil
        elseif not page_of[id] then
            common.problem(page.name, 'a link leads to #%s, which does not exist', id)
            return nil
        end
        link.target = page_of[id] .. link.target
        return link
    end
end

local function body_of(page)
    touched = pandoc.List()
    common.file = page.block.attributes.file
    local block = pandoc.walk_block(page.block, {Link = rewrite_link(page)})
    block = pandoc.walk_block(block, {Header = header, Table = table_box})
    block = pandoc.walk_block(block, {Div = div})
    -- The number of a line is a link to it: not one for the keyboard.
    local scripts = touched:map(function(name)
        return '<script src="touch-' .. name .. '.js" defer></script>\n'
    end)
    if #scripts > 0 then
        scripts:insert(1, '<script src="touch.js" defer></script>\n')
    end
    return (html_of(block.content):gsub('<a href="#cb(%d+%-%d+)"></a>',
        '<a href="#cb%1" aria-hidden="true" tabindex="-1"></a>')) .. table.concat(scripts)
end

-- ---- Search ----

local function quoted(text)
    return '"' .. text:gsub('[%c"\\<]', function(c)
        return string.format('\\u%04x', c:byte())
    end) .. '"'
end

-- A formula as the search shows it: its letters and signs in a line.
local signs = {alpha = 'α', beta = 'β', gamma = 'γ', delta = 'δ', varepsilon = 'ε', eta = 'η',
    theta = 'θ', lambda = 'λ', mu = 'μ', pi = 'π', rho = 'ρ', sigma = 'σ', cdot = '·',
    times = '×', pm = '±', le = '≤', ge = '≥', ne = '≠', approx = '≈', leftarrow = '←',
    sum = 'Σ', partial = '∂', odot = '⊙', infty = '∞', sqrt = '√', dots = '…',
    log = 'log', exp = 'exp', max = 'max', min = 'min', sin = 'sin', cos = 'cos'}
local function formula_text(math)
    local text = math.text:gsub('\\begin%b{}', ' '):gsub('\\end%b{}', ' '):gsub('\\[td]?frac%s*(%b{})%s*(%b{})', '%1/%2')
        :gsub('\\(%a+)', function(name) return signs[name] or ' ' end)
        :gsub('\\.', ' '):gsub('[{}&_]', ''):gsub('%s+', ' ')
    return pandoc.Str((text:gsub('^ ', ''):gsub(' $', '')))
end

-- The text of blocks, and the entries of the index that stand in them. Code that only
-- the web pages show would make the index three times as large.
local function searched(blocks)
    local terms = pandoc.List()
    local body = pandoc.walk_block(pandoc.Div(blocks), {
        Math = formula_text,
        Span = function(span)
            if span.classes:includes('entry') then
                terms:insert((span.attributes.entry:gsub('!', ' ')))
            end
        end,
        Div = function(div)
            if div.classes:includes('web') then
                return {}
            end
        end,
    })
    local text = pandoc.write(pandoc.Pandoc(body.content), 'plain'):gsub('%s+', ' ')
    return text, table.concat(terms, ', ')
end

-- A record for each section, subsection, exercise and milestone.
local function search_data()
    local lines = {}
    local function add(page, id, title, blocks)
        local text, terms = searched(blocks)
        lines[#lines + 1] = string.format('{"url":%s,"page":%s,"title":%s,"terms":%s,"text":%s}',
            quoted(page.name .. (id and '#' .. id or '')), quoted(page.text), quoted(title),
            quoted(terms), quoted(text))
    end
    for _, page in ipairs(pages) do
        local id, title, blocks
        for _, block in ipairs(page.block.content) do
            local attributes = block.attributes
            if block.t == 'Header' then
                if title then
                    add(page, id, title, blocks)
                end
                id = block.level > 1 and block.identifier
                title = (attributes.number and attributes.number .. ' ' or '') ..
                    pandoc.utils.stringify(block.content)
                blocks = pandoc.List()
            elseif block.t == 'Div' and (block.classes:includes('exercise') or
                block.classes:includes('milestone')) then
                add(page, block.identifier, (block.classes:includes('exercise') and 'Exercise ' or
                    'Milestone ') .. attributes.number .. ' ' .. attributes.title, block.content)
            else
                blocks:insert(block)
            end
        end
        add(page, id, title, blocks)
    end
    return 'window.bookSections = [\n' .. table.concat(lines, ',\n') .. '\n];\n'
end

-- What a page is about, for those who find it elsewhere: how its text begins.
local function description(page)
    for _, block in ipairs(page.block.content) do
        if block.t == 'Para' then
            local text = searched({block}):gsub(' $', '')
            return escape(#text > 160 and text:sub(1, 160):gsub('%s%S*$', ' …') or text)
        end
    end
    return ''
end

function Pandoc(doc)
    local meta = pandoc.utils.stringify
    figures = meta(doc.meta.figures)
    output = meta(doc.meta.output)
    template = assert(common.read(meta(doc.meta.page)))
    book = {
        title = meta(doc.meta.title), subtitle = meta(doc.meta.subtitle),
        language = meta(doc.meta.lang),
        edition = meta(doc.meta.edition) == 'instructor'
            and 'Instructor’s edition, with solutions' or 'Student’s edition',
        file = 'learning-to-see-in-c' .. (meta(doc.meta.edition) == 'instructor' and '-instructor' or ''),
    }
    read_colours()

    local part
    for _, block in ipairs(doc.blocks) do
        if block.t == 'Header' then
            local number = block.attributes.number
            part = (number and 'Part ' .. number .. '. ' or '') .. inline_html(block.content)
        else
            add_page(block, part)
        end
    end
    write_file('search-data.js', search_data())
    for i, page in ipairs(pages) do
        write_page(page.name, {
            title = escape(page.text) .. ' · ' .. escape(book.title),
            description = description(page),
            main = body_of(page), contents = contents(page), kind = 'chapter',
            neighbours = neighbour(pages[i - 1], 'prev', 'Previous') ..
                neighbour(pages[i + 1], 'next', 'Next'),
        })
    end
    local rights = pandoc.List()
    for _, text in ipairs(doc.meta.rights or {}) do
        rights:insert('<p>' .. inline_html(text) .. '</p>')
    end
    write_page('index.html', {
        title = escape(book.title), contents = contents(nil), kind = 'cover',
        description = escape(book.subtitle),
        main = string.format('<div class="title">%s<div><h1>%s</h1><p class="subtitle">%s</p>' ..
            '<p class="edition">%s</p><p>Also as <a href="../%s.pdf">PDF</a>%s.</p></div></div>\n<nav class="contents" aria-label="Contents">' ..
            '<h2 id="contents">Contents</h2>\n%s</nav>\n<footer class="rights">%s</footer>',
            svg('cover', 'The letter C, made of dots of different size.'), escape(book.title),
            escape(book.subtitle), book.edition, book.file,
            book.file:find('instructor') and '' or ' and <a href="../' .. book.file .. '.epub">EPUB</a>',
            contents(nil, true), table.concat(rights)),
        neighbours = neighbour(nil) .. neighbour(pages[1], 'next', 'Next'),
    })
    common.finish()
    return pandoc.Pandoc({})
end
