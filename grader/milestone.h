/* In the subject: where require() and no_data() tell the judge. */
#ifndef MILESTONE_H
#define MILESTONE_H

void milestone_tells(int fd);

#endif
