# Two digits, their twenty maps behind the first ReLU, and fifty behind the second.
eval figure(11.6, 9.6)
unset tics
unset key
unset grid
unset border
set size ratio -1
set palette defined (0 '#ffffff', 1 ink)
set cbrange [0:255]
set multiplot
do for [e = 0:1] {
    top = 0.995 - 0.5 * e
    set lmargin at screen 0.01; set rmargin at screen 0.13
    set tmargin at screen top; set bmargin at screen top - 0.15
    set xrange [-0.5:27.5]; set yrange [27.5:-0.5]
    plot 'lenet-maps.dat' index 3 * e matrix with image
    set lmargin at screen 0.15; set rmargin at screen 0.99
    set tmargin at screen top; set bmargin at screen top - 0.205
    set xrange [-0.5:248.5]; set yrange [48.5:-0.5]
    plot 'lenet-maps.dat' index 3 * e + 1 matrix with image
    set lmargin at screen 0.01; set rmargin at screen 0.99
    set tmargin at screen top - 0.225; set bmargin at screen top - 0.435
    set xrange [-0.5:151.5]; set yrange [25.5:-0.5]
    plot 'lenet-maps.dat' index 3 * e + 2 matrix with image
}
unset multiplot
