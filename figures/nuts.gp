# The nuts on a plane.
eval figure(8, 5.8)
set xlabel 'length (cm)'
set ylabel 'width (cm)'
unset key
set size ratio -1
set xrange [1.1:3]
set yrange [0.9:2.3]
set xtics 0.5
set ytics 0.5
set label 'hazelnuts' at 1.85, 2.05 right textcolor lt 1
set label 'almonds' at 1.4, 1.1 textcolor lt 2
plot 'nuts.dat' using 1:($3 > 0 ? $2 : NaN) with points lt 1, \
     '' using 1:($3 < 0 ? $2 : NaN) with points lt 2
