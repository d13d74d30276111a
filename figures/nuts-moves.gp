# The boundary after each epoch, with its number at its end; the last one is strong.
eval figure(9, 6.4)
set xlabel 'length (cm)'
set ylabel 'width (cm)'
unset key
set size ratio -1
set xrange [1.1:3]
set yrange [0.9:2.3]
set xtics 0.5
set ytics 0.5
set clip two
set label '1' at 3.03, 1.63 left textcolor lt 8
set label '3' at 3.03, 1.73 left textcolor lt 8
set label '4' at 3.03, 1.83 left textcolor lt 8
set label '2' at 2.79, 2.36 center textcolor lt 8
set label '5' at 2.88, 2.36 center textcolor lt 8
set label '6' at 2.99, 2.36 center textcolor lt 8
plot for [epoch = 0:4] 'nuts-moves.dat' index epoch with lines lt 7 lw 1.4 dt solid, \
     '' index 5 with lines lt 8 lw 2.4, \
     'nuts.dat' using 1:($3 > 0 ? $2 : NaN) with points lt 1 ps 0.4, \
     '' using 1:($3 < 0 ? $2 : NaN) with points lt 2 ps 0.4
