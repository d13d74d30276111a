# The letter C in photocells: a dot for each, the darker the larger.
eval figure(14, 14)
unset key
unset border
unset tics
unset grid
set margins 0, 0, 0, 0
set size ratio -1
set xrange [-0.5:19.5]
set yrange [-0.5:19.5]
set palette defined (0 '#c3cedb', 0.35 '#7fa3c7', 1 '#004488')
plot 'cover.dat' using 1:2:(0.6 + 2.25 * sqrt($3)):3 with points \
    pointtype 7 pointsize variable linecolor palette
