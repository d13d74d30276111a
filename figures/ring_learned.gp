# Four stages of learning the ring: shaded where the network answers "ring".
eval figure(10.2, 10.6)
set multiplot layout 2, 2 margins 0.01, 0.99, 0.01, 0.95 spacing 0.02, 0.06
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
         'ring_learned-points.dat' using 1:($3 == 1 ? $2 : NaN) with points lt 1 ps 0.3, \
         '' using 1:($3 == 0 ? $2 : NaN) with points lt 2 ps 0.36
}
unset multiplot
