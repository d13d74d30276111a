# Above the pixels of a row; below, one line for each place of the window.
eval figure(11.6, 4.6)
set multiplot layout 1, 5 margins 0.02, 0.98, 0.04, 0.84 spacing 0.03, 0
unset tics
unset key
unset grid
unset border
titles = "'stride 1' 'stride 2' 'stride 3' 'padding 1' 'dilation 2'"
set yrange [6.9:-1.8]
do for [k = 0:4] {
    unset object
    set title word(titles, k + 1)
    pad = k == 3 ? 1 : 0
    set xrange [-1.8:8.8]
    do for [p = -pad:6 + pad] {
        if (p < 0 || p > 6) {
            set object rectangle from p - 0.45, -1.45 to p + 0.45, -0.55 \
                fillstyle empty border lt 7
        } else {
            set object rectangle from p - 0.45, -1.45 to p + 0.45, -0.55 \
                fillcolor lt 9 fillstyle solid border lt 8
        }
    }
    plot 'strides.dat' index k using 1:($3 == 0 ? $2 : 1/0) with points lt 1 pt 5 ps 0.75, \
         '' index k using 1:($3 == 1 ? $2 : 1/0) with points lt 2 pt 4 ps 0.75
}
unset multiplot
