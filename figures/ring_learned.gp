# Four stages of learning the ring: shaded where the network answers "ring".
eval figure(12.4, 3.9)
set multiplot layout 1, 4 margins 0.01, 0.99, 0.02, 0.88 spacing 0.015
unset key
unset grid
set border 15
unset tics
set size ratio 1
set xrange [-3:3]
set yrange [-3:3]
steps = '0 50 250 2000'
do for [k = 0:3] {
    set title 'after '.word(steps, k + 1).' steps' offset 0, -0.6
    plot 'ring_learned.dat' index k using 1:2:(205):(215):(228):(255 * ($3 > 0)) with rgbalpha, \
         'ring_learned-points.dat' using 1:($3 == 1 ? $2 : NaN) with points lt 1 ps 0.16, \
         '' using 1:($3 == 0 ? $2 : NaN) with points lt 2 ps 0.18
}
unset multiplot
