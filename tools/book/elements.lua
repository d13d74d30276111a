-- What numbers.lua left, as HTML: used for the web pages and for the EPUB, which
-- differ in figures and hints.

local common = require 'common'

local elements = {}

function elements.escape(text)
    return (text:gsub('[&<>"]', {['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;',
        ['"'] = '&quot;'}))
end
local escape = elements.escape

local function raw(format, ...)
    return pandoc.RawBlock('html', string.format(format, ...))
end
elements.raw = raw

-- before, the blocks, after.
local function wrapped(before, blocks, after)
    local result = pandoc.List{before}
    result:extend(blocks)
    result:insert(after)
    return result
end
elements.wrapped = wrapped

-- A figure around its picture, which is a list of blocks.
function elements.figure(block, picture)
    local result = wrapped(raw('<figure id="%s">', block.identifier), picture,
        raw('<figcaption><b class="label">%s.</b>', block.attributes.label))
    result:extend({pandoc.Plain(block.content[1].content), raw('</figcaption></figure>')})
    return result
end

local function equation(block)
    return wrapped(raw('<div class="equation" id="%s">', block.identifier),
        {pandoc.Plain(block.content[1].content)},
        raw('<span class="number">(%s)</span></div>', block.attributes.number))
end

local function with_head(kind, identifier, caption, blocks)
    local id = identifier ~= '' and string.format(' id="%s"', identifier) or ''
    local result = pandoc.List{raw('<figure class="%s"%s><figcaption>', kind, id)}
    result:extend(caption)
    result:insert(raw('</figcaption>'))
    result:extend(blocks)
    result:insert(raw('</figure>'))
    return result
end

local function file_name(text)
    return raw('<code class="file">%s</code>', escape(text))
end

local function listing(block)
    local content = block.content
    local caption = pandoc.List()
    if block.attributes.label then
        caption:insert(raw('<b class="label">%s.</b>', block.attributes.label))
    end
    if content[1].t == 'Para' then
        caption:insert(pandoc.Plain(content:remove(1).content))
    end
    caption:insert(file_name(block.attributes.file))
    return with_head('listing', block.identifier, caption, content)
end

-- The page makes wide output smaller on a narrow screen.
local function printed(block)
    local columns = 0
    common.each_line(block.content[1].text, function(line)
        columns = math.max(columns, utf8.len(line))
    end)
    block.content[1].attributes.style = '--columns: ' .. columns
    return with_head('output', block.identifier,
        {raw('Output of '), file_name(block.attributes.file)}, block.content)
end

local function contract(block)
    for _, child in ipairs(block.content) do
        child.classes = {'c'}
        child.attributes.startFrom = nil
    end
    return with_head('contract', '', {file_name(block.attributes.file .. ', lines ' ..
        block.attributes.lines)}, block.content)
end

local function solution(block)
    local attributes = block.attributes
    return with_head('listing', block.identifier, {
        raw('<b class="label"><a href="#ex:%s">%s.</a></b> %s', attributes.number,
            attributes.number, escape(attributes.title)),
        file_name(attributes.file)}, block.content)
end

local function box(block, kind)
    local attributes = block.attributes
    return wrapped(
        raw('<section class="%s" id="%s"><header><h3><span class="label">%s %s</span> %s</h3>' ..
            '<span class="points">%s points</span></header>', kind:lower(), block.identifier,
            kind, attributes.number, escape(attributes.title), attributes.points),
        block.content, raw('</section>'))
end

-- ---- Formulas ----

-- Whether an operator can be followed by a sign: a relation, a comma, an opening
-- bracket, but not a closing one.
local function opens(operator, text)
    return not operator:find('form="postfix"') and not text:find('^[])}|!]$')
        and text ~= '∥' and text ~= '…' and text ~= '⋯' and text ~= '′'
end

-- A formula as MathML. Pandoc does not say when − and + are signs, so that browsers
-- set "= − 1" like "2 − 1"; its combining accents stand beside their letter; its
-- double bar is a relation; it makes every bracket a large one; and Pandoc 3 gives
-- a small fraction an attribute that EPUB does not know.
local function mathml(formula)
    local html = pandoc.write(pandoc.Pandoc{pandoc.Plain{formula}}, 'html5',
        pandoc.WriterOptions{html_math_method = 'mathml'}):gsub('\n$', '')
    for _, sign in ipairs{'−', '%+', '±'} do
        local found = '<mo>(' .. sign .. ')</mo>'
        html = html:gsub('(<mo([^>]*)>([^<]*)</mo>)' .. found, function(before, operator, text, s)
            return opens(operator, text) and before .. '<mo form="prefix">' .. s .. '</mo>' or nil
        end)
        html = html:gsub('(<mtd[^>]*>)' .. found, '%1<mo form="prefix">%2</mo>')
    end
    html = html:gsub('>\u{303}<', '>~<'):gsub('>\u{302}<', '>ˆ<'):gsub('>∥<', '>‖<')
    html = html:gsub('<mfrac displaystyle="(%a+)">', function(large)
        return string.format('<mfrac style="math-style: %s">', large == 'true' and 'normal' or 'compact')
    end)
    if not formula.text:find('\\left%f[%A]') and not formula.text:find('\\begin')
        and not formula.text:find('\\[bB]ig') then
        html = html:gsub('stretchy="true"', 'stretchy="false"')
    end
    if formula.mathtype == 'DisplayMath' then
        html = '<span class="formula">' .. html .. '</span>'
    end
    return pandoc.RawInline('html', html)
end

local function is_formula(inline)
    return inline.t == 'Math' and inline.mathtype == 'InlineMath'
end

-- Formulas as MathML. Browsers would break a line between a formula and the comma
-- behind it or the bracket before it.
function elements.formulas(inlines)
    local result = pandoc.List()
    local i = 1
    while i <= #inlines do
        local last = i
        local has_formula = is_formula(inlines[i])
        while (inlines[last].t == 'Str' or is_formula(inlines[last])) and inlines[last + 1]
            and (inlines[last + 1].t == 'Str' or is_formula(inlines[last + 1])) do
            last = last + 1
            has_formula = has_formula or is_formula(inlines[last])
        end
        local joined = has_formula and last > i
        if joined then
            result:insert(pandoc.RawInline('html', '<span class="joined">'))
        end
        for k = i, last do
            result:insert(inlines[k].t == 'Math' and mathml(inlines[k]) or inlines[k])
        end
        if joined then
            result:insert(pandoc.RawInline('html', '</span>'))
        end
        i = last + 1
    end
    return result
end

-- ---- Boxes ----

-- The HTML of a Div, or nil if it is to stay as it is.
function elements.div(block)
    local classes = block.classes
    if classes:includes('equation') then
        return equation(block)
    elseif classes:includes('listing') then
        return listing(block)
    elseif classes:includes('output') then
        return printed(block)
    elseif classes:includes('contract') then
        return contract(block)
    elseif classes:includes('solution') then
        return solution(block)
    elseif classes:includes('exercise') then
        return box(block, 'Exercise')
    elseif classes:includes('milestone') then
        return box(block, 'Milestone')
    elseif classes:includes('aside') then
        return wrapped(raw('<aside>'), block.content, raw('</aside>'))
    end
end

-- Writes its number before a heading.
function elements.number(header)
    local number = header.attributes.number
    if number then
        header.attributes.number = nil
        header.content:insert(1, pandoc.Space())
        header.content:insert(1, pandoc.Span({pandoc.Str(number)},
            pandoc.Attr('', {'number'})))
    end
    return header
end

return elements
