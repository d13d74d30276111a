/* What is asked about a picture: what, where, which pixels, which points. */
#include "figure.h"
#include "scene.h"

static Thing things[SCENE * SCENE];

/* The smallest box around a thing: left, top, right, bottom. */
static void find_box(Thing thing, int box[4])
{
    box[0] = box[1] = SCENE;
    box[2] = box[3] = -1;
    for (int i = 0; i < SCENE * SCENE; i++) {
        int row = i / SCENE, column = i % SCENE;
        if (things[i] == thing) {
            box[0] = column < box[0] ? column : box[0];
            box[1] = row < box[1] ? row : box[1];
            box[2] = column > box[2] ? column : box[2];
            box[3] = row > box[3] ? row : box[3];
        }
    }
}

int main(void)
{
    static real x[SCENE * SCENE];
    FILE *file = figure_open("tasks.dat");
    draw_scene(x, things);
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < SCENE; i++) {
            for (int j = 0; j < SCENE; j++) {
                int at = i * SCENE + j;
                fprintf(file, "%.3f ",
                        k == 0 ? (double)x[at] : things[at] / 3.0);
            }
            fprintf(file, "\n");
        }
        fprintf(file, "\n\n");
    }
    for (Thing thing = BALL; thing <= BOX; thing++) {
        int b[4];
        find_box(thing, b);
        fprintf(file, "%d %d\n%d %d\n%d %d\n%d %d\n%d %d\n\n\n", b[0], b[1],
                b[2], b[1], b[2], b[3], b[0], b[3], b[0], b[1]);
    }
    figure_close(file);
    return 0;
}
