/* What a milestone, run in the subject, tells the judge. */
#include "milestone.h"
#include "channel.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int channel = -1;

void milestone_tells(int fd)
{
    channel = fd;
}

bool require(Verdict *verdict, bool condition, const char *format, ...)
{
    (void)verdict;
    char text[MESSAGE_BYTES] = "";
    if (!condition) {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(text, sizeof text, format, arguments);
        va_end(arguments);
    }
    send_message(channel, condition ? MET : NOT_MET, text, strlen(text));
    return condition;
}

void award(Verdict *verdict, double share, const char *format, ...)
{
    (void)verdict;
    char message[MESSAGE_BYTES];
    va_list arguments;
    memcpy(message, &share, sizeof share);
    va_start(arguments, format);
    vsnprintf(message + sizeof share, sizeof message - sizeof share, format,
              arguments);
    va_end(arguments);
    send_message(channel, AWARDED, message,
                 sizeof share + strlen(message + sizeof share));
}

void no_data(Verdict *verdict, const char *why)
{
    (void)verdict;
    send_message(channel, DATA_LACKS, why, strlen(why));
}
