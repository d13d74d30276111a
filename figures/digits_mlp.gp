# Ten pictures: as they are, as the network gets them, and the probability it
# gives to each digit. A frame marks the right one.
eval figure(11.6, 7.4)
unset key
unset grid
unset tics
unset border
set margins 0, 0, 0, 0
set size ratio -1
set xrange [-13:299]
set yrange [187:-1]
row(k) = 69 + 12 * k
do for [k = 0:9] { set label sprintf('%d', k) at -6, row(k) center textcolor lt 8 }
plot 'digits_mlp-pictures.dat' matrix with image pixels, \
     'digits_mlp.dat' using ($1 * 30 + 13.5):(row($2)):(12):(5):3 with boxxyerror \
         fillcolor palette fillstyle solid noborder, \
     '' using ($4 == 1 ? $1 * 30 + 13.5 : NaN):(row($2)):(12):(5) with boxxyerror \
         fillstyle empty border lt 2 dt solid lw 1
