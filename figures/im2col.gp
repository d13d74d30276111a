# A picture of 3 x 4, a window of 2 x 2 on it, and the matrix of all windows. The
# marked window is the marked column.
eval figure(11.6, 3.6)
set margins 0, 0, 0, 0
unset key
unset grid
unset border
unset tics
set size ratio -1
set xrange [-1.0:14.2]
set yrange [3.6:-1.6]
set style fill solid noborder
set style arrow 1 head filled size 0.2, 20 lt 8
set arrow from 4.1, 1 to 7.0, 1 arrowstyle 1
set label 'im2col' at 5.55, 0.55 center textcolor lt 8
set label 'x' at 1.5, -1.2 center textcolor lt 8
set label 'columns' at 10.5, -1.35 center textcolor lt 8
plot 'im2col.dat' using ($4 == 1 ? $1 : 1/0):2:(0.5):(0.5) with boxxyerror lt 9, \
     '' using 1:2:(0.5):(0.5) with boxxyerror fillstyle empty border lt 8 lt 8, \
     '' using 1:2:3 with labels textcolor lt 8
