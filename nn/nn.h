/* The commands of the program nn. Each returns the status to exit with: 0; 1
   after an error; 2 if it was called wrongly. */
#ifndef NN_H
#define NN_H

#include "error.h"

#include <jansson.h>

int train_command(int argc, char **argv);
int eval_command(int argc, char **argv);
int predict_command(int argc, char **argv);
int look_command(int argc, char **argv);
int show_command(int argc, char **argv);
int plot_command(int argc, char **argv);
int data_command(int argc, char **argv);
int search_command(int argc, char **argv);

/* Says on standard error what went wrong; returns 1. */
int fail(const char *command, const Error *error);

/* Prints an object on a line of its own and frees it. */
void print_json(json_t *object);

/* A number, or null for what JSON cannot say: infinite or none. */
json_t *number_json(double number);

#endif
