# A digit, sent pixel by pixel, and looked up pixel by pixel.
eval figure(10, 3.9)
set multiplot layout 1, 3 margins 0.01, 0.99, 0.02, 0.88 spacing 0.03, 0
unset tics
unset key
unset grid
set border 15 lt 7
set size ratio -1
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set cbrange [0:1]
titles = "'the digit' 'pixels sent' 'pixels looked up'"
do for [k = 0:2] {
    set title word(titles, k + 1)
    plot 'holes.dat' index k matrix with image
}
unset multiplot
