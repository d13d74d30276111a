# One row for each vector. What comes from the upper row of sums is filled, what
# comes from the lower is not; a broken line parts the halves.
eval figure(12.2, 6.6)
set margins 0, 0, 0, 0
unset key
unset grid
unset border
unset tics
set xrange [-2.6:18.5]
set yrange [9.5:-0.7]
set style fill solid noborder
names = "upper lower even odd most top low y"
said = "'sums of one filter, row 0' '... and row 1' \
'shuffle: lanes 0 and 2 of each half' 'shuffle: lanes 1 and 3 of each half' \
'max of even and odd' 'movelh: first twos of both halves' \
'movehl: last twos of both halves' 'max of top and low, and of 0'"
do for [k = 1:8] {
    set label word(names, k) at -0.8, 1.25 * (k - 1) right textcolor lt 8
    set label word(said, k) at 8.0, 1.25 * (k - 1) left textcolor lt 8
}
set arrow from 3.5, -0.6 to 3.5, 5.55 nohead lt 7
# In even and odd, lanes 0 1 4 5 are of the upper row.
is_upper(l, r) = r == 0 || (r > 2 && r < 6 && (int(l) % 4) < 2) || (r > 6 && r < 7)
plot 'pool_lanes.dat' using (is_upper($1, $2) ? $1 : 1/0):2:(0.46):(0.45) with boxxyerror lt 9, \
     '' using 1:2:(0.45):(0.45) with boxxyerror fillstyle empty border lt 8 lt 8, \
     '' using 1:2:3 with labels textcolor lt 8
