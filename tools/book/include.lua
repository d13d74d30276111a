-- Puts the chapters into book.md. A list in book.md names chapters by their stem;
-- each becomes a Div of class "chapter" that remembers its file. A heading of
-- book.md is a part; one that is .unnumbered only groups what follows.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local common = require 'common'

-- Raw TeX or HTML would be lost in the other formats.
local READER = 'markdown-auto_identifiers-implicit_figures-raw_tex-raw_html'

local function chapter(stem)
    local path = 'chapters/' .. stem .. '.md'
    local text = common.read(path)
    if not text then
        common.problem(common.where('book.md', stem), 'there is no file %s', path)
        return pandoc.Div({})
    end
    local blocks = pandoc.read(text, READER).blocks
    local title = blocks[1]
    if not title or title.t ~= 'Header' or title.level ~= 1
        or not title.identifier:find('^ch:') then
        common.problem(path .. ':1', 'a chapter begins with `# Title {#ch:topic}`')
    end
    return pandoc.Div(blocks, pandoc.Attr('', {'chapter'}, {file = path}))
end

function Pandoc(doc)
    local blocks = pandoc.List()
    local part = 0
    for _, block in ipairs(doc.blocks) do
        if block.t == 'BulletList' then
            for _, item in ipairs(block.content) do
                blocks:insert(chapter(pandoc.utils.stringify(item)))
            end
        elseif block.t == 'Header' and block.level == 1 then
            block.classes:insert('part')
            if not block.classes:includes('unnumbered') then
                part = part + 1
                block.attributes.number = pandoc.utils.to_roman_numeral(part)
            end
            blocks:insert(block)
        else
            common.problem('book.md', 'only headings (parts) and lists of chapters ' ..
                'may stand here, not a %s', block.t)
        end
    end
    common.finish()
    return pandoc.Pandoc(blocks, doc.meta)
end
