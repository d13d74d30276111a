# Left, the tile of a matrix product: twelve vectors of sums, two vectors of B,
# one number of A at a time. Right, that of the row kernel: ten vectors of sums
# of five filters, two vectors straight from the picture.
eval figure(11.6, 4.9)
set margins 0, 0, 0, 0
unset key
unset grid
unset border
unset tics
set size ratio -1
set xrange [-4.6:38.2]
set yrange [11.0:-5.2]

# The product.
do for [i = 0:5] {
    set object rectangle from -2.4, 1.2 * i to -1.4, 1.2 * i + 1 \
        fillcolor lt 9 fillstyle solid border lt 8
    do for [v = 0:1] {
        set object rectangle from 8.3 * v, 1.2 * i to 8.3 * v + 8, 1.2 * i + 1 \
            fillstyle empty border lt 8
    }
}
do for [v = 0:1] {
    set object rectangle from 8.3 * v, -2 to 8.3 * v + 8, -1 \
        fillcolor lt 9 fillstyle solid border lt 8
    do for [l = 1:7] {
        set arrow from 8.3 * v + l, -2 to 8.3 * v + l, -1 nohead lt 7 front
        do for [i = 0:5] {
            set arrow from 8.3 * v + l, 1.2 * i to 8.3 * v + l, 1.2 * i + 1 nohead lt 7
        }
    }
}
set label 'row {/:Italic p} of B: two vectors' at 8.15, -3.0 center textcolor lt 8
set label 'column {/:Italic p} of A' at -4.4, 9.9 left textcolor lt 8
set label 'C: twelve sums' at 16.3, 8.4 right textcolor lt 8

# The row kernel.
do for [i = 0:5] {
    set arrow from 24, i - 2 to 36, i - 2 nohead lt 7
}
do for [j = 0:12] {
    set arrow from 24 + j, -2 to 24 + j, 3 nohead lt 7
}
do for [i = 0:1] {
    set object rectangle from 26, i - 1 to 34, i \
        fillcolor lt 9 fillstyle solid border lt 8 behind
    set object rectangle from 26, i - 1 to 34, i fillstyle empty border lt 8 front
}
set label 'a channel of the picture' at 30, -3.0 center textcolor lt 8
do for [o = 0:4] {
    set object rectangle from 21.2, 4 + 1.2 * o to 22.2, 5 + 1.2 * o \
        fillcolor lt 9 fillstyle solid border lt 8
    do for [i = 0:1] {
        set object rectangle from 24 + 6.2 * i, 4 + 1.2 * o to 29.8 + 6.2 * i, 5 + 1.2 * o \
            fillstyle empty border lt 8
    }
}
set label 'five weights, and ten sums' at 36, 10.7 right textcolor lt 8
plot 1 / 0 notitle
