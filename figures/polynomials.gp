# Three fits, and the curve that the points come from.
eval figure(11.6, 4.6)
set multiplot layout 1, 3 margins 0.05, 0.99, 0.1, 0.86 spacing 0.05, 0
set xrange [-1.05:1.05]
set yrange [-2.3:2.3]
set xtics -1, 1
set ytics -2, 1
unset key
titles = "'degree 1' 'degree 4' 'degree 11'"
do for [k = 1:3] {
    set title word(titles, k)
    plot 'polynomials.dat' index 1 using 1:2 with lines lt 7, \
         '' index 1 using 1:(column(2 + k)) with lines lt 1, \
         '' index 0 using 1:2 with points lt 2
}
unset multiplot
