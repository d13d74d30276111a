# Above the way forward, below the way back. Grey is 0.
eval figure(11.6, 8.2)
set multiplot layout 2, 3 margins 0.01, 0.99, 0.02, 0.93 spacing 0.04, 0.09
unset tics
unset key
unset grid
set border 15 lt 7
set size ratio -1
set palette defined (0 '#000000', 0.5 '#a0a0a0', 1 '#ffffff')
set cbrange [-1:1]
titles = "'x' 'w' 'y' 'dy' 'dw' 'dx'"
sides = "28 5 24 24 5 28"
do for [k = 0:5] {
    last = word(sides, k + 1) - 0.5
    set xrange [-0.5:last]
    set yrange [last:-0.5]
    set title word(titles, k + 1)
    plot 'conv_gradients.dat' index k matrix with image pixels
}
unset multiplot
