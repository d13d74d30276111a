# Each row of boxes is a vector. Products come in three vectors, the last of them
# masked; below, the eight sums and how they become one.
eval figure(11.6, 6.4)
set margins 0, 0, 0, 0
unset key
unset grid
unset border
unset tics
set xrange [-4.3:8.2]
set yrange [8.4:-0.7]
set style fill solid noborder
names = "'step 1' 'step 2' 'step 3, masked' 'eight sums' '+ upper half' '+ upper two' '+ upper one'"
rows = '0 1 2 3.7 5.0 6.3 7.6'
do for [k = 1:7] {
    set label word(names, k) at -0.8, real(word(rows, k)) right textcolor lt 8
}
plot 'lanes.dat' using ($4 == 1 ? $1 : 1/0):2:(0.44):(0.4) with boxxyerror lt 9, \
     '' using ($4 < 2 ? $1 : 1/0):2:(0.44):(0.4) with boxxyerror fillstyle empty border lt 8 lt 8, \
     '' using ($4 == 2 ? $1 : 1/0):2:(0.44):(0.4) with boxxyerror fillstyle empty border lt 7 lt 7, \
     '' using 1:2:3 with labels textcolor lt 8
