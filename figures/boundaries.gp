# The nuts, and what a neuron, a decision tree and a network make of the plane:
# shaded where they answer "hazelnut".
eval figure(12.4, 4.6)
set multiplot layout 1, 3 margins 0.07, 0.995, 0.24, 0.86 spacing 0.025
unset key
unset grid
set border 15
set xrange [1.1:3]
set yrange [0.9:2.3]
set xtics 0.5
set ytics 0.5
set xlabel 'length (cm)'
titles = '"a neuron" "a decision tree" "a network"'
do for [k = 1:3] {
    set title word(titles, k)
    if (k == 1) {
        set ylabel 'width (cm)'
        set label 1 'hazelnuts' at 1.95, 2.15 right front textcolor lt 1
        set label 2 'almonds' at 1.95, 1.02 right front textcolor lt 2
    } else {
        unset ylabel
        unset label
        set format y ''
    }
    plot 'boundaries.dat' using 1:(column(k + 1)):(2.3) with filledcurves lt 9, \
         '' using 1:(column(k + 1)) with lines lt 8, \
         'nuts.dat' using 1:($3 > 0 ? $2 : NaN) with points lt 1 ps 0.35, \
         '' using 1:($3 < 0 ? $2 : NaN) with points lt 2 ps 0.4
}
unset multiplot
