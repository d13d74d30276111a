# Three surfaces over the same square: one wall, two walls, and what a
# threshold leaves of the two.
eval figure(11.6, 4)
set multiplot layout 1, 3
unset key
unset border
unset tics
unset grid
set hidden3d
set xyplane at 0
set view 55, 30, 1.5, 0.8
set zrange [0:2.05]
titles = "'one wall' 'two walls' 'the tower'"
do for [i = 1:3] {
    set title word(titles, i)
    splot 'ridges.dat' every 2:2 using 1:2:(column(i + 2)) with lines lt 8 lw 0.5
}
unset multiplot
