# Nine trials: three values of what matters, or nine.
eval figure(10, 5.4)
set multiplot layout 2, 2 margins 0.07, 0.985, 0.13, 0.93 spacing 0.07, 0.04
set xrange [0:1]
unset key
unset xtics
do for [k = 0:1] {
    set title (k == 0 ? 'grid' : 'random')
    set yrange [0:1.2]
    unset ytics
    set ylabel (k == 0 ? 'worth' : '')
    plot 'grid_random.dat' index 2 using 1:2 with lines lt 1, \
         '' index k using 1:(0):(0):($3) with vectors nohead lt 7, \
         '' index k using 1:3 with points lt 2
}
unset title
set xlabel 'the setting that matters'
do for [k = 0:1] {
    set yrange [0:1]
    set ylabel (k == 0 ? 'the other one' : '')
    plot 'grid_random.dat' index k using 1:2 with points lt 2
}
unset multiplot
