# Left, the tile of a matrix product: twelve vectors of sums, two vectors of B,
# one number of A at a time. Right, that of the row kernel: ten vectors of sums
# of five filters, two vectors straight from the picture.
eval figure(11.6, 5.6)
set multiplot
unset key
unset grid
unset border
unset tics
set style fill solid noborder
set size ratio -1

set lmargin at screen 0.0; set rmargin at screen 0.5
set bmargin at screen 0.02; set tmargin at screen 0.98
set xrange [-3.2:16.8]
set yrange [9.0:-4.4]
do for [i = 0:5] {
    set object rectangle from -2, i to -1, i + 1 fillcolor lt 9 fillstyle solid border lt 8
    do for [v = 0:1] {
        set object rectangle from 8 * v + 0.06, i + 0.08 to 8 * v + 7.94, i + 0.92 \
            fillstyle empty border lt 1
    }
}
do for [v = 0:1] {
    set object rectangle from 8 * v + 0.06, -2 to 8 * v + 7.94, -1 \
        fillcolor lt 9 fillstyle solid border lt 8
    do for [l = 1:7] {
        set arrow from 8 * v + l, -2 to 8 * v + l, -1 nohead lt 7
        set arrow from 8 * v + l, 0.08 to 8 * v + l, 5.92 nohead lt 9
    }
}
set label 1 'row p of B: two vectors' at 8, -2.9 center textcolor lt 8
set label 2 'column p of A' at -1.5, 7 center textcolor lt 8
set label 3 'C: twelve vectors of sums' at 8, 7 center textcolor lt 8
plot 1 / 0 notitle

unset object
unset arrow
unset label
set lmargin at screen 0.52; set rmargin at screen 1.0
set xrange [-3.4:15.8]
set yrange [9.0:-4.4]
do for [i = 0:5] {
    set arrow from 0, i - 2 to 12, i - 2 nohead lt 7
}
do for [j = 0:12] {
    set arrow from j, -2 to j, 3 nohead lt 7
}
set object rectangle from 1, -1 to 9, 0 fillcolor lt 9 fillstyle solid border lt 8 behind
set object rectangle from 1, 0 to 9, 1 fillcolor lt 9 fillstyle solid border lt 8 behind
set object rectangle from 1.06, -0.94 to 8.94, -0.06 fillstyle empty border lt 2
set object rectangle from 1.06, 0.06 to 8.94, 0.94 fillstyle empty border lt 2
set label 1 'a channel of the picture' at 6, -2.9 center textcolor lt 8
set label 2 'two rows, eight columns' at 12.3, 0 left textcolor lt 8 font ',1'
do for [o = 0:4] {
    set object rectangle from -2.6, 4.0 + 0.75 * o to -1.8, 4.6 + 0.75 * o \
        fillcolor lt 9 fillstyle solid border lt 8
    set object rectangle from 0, 4.0 + 0.75 * o to 5.8, 4.6 + 0.75 * o \
        fillstyle empty border lt 1
    set object rectangle from 6.2, 4.0 + 0.75 * o to 12, 4.6 + 0.75 * o \
        fillstyle empty border lt 1
}
set label 3 'five weights' at -2.2, 8.4 center textcolor lt 8
set label 4 'ten vectors of sums' at 6, 8.4 center textcolor lt 8
plot 1 / 0 notitle
unset multiplot
