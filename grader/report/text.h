/* Text from anywhere, made fit to be shown. All functions take any bytes. */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>
#include <stdio.h>

/* The same pointer; the program ends if it is NULL, for want of memory. */
void *checked(void *memory);

/* printf into a new string. */
char *text_new(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A copy that is valid UTF-8: U+FFFD stands for what is not. */
char *text_valid(const char *text);

/* A valid copy without what can steer a terminal: "?" stands for control
   characters and for those that turn the direction of writing. Tabs become
   blanks; newlines stay. */
char *text_printable(const char *text);

/* The same in one line: "?" stands for newlines and tabs too. */
char *text_line(const char *text);

/* The first `lines` lines, with "..." below if there are more. */
char *text_head(const char *text, int lines);

/* How many columns `text` takes on a terminal. */
int text_width(const char *text);

/* How many bytes of `text` fit in `columns` columns. */
size_t text_fit(const char *text, int columns);

/* Writes printable text with every line indented and broken at blanks, so that
   it fits in `width` columns. What a compiler shows of the source is cut. */
void text_wrap(FILE *out, const char *text, int indent, int width);

#endif
