#include "text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

void *checked(void *memory)
{
    if (memory == NULL) {
        fputs("report: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

char *text_new(const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    return checked(length < 0 ? NULL : text);
}

/* ---- UTF-8 ---- */

/* Decodes the character that text begins with. Returns its bytes; 0 if it is not
   valid UTF-8. */
static size_t decode(const char *text, unsigned *code)
{
    const unsigned char *s = (const unsigned char *)text;
    if (s[0] < 0x80) {
        *code = s[0];
        return 1;
    }
    size_t size = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    static const unsigned smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (s[0] < 0xc2 || s[0] > 0xf4) {
        return 0;
    }
    *code = s[0] & (0xffu >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        if ((s[i] & 0xc0) != 0x80) {
            return 0;
        }
        *code = *code << 6 | (s[i] & 0x3fu);
    }
    bool surrogate = *code >= 0xd800 && *code <= 0xdfff;
    return *code < smallest[size] || *code > 0x10ffff || surrogate ? 0 : size;
}

/* Control characters of C0 and C1, marks that turn the direction of writing or
   break lines, and what is no character. */
static bool is_harmful(unsigned code)
{
    return (code < 0x20 && code != '\n' && code != '\t') ||
           (code >= 0x7f && code <= 0x9f) || code == 0x61c || code == 0x200e ||
           code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069) || (code & 0xfffe) == 0xfffe;
}

/* A copy in which valid text is left alone unless it is to be printed. */
static char *copy(const char *text, bool printable)
{
    char *result = NULL;
    size_t size = 0;
    FILE *out = checked(open_memstream(&result, &size));
    for (int column = 0; *text != '\0';) {
        unsigned code = 0;
        size_t bytes = decode(text, &code);
        if (bytes == 0) {
            fputs("\xef\xbf\xbd", out); /* U+FFFD */
        } else if (printable && code == '\t') {
            column += fprintf(out, "%*s", 8 - column % 8, "") - 1;
        } else if (printable && is_harmful(code)) {
            fputc('?', out);
        } else {
            fwrite(text, 1, bytes, out);
        }
        column = code == '\n' ? 0 : column + 1;
        text += bytes > 0 ? bytes : 1;
    }
    fclose(out);
    return checked(result);
}

char *text_valid(const char *text)
{
    return copy(text, false);
}

char *text_printable(const char *text)
{
    return copy(text, true);
}

char *text_line(const char *text)
{
    char *valid = copy(text, false);
    for (char *c = valid; *c != '\0'; c++) {
        *c = *c == '\n' || *c == '\t' ? '?' : *c;
    }
    char *line = copy(valid, true);
    free(valid);
    return line;
}

char *text_head(const char *text, int lines)
{
    size_t end = 0;
    for (int line = 0; text[end] != '\0'; end++) {
        if (text[end] == '\n' && ++line == lines) {
            break;
        }
    }
    bool more = text[end] != '\0' && text[end + 1] != '\0';
    return text_new("%.*s%s", (int)end, text, more ? "\n..." : "");
}

/* ---- Columns ---- */

static int columns_of(unsigned code)
{
    int columns = wcwidth((wchar_t)code);
    return columns < 0 ? 1 : columns; /* the system does not know it */
}

int text_width(const char *text)
{
    int columns = 0;
    while (*text != '\0') {
        unsigned code = 0;
        size_t bytes = decode(text, &code);
        columns += columns_of(code);
        text += bytes > 0 ? bytes : 1;
    }
    return columns;
}

size_t text_fit(const char *text, int columns)
{
    size_t end = 0;
    while (text[end] != '\0') {
        unsigned code = 0;
        size_t bytes = decode(text + end, &code);
        columns -= columns_of(code);
        if (columns < 0) {
            break;
        }
        end += bytes > 0 ? bytes : 1;
    }
    return end;
}

/* How much of a line of `length` bytes stands in the next `room` columns: up to
   a blank, or, of a word that is too long, what fits. */
static size_t part_of_line(const char *line, size_t length, int room)
{
    size_t fits = text_fit(line, room);
    if (fits >= length) {
        return length;
    }
    size_t lead = strspn(line, " ");
    for (size_t end = fits; end > lead; end--) {
        if (line[end] == ' ') {
            return end;
        }
    }
    return fits > 0 ? fits : 1;
}

/* "   12 |     return b" and the line of marks below it. */
static bool is_excerpt(const char *line)
{
    size_t bar = strspn(line, " 0123456789");
    return bar > 0 && line[bar] == '|';
}

void text_wrap(FILE *out, const char *text, int indent, int width)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        size_t lead = strspn(text, " ");
        int hang = lead < (size_t)width / 3 ? (int)lead : 0;
        size_t done = 0;
        do {
            int margin = indent + (done > 0 ? hang : 0);
            size_t take =
                is_excerpt(text)
                    ? text_fit(text, width - margin)
                    : part_of_line(text + done, length - done, width - margin);
            take = take < length - done ? take : length - done;
            fprintf(out, "%*s%.*s\n", take > 0 ? margin : 0, "", (int)take,
                    text + done);
            done += is_excerpt(text) ? length : take;
            while (done < length && text[done] == ' ') {
                done++;
            }
        } while (done < length);
        text += length + (text[length] == '\n');
    }
}
