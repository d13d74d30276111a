# Loss on pictures not learned from, for the good run and the five broken ones.
eval figure(11.6, 9.6)
unset key
set multiplot layout 2, 3 margins 0.075, 0.985, 0.11, 0.93 spacing 0.075, 0.14
titles = "'as it should be' 'run A' 'run B' 'run C' 'run D' 'run E'"
set xrange [0:10]
set xtics 5
do for [i = 0:5] {
    set title word(titles, i + 1)
    set xlabel (i > 2 ? 'epoch' : '')
    set ylabel (i % 3 == 0 ? 'loss' : '')
    set yrange [0:(i == 1 ? 10 : 4)]
    step = i == 1 ? 2 : 1
    set ytics step
    plot log(10) with lines lt 7, \
         'broken_runs.dat' index i using 1:2 with linespoints lt (i == 0 ? 1 : 2)
}
unset multiplot
