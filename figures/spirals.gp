# The two spirals, and the line on which the network cannot decide.
eval figure(8, 7.6)
set size ratio -1
set lmargin 8
set xrange [-2.2:2.2]
set yrange [-2.2:2.2]
set xtics 1
set ytics 1
set xlabel 'x_1'
set ylabel 'x_2' offset -0.8
set key off
set contour base
set cntrparam levels discrete 0.5
unset surface
set table $Boundary
splot 'spirals-map.dat'
unset table
plot $Boundary using 1:2 with lines lt 8 lw 2, \
     'spirals.dat' using 1:($3 > 0.5 ? $2 : NaN) with points lt 1, \
     '' using 1:($3 < 0.5 ? $2 : NaN) with points lt 2
