/* A command's options in one table: from it they are read, explained by --help,
   kept in a run's configuration, and suggested to those who mistype them. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "error.h"

#include <jansson.h>
#include <stddef.h>

typedef enum OptionType {
    FLAG,   /* bool */
    TEXT,   /* const char * */
    WHOLE,  /* size_t */
    NUMBER, /* double */
    LIST    /* TextList: it may be given more than once */
} OptionType;

enum { LISTED = 16 /* at most */ };

typedef struct TextList {
    const char *texts[LISTED];
    size_t count;
} TextList;

typedef struct Option {
    const char *name; /* of --name; NULL ends a table */
    char letter;      /* of -x, or 0 */
    OptionType type;
    void *value;                 /* of that type; holds the default before */
    const char *argument, *help; /* FILE, "write to FILE" */
    double least, most;          /* of a number */
    bool kept;                   /* part of a run's configuration */
    bool given;                  /* set by options_parse */
} Option;

typedef struct Usage {
    const char *command, *operands, *purpose;
    Option *options;
    size_t least, most;   /* operands */
    const char *examples; /* and whatever else --help says at its end */
} Usage;

/* Reads the options; operands becomes the index of the first operand. Returns
   −1 to go on, or the status to exit with: 0 after --help, 2 after a mistake,
   which it has explained. */
int options_parse(const Usage *usage, int argc, char **argv, int *operands);

/* The options that are kept, as an object, and back. An error if a value has
   another type or is out of range. The texts belong to the object. */
json_t *options_json(const Option *options);
bool options_from_json(Option *options, const json_t *object, Error *error);

#endif
