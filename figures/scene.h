/* A photograph of our own making: a ball and a box on a striped floor, computed
   ray by ray, with a little noise. */
#ifndef SCENE_H
#define SCENE_H

#include "real.h"
#include "rng.h"

enum { SCENE = 96 };

/* What is seen at a pixel. */
typedef enum Thing { WALL, FLOOR, BALL, BOX } Thing;

typedef struct Ray {
    double x, y, z;
} Ray;

static inline double dot(Ray a, Ray b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

/* How far along the ray from the origin the ball is; 0 if it is missed. */
static inline double meet_ball(Ray from, Ray to, Ray centre, double radius)
{
    Ray off = {from.x - centre.x, from.y - centre.y, from.z - centre.z};
    double b = dot(off, to), c = dot(off, off) - radius * radius;
    double root = b * b - c;
    return root > 0 && -b - sqrt(root) > 1e-6 ? -b - sqrt(root) : 0;
}

/* The same for a box with its edges along the axes; *side: the axis of the face
   that is met. */
static inline double meet_box(Ray from, Ray to, Ray low, Ray high, int *side)
{
    const double o[] = {from.x, from.y, from.z}, d[] = {to.x, to.y, to.z};
    const double l[] = {low.x, low.y, low.z}, h[] = {high.x, high.y, high.z};
    double near = 1e-6, far = 1e9;
    for (int k = 0; k < 3; k++) {
        double a = (l[k] - o[k]) / d[k], b = (h[k] - o[k]) / d[k];
        double first = a < b ? a : b, last = a < b ? b : a;
        *side = first > near ? k : *side;
        near = first > near ? first : near;
        far = last < far ? last : far;
    }
    return near < far && near > 1e-6 ? near : 0;
}

/* The grey level, 0 ... 1, of the ray through a place of the picture. */
static inline double look(double column, double row, Thing *thing)
{
    const Ray ball = {-0.75, 0.75, 4}, light = {-0.55, 0.75, -0.36};
    const Ray low = {0.35, 0, 3.6}, high = {1.35, 1.1, 4.6}, eye = {0, 1.15, 0};
    Ray to = {column / SCENE - 0.5, 0.42 - row / SCENE, 0.9};
    double size = sqrt(dot(to, to));
    int side = 0, ignored = 0;
    to = (Ray){to.x / size, to.y / size, to.z / size};
    double b = meet_ball(eye, to, ball, 0.75);
    double c = meet_box(eye, to, low, high, &side);
    double f = to.y < 0 ? -eye.y / to.y : 0;
    if (f > 9) {
        f = 0;
    }
    *thing = WALL;
    if (b > 0 && (c == 0 || b < c)) {
        *thing = BALL;
        Ray n = {(eye.x + b * to.x - ball.x) / 0.75,
                 (eye.y + b * to.y - ball.y) / 0.75,
                 (b * to.z - ball.z) / 0.75};
        return 0.15 + 0.75 * fmax(0, dot(n, light));
    }
    if (c > 0) {
        *thing = BOX;
        return side == 0 ? 0.75 : side == 1 ? 0.92 : 0.55;
    }
    if (f > 0) {
        *thing = FLOOR;
        Ray at = {f * to.x, 1e-4, f * to.z};
        bool dark = meet_ball(at, light, ball, 0.75) > 0 ||
                    meet_box(at, light, low, high, &ignored) > 0;
        double stripe = fmod(at.x + 100, 0.8) < 0.4 ? 0.78 : 0.5;
        return stripe * (dark ? 0.4 : 1);
    }
    return 0.9 - 0.25 * row / SCENE;
}

/* x: [SCENE][SCENE]; things: the same, or NULL. */
static inline void draw_scene(real *x, Thing *things)
{
    enum { RAYS = 4 }; /* in each direction, for a pixel */
    Rng rng = rng_seeded(8);
    for (int i = 0; i < SCENE * SCENE; i++) {
        double sum = 0;
        Thing thing = WALL;
        for (int k = 0; k < RAYS * RAYS; k++) {
            sum += look(i % SCENE + (k % RAYS + 0.5) / RAYS,
                        i / SCENE + (k / RAYS + 0.5) / RAYS, &thing);
        }
        if (things != NULL) {
            look(i % SCENE + 0.5, i / SCENE + 0.5, &thing);
            things[i] = thing;
        }
        x[i] = (real)(sum / RAYS / RAYS + 0.01 * rng_normal(&rng));
    }
}

#endif
