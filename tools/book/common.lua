-- What the filters share: files, and problems reported with the place where
-- they are.

local common = {}

local problems = {}

-- Notes a problem; place is "file:line" or whatever tells the author where.
function common.problem(place, format, ...)
    problems[#problems + 1] = place .. ': ' .. string.format(format, ...)
end

-- Ends pandoc if there was a problem, after printing them all.
function common.finish()
    if #problems > 0 then
        io.stderr:write(table.concat(problems, '\n'), '\n')
        os.exit(1)
    end
end

-- The contents of a file, or nil.
function common.read(path)
    local file = io.open(path, 'rb')
    if not file then
        return nil
    end
    local text = file:read('a')
    file:close()
    return text
end

-- Calls f(line, number) for each line of text; an empty text has none.
function common.each_line(text, f)
    if text == '' then
        return
    end
    local number = 0
    for line in (text:gsub('\n$', '') .. '\n'):gmatch('(.-)\n') do
        number = number + 1
        f(line, number)
    end
end

-- "file:line" of a place in file where needle stands as a whole, the first or the
-- occurrence-th, or just "file". Pandoc's tree has no line numbers, so that labels
-- and keys are looked up in the text.
function common.where(file, needle, occurrence)
    local left = occurrence or 1
    local found
    common.each_line(common.read(file) or '', function(line, number)
        local from = 1
        while not found do
            local first, last = line:find(needle, from, true)
            if not first then
                return
            end
            if not line:find('^[%w_-]', last + 1) then
                left = left - 1
                found = left == 0 and file .. ':' .. number or nil
            end
            from = last + 1
        end
    end)
    return found or file
end

-- Applies filter to each chapter of doc. While it runs, common.file is the
-- chapter's file and common.stem its stem (01_perceptron).
function common.each_chapter(doc, filter)
    for i, block in ipairs(doc.blocks) do
        if block.t == 'Div' and block.classes:includes('chapter') then
            common.file = block.attributes.file
            common.stem = common.file:match('([^/]+)%.md$')
            if type(filter) == 'function' then
                doc.blocks[i] = filter(block) or block
            else
                doc.blocks[i] = pandoc.walk_block(block, filter)
            end
        end
    end
end

-- A problem with something of the present chapter.
function common.here(needle, format, ...)
    common.problem(common.where(common.file, needle), format, ...)
end

-- Complains of the first line of code that is too wide for the printed page.
common.columns = 80
function common.check_width(text, place)
    common.each_line(text, function(line, number)
        local width = utf8.len(line) or #line
        if width > common.columns then
            common.problem(place(number), 'this line has %d columns, but the ' ..
                'printed page has room for %d: "%s"', width, common.columns, line)
        end
    end)
end

return common
