# Where the smallest ellipse touches the diamond, and where the circle.
eval figure(10, 5.6)
set multiplot layout 1, 2 margins 0.07, 0.985, 0.18, 0.86 spacing 0.09, 0
set size ratio -1
set xrange [-1.4:2.4]
set yrange [-1.2:2.8]
set xtics 1
set ytics 1
set xlabel 'w_1'
unset key
do for [k = 0:1] {
    set title (k == 0 ? 'L1: a corner' : 'L2: a circle')
    plot 'corner.dat' index 3 * k using 1:2 with filledcurves lt 9, \
         '' index 3 * k using 1:2 with lines lt 1, \
         '' index 3 * k + 2 using 1:2 with lines lt 3, \
         '' index 3 * k + 1 using 1:2 with points lt 2 ps 1, \
         '+' every ::0::0 using (0.5):(1.7) with points lt 3 pt 1
}
unset multiplot
