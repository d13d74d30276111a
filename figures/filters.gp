# A photograph and what five filters make of it: black is 0 or less in the first
# three, and in the edges grey is 0.
eval figure(11.6, 8.4)
set multiplot layout 2, 3 margins 0.01, 0.99, 0.02, 0.93 spacing 0.02, 0.08
unset tics
unset key
unset grid
set border 15 lt 7
set size ratio -1
set palette defined (0 '#000000', 1 '#ffffff')
titles = "'the photograph' 'blur' 'sharpen' 'upright edges' 'level edges' 'all edges'"
do for [k = 0:5] {
    last = k == 0 ? 95.5 : 93.5
    set xrange [-0.5:last]
    set yrange [last:-0.5]
    if (k < 3) { set cbrange [0:1] } else { set cbrange [-1.2:1.2] }
    set title word(titles, k + 1)
    plot 'filters.dat' index k matrix with image
}
unset multiplot
