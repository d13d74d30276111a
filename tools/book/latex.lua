-- The whole book for xelatex: what numbers.lua left becomes the environments of
-- pdf/book.tex.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local ending = require 'ending'

local figures -- where the drawn figures are
local instructor -- whether it is the instructor's edition

local function raw(text)
    return pandoc.RawBlock('latex', text)
end

local function raw_inline(text)
    return pandoc.RawInline('latex', text)
end

-- Text that may hold any character, as LaTeX.
local function latex(text)
    return (pandoc.write(pandoc.Pandoc{pandoc.Plain{pandoc.Str(text)}}, 'latex'):gsub('\n$', ''))
end

-- Inlines as a block: before, them, after.
local function wrapped(before, inlines, after)
    local all = pandoc.List{raw_inline(before)}
    all:extend(inlines)
    all:insert(raw_inline(after))
    return pandoc.Plain(all)
end

local function blocks_in(environment, arguments, blocks)
    local result = pandoc.List{raw('\\begin{' .. environment .. '}' .. arguments)}
    result:extend(blocks)
    result:insert(raw('\\end{' .. environment .. '}'))
    return result
end

local function arguments(...)
    local result = {}
    for _, text in ipairs{...} do
        result[#result + 1] = '{' .. text .. '}'
    end
    return table.concat(result)
end

local function code_lines(blocks)
    local count = 0
    pandoc.walk_block(pandoc.Div(blocks), {CodeBlock = function(block)
        count = count + select(2, block.text:gsub('\n', '')) + 1
    end})
    return count
end

-- Boxes of up to so many lines stay on one page. A line of prose has about 80
-- letters.
local function breaking(blocks, lines)
    local text = pandoc.utils.stringify(pandoc.Div(blocks))
    return code_lines(blocks) + #text / 80 > lines and 'breakable' or 'unbreakable'
end

local unbroken = 14 -- lines of output

local function figure(block)
    local file = figures .. '/' .. block.attributes.picture .. '.pdf'
    return {
        raw('\\begin{figure}[htbp]\\centering\\drawing' ..
            arguments(block.identifier, file)),
        wrapped('\\figurecaption{' .. latex(block.attributes.label) .. '.}{',
            block.content[1].content, '}'),
        raw('\\end{figure}'),
    }
end

local function equation(block)
    local inlines = block.content[1].content
    local formula = inlines[#inlines].text:match('^%s*(.-)%s*$')
    return raw_inline('\\begin{equation}\\tag{' .. block.attributes.number .. '}\\target{' ..
        block.identifier .. '}\n' .. formula .. '\n\\end{equation}')
end

local function listing(block)
    local attributes = block.attributes
    local content = block.content
    local caption = {}
    if content[1].t == 'Para' then
        caption = content:remove(1).content
    end
    local result = pandoc.List{raw('\\begin{listing}{' .. breaking(content, 28) .. '}')}
    local label = attributes.label and latex(attributes.label) .. '.' or ''
    result:insert(wrapped('\\listinghead' .. arguments(block.identifier, label) .. '{',
        caption, '}{' .. latex(attributes.file) .. '}'))
    for _, child in ipairs(content) do
        if child.t == 'Div' then
            child = raw('\\listinggap')
        end
        result:insert(child)
    end
    result:insert(raw('\\end{listing}'))
    return result
end

local function contract(block)
    for _, child in ipairs(block.content) do
        child.classes = {'c', 'unnumbered'}
        child.attributes.startFrom = nil
    end
    return blocks_in('contract', arguments(latex(block.attributes.file ..
        ', lines ' .. block.attributes.lines)), block.content)
end

local function exercise(block, environment)
    local attributes = block.attributes
    return blocks_in(environment, '[' .. breaking(block.content, 24) .. ']' ..
        arguments(block.identifier, attributes.number,
        latex(attributes.title), attributes.points), block.content)
end

local function task(block)
    local inlines = block.content[1].content
    if block.attributes.hints then
        inlines:insert(raw_inline('\\hintpage' ..
            arguments(block.attributes.hints, block.attributes.count)))
    end
    return wrapped('\\task{', inlines, '}')
end

local function solution(block)
    local attributes = block.attributes
    local result = pandoc.List{raw('\\begin{listing}{' .. breaking(block.content, 28) .. '}'),
        raw('\\solutionhead' .. arguments(block.identifier, attributes.number,
            latex(attributes.title), latex(attributes.file)))}
    result:extend(block.content)
    result:insert(raw('\\end{listing}'))
    return result
end

-- A list of figures or exercises: a line of each, with its page.
local function lines(block)
    local result = pandoc.List()
    for _, item in ipairs(block.content[1].content) do
        local inlines = pandoc.List(item[1].content)
        local link = inlines:remove(1)
        inlines:remove(1)
        result:insert(wrapped('\\listline' .. arguments(link.target:sub(2),
            latex(pandoc.utils.stringify(link.content))) .. '{', inlines, '}'))
    end
    return result
end

local function answers(block)
    if not instructor then
        return {}
    end
    block.content:insert(1, pandoc.Para{pandoc.Strong{pandoc.Str('Answers')}})
    return block.content
end

local function div(block)
    local classes = block.classes
    if classes:includes('figure') then
        return figure(block)
    elseif classes:includes('listing') then
        return listing(block)
    elseif classes:includes('output') then
        return blocks_in('programoutput', arguments(breaking(block.content, unbroken),
            latex(block.attributes.file)), block.content)
    elseif classes:includes('contract') then
        return contract(block)
    elseif classes:includes('exercise') or classes:includes('milestone') then
        return exercise(block, classes[1] .. 'box')
    elseif classes:includes('task') then
        return task(block)
    elseif classes:includes('aside') or classes:includes('takeaway') then
        return blocks_in(classes[1] .. 'box', '', block.content)
    elseif classes:includes('solution') then
        return solution(block)
    elseif classes:includes('answers') then
        return answers(block)
    elseif classes:includes('index') then
        return raw('\\printindex')
    elseif classes:includes('lines') then
        return lines(block)
    elseif classes:includes('hint-list') then
        return blocks_in('hintlist', arguments(block.identifier), block.content)
    end
end

-- A table as a tabular: pandoc's longtable cannot stand in a box. Pandoc 3 writes
-- the last rule before the rows, Pandoc 2 behind them.
local function tabular(block)
    local caption = block.caption.long[1].content
    local identifier = block.identifier
    block.caption.long = {}
    block.identifier = ''
    local text = pandoc.write(pandoc.Pandoc{block}, 'latex')
    text = text:gsub('\\begin{longtable}%[%]', '\\begin{tabular}')
        :gsub('\\endfirsthead.-\\endhead\n', ''):gsub('\\endhead\n', '')
        :gsub('\\bottomrule[^\n]*\n', ''):gsub('\\endlastfoot\n', '')
        :gsub('\\end{longtable}', '\\bottomrule\n\\end{tabular}')
    return {
        raw('\\begin{booktable}'),
        wrapped('\\tablecaption{' .. identifier .. '}{', caption, '}'),
        raw(text .. '\\end{booktable}'),
    }
end

local function is_formula(block)
    return block.t == 'Para' and #block.content == 1 and block.content[1].t == 'Math'
end

-- A formula belongs to the paragraph before it, and to the one after it if that
-- goes on in the middle of a sentence. TeX adds space and indents otherwise.
local function join_formulas(blocks)
    local result = pandoc.List()
    for _, block in ipairs(blocks) do
        local before = result[#result]
        local formula
        if block.t == 'Div' and block.classes:includes('equation') then
            formula = equation(block)
        elseif is_formula(block) then
            formula = block.content[1]
        end
        if formula and before and before.t == 'Para' then
            before.content:extend({pandoc.SoftBreak(), formula})
        elseif formula then
            result:insert(pandoc.Para{raw_inline('\\noindent'), formula})
        else
            local first = block.t == 'Para' and block.content[1]
            if first and before and first.t == 'Str' and first.text:find('^%l') then
                block.content:insert(1, raw_inline('\\noindent '))
            end
            result:insert(block)
        end
    end
    return result
end

-- "In numbers:" at the foot of a page and the numbers overleaf do not do. An output
-- that may break does so by its own rules: then there must be room for a piece of it,
-- below the introduction and the headings before that. A long listing is let go: it
-- would leave half a page empty.
local function keep_introductions(blocks)
    local result = pandoc.List()
    for i, block in ipairs(blocks) do
        local follows = blocks[i + 1]
        result:insert(block)
        if follows and block.t == 'Para' and
            (follows.t == 'CodeBlock' or follows.t == 'Table' or follows.t == 'Div' and
            (follows.classes:includes('output') or follows.classes:includes('listing'))) and
            pandoc.utils.stringify(block):find(':%s*$') then
            local lines = math.ceil(#pandoc.utils.stringify(block) / 85)
            local long = follows.t ~= 'Table' and breaking({follows}, unbroken) == 'breakable'
            local output = follows.t == 'Div' and follows.classes:includes('output')
            if long and output and lines <= 6 then
                local at = #result
                while at > 1 and result[at - 1].t == 'Header' do
                    at = at - 1
                    lines = lines + 3
                end
                result:insert(at, raw('\\needspace{' .. lines + 9 .. '\\baselineskip}'))
            end
            if not long or output then
                result:insert(raw('\\keepwithnext'))
            end
        end
    end
    return result
end

-- Code that stands in the text for itself.
local function snippet(block)
    local classes = block.classes
    if classes:includes('numberLines') or classes:includes('unnumbered')
        or classes:includes('printed') then
        return nil
    end
    return blocks_in('snippet', '', {block})
end

-- An entry as makeindex wants it: what it is sorted by, and what is shown. Its own
-- signs are quoted.
local function index_entry(text, is_code)
    local levels = pandoc.List()
    for level in text:gmatch('[^!]+') do
        local shown = latex(level):gsub('["@|]', '"%0')
        levels:insert(level:lower():gsub('[^%w%s]', '') .. '@' ..
            (is_code and '\\texttt{' .. shown .. '}' or shown))
    end
    return table.concat(levels, '!')
end

local function span(block)
    if block.classes:includes('label') then
        local inlines = pandoc.List{raw_inline('\\labelstyle{')}
        inlines:extend(block.content)
        inlines:insert(raw_inline('}'))
        return inlines
    elseif block.classes:includes('entry') then
        local attributes = block.attributes
        local inlines = pandoc.List(block.content)
        inlines:insert(raw_inline('\\index{' ..
            index_entry(attributes.entry, attributes.code) .. '}'))
        return inlines
    end
end

-- References to sections say the page too: (page 12), or a comma within brackets.
local function with_pages(inlines)
    local result = pandoc.List()
    local depth = 0
    for _, inline in ipairs(inlines) do
        result:insert(inline)
        if inline.t == 'Str' then
            depth = depth + select(2, inline.text:gsub('[([]', '')) - select(2, inline.text:gsub('[])]', ''))
        elseif inline.t == 'Link' and inline.target:find('^#sec:') then
            local page = '\\pageref{' .. inline.target:sub(2) .. '}'
            result:insert(raw_inline(depth > 0 and ', page~' .. page or ' (page~' .. page .. ')'))
        end
    end
    return result
end

-- Long code in a line of text may break behind _ and /, without a hyphen.
local function code(inline)
    if #inline.text > 12 then
        local text = pandoc.write(pandoc.Pandoc{pandoc.Plain{inline}}, 'latex')
        return raw_inline((text:gsub('\n$', ''):gsub('(\\_)', '%1\\allowbreak{}')
            :gsub('(/)', '%1\\allowbreak{}')))
    end
end

local matter = 'front'
local appendix = false

local function heading(command, block)
    local inlines = pandoc.List{raw_inline(command .. '[')}
    inlines:extend(block.content)
    inlines:insert(raw_inline(']{\\target{' .. block.identifier .. '}'))
    inlines:extend(block.content)
    inlines:insert(raw_inline('}'))
    return pandoc.Plain(inlines)
end

-- Headings of chapters and parts switch between front, main and back matter.
local function header(block)
    local classes = block.classes
    local before = ''
    if block.level == 2 and classes:includes('ending') then
        return wrapped('\\chapterend{' .. block.identifier .. '}{', block.content, '}')
    elseif block.level > 1 then
        return block
    elseif classes:includes('part') and classes:includes('unnumbered') then
        return raw('\\bookmarksetup{startatroot}')
    end
    local unnumbered = classes:includes('unnumbered')
    if matter == 'front' and not unnumbered then
        before = '\\mainmatter'
        matter = 'main'
    elseif matter == 'main' and unnumbered then
        before = '\\backmatter'
        matter = 'back'
    elseif classes:includes('appendix') and not appendix then
        before = '\\appendix'
        appendix = true
    end
    local command = classes:includes('part') and '\\part' or unnumbered and '\\addchap'
        or '\\chapter'
    return heading(before .. command, block)
end

function Pandoc(doc)
    figures = pandoc.utils.stringify(doc.meta.figures)
    instructor = pandoc.utils.stringify(doc.meta.edition) == 'instructor'
    doc.meta.instructor = instructor
    for i, block in ipairs(doc.blocks) do
        doc.blocks[i] = ending.of_chapter(block, true)
    end
    -- Headings first and in their order; then boxes, the inner before the outer.
    local blocks = pandoc.List()
    for _, block in ipairs(doc.blocks) do
        local list = block.t == 'Div' and block.content or {block}
        for _, child in ipairs(list) do
            blocks:insert(child.t == 'Header' and header(child) or child)
        end
    end
    local body = pandoc.walk_block(pandoc.Div(blocks), {Inlines = with_pages})
    body = pandoc.walk_block(body, {Blocks = join_formulas})
    body = pandoc.walk_block(body, {Blocks = keep_introductions})
    body = pandoc.walk_block(body, {Table = tabular, CodeBlock = snippet,
        Span = span, Code = code})
    body = pandoc.walk_block(body, {Div = div})
    return pandoc.Pandoc(body.content, doc.meta)
end
