# The corners of the square, and the boundary learned for AND and for OR.
eval figure(10, 4.8)
set multiplot layout 1, 2
unset key
set clip two
set size ratio -1
set xlabel 'x_1'
set ylabel 'x_2'
set xrange [-0.5:1.5]
set yrange [-0.5:1.5]
set xtics 1
set ytics 1
do for [file in 'and_or-and.dat and_or-or.dat'] {
    set title file eq 'and_or-and.dat' ? 'AND' : 'OR'
    plot file index 1 with lines lt 8 lw 2, \
         '' index 0 using 1:($3 > 0 ? $2 : NaN) with points lt 1 pt 7 ps 1, \
         '' index 0 using 1:($3 < 0 ? $2 : NaN) with points lt 2 pt 6 ps 1
}
unset multiplot
